import Foundation
import TestSupport
import Testing

/// What the path and the commits of a content change about its findings.
@Suite struct HistoryPlaceTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.begin()
  }

  private func history(_ arguments: String...) throws -> Report {
    try report("history", arguments)
  }

  private func report(_ command: String, _ arguments: [String]) throws -> Report {
    let all = [command, "--format", "json", "--show", "low"] + arguments
    return try Report(Keystrel.run(all, in: scratch))
  }

  /// Places without the commits, each once.
  private func places(_ report: Report) -> Set<String> { Set(report.places) }

  // MARK: - Confidence

  /// Paths that speak of the company or do not, and texts that need it or do not.
  @Test func aKeyIsAsSureInHistoryAsInTheWorkTree() throws {
    let texts = [
      "api_key = {{hex32 #1301}}\n", "AZURE_OPENAI_KEY={{hex32 #1302}}\n",
      "key: {{azure84 openai 2025-04 #1303}}\n", "subscription_key = '{{hex32v4 #1304}}'\n",
      "Ocp-Apim-Subscription-Key: {{hex32 #1305}}\n", "id = {{hex32 #1306}}\n",
    ]
    for folder in ["azure-openai", "src", "cognitiveservices/deploy"] {
      for (number, text) in texts.enumerated() {
        try scratch.write("\(folder)/file\(number).conf", Keystrel.expanded(text))
      }
    }
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "all")
    let tree = try report("scan", [])
    let history = try history()
    #expect(places(history) == places(tree))
    let levels = Set(tree.findings.map(\.confidence))
    #expect(levels.isSuperset(of: ["medium", "high", "certain"]), "\(levels)")
    #expect(Set(history.findings.map(\.confidence)) == levels)
    #expect(history.findings.map(\.confidence).sorted() == tree.findings.map(\.confidence).sorted())
  }

  @Test func eachPathOfAContentIsJudgedForItself() throws {
    let text = try Keystrel.expanded("api_key = {{hex32 #1311}}\n")
    try scratch.write("azure-openai/settings.conf", text)
    try scratch.write("plain/settings.conf", text)
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "both")
    let report = try history()
    #expect(report.findings.map(\.confidence) == ["medium"])
    #expect(
      Set(report.findings.flatMap { $0.occurrences.map(\.path) }) == [
        "azure-openai/settings.conf", "plain/settings.conf",
      ])
  }

  // MARK: - Rules and allowlists

  private let rule = """
    [[rules]]
    id = "acme-ticket"
    description = "A ticket."
    regex = '''ACME-[0-9]{4}'''

    """

  private func commit(_ paths: String..., text: String) throws -> String {
    for path in paths { try scratch.write(path, text + "\n") }
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "tickets")
    return try scratch.git("rev-parse", "HEAD")
  }

  @Test func aRuleForSomePathsFindsOnlyThose() throws {
    _ = try commit("a.env", "a.txt", "sub/b.env", text: "ACME-0001")
    _ = try commit("c.txt", text: "ACME-0002")
    try scratch.write("rules.toml", rule + "path = '''\\.env$'''\n")
    let report = try history("--rules", "rules.toml")
    #expect(
      places(report) == [
        "a.env:1:1 acme-ticket medium", "sub/b.env:1:1 acme-ticket medium",
      ])
  }

  @Test func anAllowlistOfPathsHoldsInHistory() throws {
    _ = try commit("a.txt", "vendor/a.txt", text: "ACME-0001")
    _ = try commit("vendor/b.txt", text: "ACME-0002")
    try scratch.write(
      "rules.toml", rule + "[[rules.allowlists]]\npaths = ['''^vendor/''']\n")
    let report = try history("--rules", "rules.toml")
    #expect(places(report) == ["a.txt:1:1 acme-ticket medium"])
  }

  @Test(arguments: [("OR", ["c.txt"]), ("AND", ["a.txt", "c.txt"])])
  func anAllowlistOfCommitsHolds(condition: String, left: [String]) throws {
    let first = try commit("a.txt", "vendor/a.txt", text: "ACME-0001")
    _ = try commit("c.txt", "vendor/c.txt", text: "ACME-0003")
    try scratch.write(
      "rules.toml",
      rule + """
        [[rules.allowlists]]
        condition = "\(condition)"
        commits = ["\(first.uppercased())"]
        paths = ['''^vendor/''']

        """)
    var expected = Set(left)
    // With AND the other commit's file in the folder is not taken away either.
    if condition == "AND" { expected.insert("vendor/c.txt") }
    let report = try history("--rules", "rules.toml")
    #expect(Set(report.findings.flatMap { $0.occurrences.map(\.path) }) == expected)
  }

  @Test func ofTwoCommitsOnlyTheOneThatIsAllowedGoes() throws {
    let first = try commit("a.txt", text: "ACME-0001")
    try scratch.git("rm", "-q", "a.txt")
    try scratch.git("commit", "-qm", "gone")
    let second = try commit("a.txt", text: "ACME-0001")
    try scratch.write("rules.toml", rule + "[[rules.allowlists]]\ncommits = [\"\(first)\"]\n")
    let report = try history("--rules", "rules.toml")
    #expect(report.findings.flatMap { $0.occurrences.map { $0.commit?.id } } == [second])
    let diff = try self.report("diff", ["HEAD~2", "--rules", "rules.toml"])
    #expect(diff.findings.isEmpty)
  }

  /// A content is read once; at which of its paths must not matter.
  @Test(arguments: ["diff", "staged"])
  func aContentAtTwoPathsIsFoundWhereItIsNotAllowed(command: String) throws {
    try scratch.write("rules.toml", rule + "[[rules.allowlists]]\npaths = ['''^a/''']\n")
    for path in ["a/1.txt", "b/2.txt"] { try scratch.write(path, "ACME-0001\n") }
    try scratch.git("add", "a", "b")
    if command == "diff" { try scratch.git("commit", "-qm", "both") }
    let report = try report(
      command, ["--rules", "rules.toml"] + (command == "diff" ? ["HEAD"] : []))
    #expect(places(report) == ["b/2.txt:1:1 acme-ticket medium"])
  }

  // MARK: - Selections

  @Test func aSelectionOfPathsShowsNoOthers() throws {
    _ = try commit("app/a.txt", "other/a.txt", text: "ACME-0001")
    try scratch.write("rules.toml", rule)
    let report = try history("--rules", "rules.toml", "--path", "app/")
    #expect(places(report) == ["app/a.txt:1:1 acme-ticket medium"])
  }

  @Test func aRangeShowsItsOwnCommits() throws {
    _ = try commit("a.txt", text: "ACME-0001")
    try scratch.git("rm", "-q", "a.txt")
    try scratch.git("commit", "-qm", "gone")
    let again = try commit("b.txt", text: "ACME-0001")
    try scratch.write("rules.toml", rule)
    let report = try history("--rules", "rules.toml", "--range", "HEAD~1..HEAD")
    #expect(report.findings.flatMap { $0.occurrences.map { $0.commit?.id } } == [again])
  }
}
