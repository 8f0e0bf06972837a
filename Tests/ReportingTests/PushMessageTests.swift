import Reporting
import ScanModel
import Testing

@Suite struct PushMessageTests {
  private func text(
    _ report: ScanReport, isRefused: Bool = true, order: [BlobID?] = [], tips: [BlobID?] = [],
    roots: [BlobID?] = []
  ) -> String {
    PushMessage(
      report, isRefused: isRefused, order: order.compactMap(\.self),
      tips: Set(tips.compactMap(\.self)), roots: Set(roots.compactMap(\.self))
    ).text
  }

  @Test func saysNothingWhereNothingIs() {
    #expect(text(Sample.empty, isRefused: false) == "")
  }

  @Test func saysOnlyWhatFailsThePush() {
    let message = text(Sample.report(), order: [Sample.id("1a")])
    #expect(message.hasPrefix("keystrel: push refused: 1 key in it\n"))
    #expect(message.contains("  src/chat.py:12: Azure OpenAI key not-…(33)\n"))
    #expect(message.contains("    commit 1a1a1a1a1a by Ann Author\n"))
    #expect(message.contains("    and 5 more places\n"))
    #expect(!message.contains("settings.json"))
    #expect(!message.contains(Sample.value.dropFirst(4)))
  }

  @Test func theWayOutBeginsAtTheFirstCommit() {
    let commit = Sample.id("1a")
    #expect(text(Sample.report(), order: [commit], tips: [commit]).contains("--all --amend"))
    #expect(text(Sample.report(), order: [commit]).contains("--rebase-merges 1a1a1a1a1a~1\n"))
    #expect(text(Sample.report(), order: [commit], roots: [commit]).contains("--root\n"))
  }

  @Test func aLongListIsCut() {
    var report = Sample.report()
    let finding = report.findings[0]
    report.findings = (0..<25).map { _ in finding }
    report.coverage.issues = (0..<30).map { ScanIssue(subject: nil, message: "issue \($0)") }
    let message = text(report, order: [Sample.id("1a")])
    #expect(message.contains("\n  and 15 more\n"))
    #expect(message.contains("\n  and 25 more\n"))
    #expect(message.split(separator: "\n").count < 100)
    #expect(message.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: [true, false])
  func whatCouldNotBeCheckedIsTold(isRefused: Bool) {
    var report = Sample.empty
    report.coverage.issues = [
      ScanIssue(subject: nil, message: "the time limit was reached: 3 of 9", isTimeout: true)
    ]
    let message = text(report, isRefused: isRefused)
    #expect(
      message.hasPrefix(
        "keystrel: push \(isRefused ? "refused" : "accepted"), "
          .replacing("refused, ", with: "refused: ")))
    #expect(message.contains("3 of 9"))
    #expect(message.contains("fewer commits") == isRefused)
  }

  @Test func nothingHostileReachesATerminal() {
    var report = Sample.report()
    report.failOn = .low
    report.findings[1].title = "a\u{1B}[2J\nkeystrel: push accepted"
    let message = text(report, order: [Sample.id("2b")])
    #expect(!message.contains("\u{1B}"))
    #expect(!message.contains("\u{202E}"))
    #expect(!message.contains("\nkeystrel: push accepted"))
  }
}
