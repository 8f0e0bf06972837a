import Reporting
import ScanModel
import Testing

/// What the text report says of a history.
@Suite struct HistoryPhraseTests {
  private func commit(_ digits: String, _ time: Int64, isReachable: Bool = true) throws -> Commit {
    Commit(
      id: try #require(Sample.id(digits)), author: digits == "1a" ? "Ann" : "Bo",
      authorEmail: "", authorTime: time, committerTime: time, isReachable: isReachable)
  }

  private func path(
    _ blob: String = "b1", _ path: String = "a", introduced: [Commit] = [],
    removed: [Commit] = [], refs: [String] = []
  ) throws -> PathHistory {
    PathHistory(
      blob: try #require(Sample.id(blob)), path: BytePath(path),
      introduced: CommitList(kept: introduced), removed: CommitList(kept: removed),
      refs: RefList(kept: refs, count: refs.count))
  }

  /// The lines that the text report has for a history, as one.
  private func told(_ paths: PathHistory...) throws -> String {
    var report = Sample.report()
    report.findings = [report.findings[1]]
    report.findings[0].history = SecretHistory(paths)
    var options = ReportOptions()
    options.width = 1000
    let lines = try written(report, .text, options).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("  history   ") })
    return String(line.dropFirst(12))
  }

  @Test func saysWhereItStillIs() throws {
    let ann = try commit("1a", 1_614_816_000)
    let start = "introduced 2021-03-04 by Ann in 1a1a1a1a1a; "
    let cases: [([String], String)] = [
      (["HEAD"], "still in HEAD"), (["HEAD", "refs/heads/main"], "still in main"),
      (["refs/heads/main", "refs/tags/v1"], "still in main and v1"),
      (
        ["HEAD", "refs/heads/main", "refs/remotes/origin/x", "refs/stash"],
        "still in main, origin/x and 1 more ref"
      ),
      ([], "in no ref any more"),
    ]
    for (refs, end) in cases {
      #expect(try told(try path(introduced: [ann], refs: refs)) == start + end)
    }
  }

  @Test func saysWhenItWent() throws {
    let (ann, bo) = (try commit("1a", 1_614_816_000), try commit("2b", 1_640_995_200))
    #expect(
      try told(try path(introduced: [ann], removed: [bo]))
        == "introduced 2021-03-04 by Ann in 1a1a1a1a1a, "
        + "removed 2022-01-01 by Bo in 2b2b2b2b2b; in no ref any more")
    // A removal elsewhere says little while HEAD has it.
    #expect(
      try told(try path(introduced: [ann], removed: [bo], refs: ["HEAD"]))
        == "introduced 2021-03-04 by Ann in 1a1a1a1a1a; still in HEAD")
  }

  @Test func saysThatNothingLeadsToIt() throws {
    let gone = try commit("1a", 1_614_816_000, isReachable: false)
    #expect(
      try told(try path(introduced: [gone]))
        == "introduced 2021-03-04 by Ann in 1a1a1a1a1a; no ref leads to it")
    #expect(try told(try path()) == "no ref leads to it")
    #expect(try told(try path(refs: ["refs/tags/key"])) == "named by key")
  }

  @Test func saysHowMuchOfItThereIs() throws {
    let ann = try commit("1a", 1_614_816_000)
    func start(_ paths: (String, String)...) throws -> String {
      let all = try paths.map { try path($0.0, $0.1, introduced: [ann]) }
      return try #require(
        try told(all[0], all.count > 1 ? all[1] : all[0]).split(separator: ",").first.map(
          String.init))
    }
    #expect(try start(("b1", "a"), ("b1", "b")) == "2 files")
    #expect(try start(("b1", "a"), ("b2", "a")) == "2 versions of the file")
    #expect(try start(("b1", "a"), ("b2", "b")) == "2 versions of 2 files")
  }

  /// Of the versions of a file the one that a ref still has is worth reading, or else the newest.
  @Test func theVersionThatIsThereIsShown() throws {
    let (ann, bo) = (try commit("1a", 100), try commit("2b", 200))
    var report = Sample.report()
    report.findings = [report.findings[1]]
    report.findings[0].occurrences = [(1, "b1", ann), (5, "b2", bo), (9, "b2", bo)].map {
      Occurrence(
        path: BytePath("f"), region: Sample.region(line: $0.0, column: 1, offset: 0),
        blob: Sample.id($0.1), origin: .commit($0.2))
    }
    func shown(_ held: String?) throws -> [Substring] {
      report.findings[0].history = SecretHistory(
        try ["b1", "b2"].map { try path($0, "f", refs: $0 == held ? ["HEAD"] : []) })
      return try written(report, .text).split(separator: "\n").filter { $0.contains("f:") }
    }
    #expect(try shown(nil).map { $0.contains("f:5:1") || $0.contains("f:9:1") } == [true, true])
    #expect(try shown("b1").map { $0.contains("f:1:1") } == [true])
  }
}
