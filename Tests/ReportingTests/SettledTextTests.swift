import Reporting
import ScanModel
import TestSupport
import Testing

/// How text and JSON show what somebody has dealt with.
struct SettledTextTests {
  private static let day = Day(year: 2027, month: 1, day: 31)

  /// The sample's three findings, of which the first is known and the second suppressed.
  private func settled(_ change: (inout ScanReport) -> Void = { _ in }) -> ScanReport {
    var report = Sample.report()
    report.findings[0].baseline = .unchanged
    for index in report.findings[1].occurrences.indices {
      let place = report.findings[1].occurrences[index]
      report.findings[1].occurrences[index].suppression = Suppression(
        kind: .comment, path: place.path, line: place.region.startLine, reason: "a sample",
        owner: "ann", until: Self.day)
    }
    report.triage.baselineCount = 3
    report.triage.absent = [Fingerprint(hex: String(repeating: "0f", count: 32))]
    change(&report)
    return report
  }

  private func lines(_ report: ScanReport) throws -> [String] {
    try written(report, .text).split(separator: "\n").map(String.init)
  }

  @Test func `only what is open is listed, and the rest is counted`() throws {
    let report = settled()
    let open = report.findings.count - 2
    let text = try lines(report)
    #expect(text.contains { $0.hasPrefix(open == 0 ? "no open findings" : "\(open) open finding") })
    #expect(text.contains("1 known in the baseline, 1 suppressed until 2027-01-31"))
    #expect(
      text.contains("1 entry of the baseline is not found any more: keystrel baseline prune"))
    #expect(report.findings.count { $0.isSettled } == 2)
  }

  @Test(arguments: [
    (Suppression.Status.expired, "its suppression in line 4 expired on 2027-01-31"),
    (
      .invalid("it gives no reason"), "keystrel:allow in line 4 is not in force: it gives no reason"
    ),
    (.unapproved, "keystrel:allow in line 4 comes with this change and does not count for it"),
  ])
  func `why a suppression does not count is told`(
    status: Suppression.Status, sentence: String
  ) throws {
    let report = settled { report in
      for index in report.findings[1].occurrences.indices {
        report.findings[1].occurrences[index].suppression?.status = status
        report.findings[1].occurrences[index].suppression?.line = 4
      }
    }
    let text = try lines(report).joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(text.contains(sentence))
    #expect(!text.contains("suppressed until"))
  }

  @Test func `a known key at a new place is one line, unless it fails`() throws {
    let note = settled { $0.findings[0].newPlace = .note }
    #expect(try lines(note).count { $0.contains(": note: known key, new place: ") } == 1)
    let failure = settled { $0.findings[0].newPlace = .failure }
    let text = try lines(failure).joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(text.contains("it is in the baseline, and --fail-on-known is set"))
    #expect(note.findings[0].isSettled)
    #expect(!failure.findings[0].isSettled)
  }

  @Test func `what a change does is told, and cannot forge a line`() throws {
    let report = settled {
      $0.triage.changes = [
        SettingsChange(
          path: BytePath("a\n::error::b"), line: 3, text: "adds keystrel:allow \u{1B}[2J")
      ]
    }
    #expect(
      try lines(report).contains(
        "this change adds keystrel:allow \\u{1b}[2J: a\\u{a}::error::b:3"))
  }

  @Test(.enabled(if: JSONSchema.isOn))
  func `JSON has the decisions, as its schema says`() throws {
    let report = settled { report in
      report.findings[0].newPlace = .note
      report.findings[0].owners = ["team-ai"]
      report.triage.origin = "the merge base 1a2b3c4d5e"
      report.triage.files = [BytePath(".keystrel.toml")]
      report.triage.changes = [SettingsChange(path: BytePath("a"), text: "adds a file")]
      report.findings[1].occurrences[0].suppression?.status = .invalid("it gives no reason")
    }
    #expect(try JSONSchema.errors(in: written(report, .json), schema: JSONSchema.report) == "")
  }
}
