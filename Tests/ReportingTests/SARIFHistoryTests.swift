import Foundation
import Reporting
import ScanModel
import TestSupport
import Testing

/// The identity of a result, and its way through a history.
struct SARIFHistoryTests {
  @Test func aFlowLeadsFromTheIntroductionUntilNow() throws {
    let flow = try flow(ofResult: 1)
    #expect(
      try flow.map { try text(try dictionary($0["location"])["message"]) } == [
        "Introduced by commit 1a1a1a1a1a of 2025-06-15.",
        "Removed by commit 3c3c3c3c3c of 2025-10-09.",
        "Now still in main, release/1 and 7 more refs.",
      ])
    #expect(flow.compactMap { $0["executionOrder"] as? Int } == [1, 2, 3])
  }

  @Test func aCopyIsToldFromItsOrigin() throws {
    var report = Sample.report()
    let paths = try #require(report.findings[0].history?.paths)
    let later = Commit(
      id: try #require(Sample.id("4d")), author: "Dan", authorEmail: "", authorTime: 1_755_000_000,
      committerTime: 1_755_000_000, isReachable: false)
    report.findings[0].history = SecretHistory(
      paths.enumerated().map { index, path in
        index == 1
          ? PathHistory(
            blob: path.blob, path: path.path, introduced: CommitList(kept: [later]),
            removed: path.removed, refs: path.refs) : path
      })
    let steps = try flow(ofResult: 2, of: report).map {
      try text(try dictionary($0["location"])["message"])
    }
    #expect(
      steps.first == "First introduced in 'old/copy 1.py' by commit 1a1a1a1a1a of 2025-06-15.")
    #expect(
      steps.dropFirst().first
        == "Introduced by commit 4d4d4d4d4d of 2025-08-12, to which no ref leads.")
  }

  @Test func aResultWithoutAHistoryHasNoFlow() throws {
    #expect(try results(try run(of: Sample.report()))[8]["codeFlows"] == nil)
  }

  private func flow(
    ofResult index: Int, of report: ScanReport = Sample.report()
  ) throws -> [[String: Any]] {
    let result = try results(try run(of: report))[index]
    let threads = try list(try list(result["codeFlows"])[0]["threadFlows"])
    return try list(threads[0]["locations"])
  }

  /// Lines, columns, names around the key, commits and authors differ; the alert is the same.
  @Test func aKeyThatMovesStaysTheSameAlert() throws {
    let before = try fingerprints(of: Sample.report())
    var report = Sample.report()
    report.findings[0].title = "Another title"
    report.findings[0].evidence = []
    report.findings[0].occurrences = report.findings[0].occurrences.map {
      Occurrence(
        path: $0.path, region: Sample.region(line: 99, column: 3, offset: 4000),
        blob: Sample.id("ee"), origin: .file)
    }
    #expect(try fingerprints(of: report) == before)
  }

  @Test func twoPlacesInAFileAreTwoAlerts() throws {
    var report = Sample.report()
    report.findings[0].occurrences = [3, 9].map {
      Occurrence(
        path: BytePath("a.py"), region: Sample.region(line: $0, column: 1, offset: 0), blob: nil,
        origin: .file)
    }
    let prints = try fingerprints(of: report).prefix(2).map { $0["primaryLocationLineHash"] }
    #expect(prints == ["3f3f3f3f3f3f3f3f:1", "3f3f3f3f3f3f3f3f:2"])
  }

  private func fingerprints(of report: ScanReport) throws -> [[String: String]] {
    try results(try run(of: report)).map {
      try #require($0["partialFingerprints"] as? [String: String])
    }
  }
}
