import ScanModel

extension Sample {
  /// Names and texts that somebody wrote to break what reads a report.
  static let strangeTexts = [
    "a b/100%.py", "a:b", "[x](1)", "](2)[y]", "a\\b", "\u{1B}]52;c;x\u{07}", "a\nb",
    "\u{202E}yp.a",
    "..", "../../etc/passwd", "a/../b", "./a", "a//b", "?q#f", "http://example.com/x",
    "file:///etc/passwd", "<img src=x>", "::error::x", "##vso[task.complete]", "ä\u{301}🙂", " ",
    "'",
  ]

  /// A report in which every text that a repository can choose is one of these.
  static func strange(_ text: String) -> ScanReport {
    strange(Array(text.utf8), text)
  }

  /// A path that is no UTF-8.
  static let notUTF8 = strange([0x61, 0xFF, 0x2F, 0xC3, 0x28, 0x80], "\u{FFFD}")

  /// A path and texts of 100 KB.
  static let long = strange(
    Array(repeating: UInt8(ascii: "%"), count: 100_000), String(repeating: "[é](", count: 25_000))

  private static func strange(_ path: [UInt8], _ text: String) -> ScanReport {
    var report = Sample.triaged
    let path = BytePath(path)
    report.command = "scan"
    report.rules = report.rules.map {
      RuleInfo(
        id: $0.id, title: text.isEmpty ? $0.title : text, description: text, help: text,
        severity: $0.severity,
        tags: Array(repeating: text, count: 30) + (0..<30).map { "tag\($0)" },
        isPosture: $0.isPosture)
    }
    report.coverage.notes = [text]
    report.coverage.issues = [ScanIssue(subject: text, message: text)]
    report.triage.changes = [SettingsChange(path: path, line: 1, text: text)]
    for index in report.findings.indices {
      report.findings[index].title = text
      report.findings[index].evidence = [Evidence(kind: .name, text: text)]
      report.findings[index].resource = Resource(
        host: text, name: text, cloud: text, region: region(line: 1, column: 1, offset: 0),
        path: path)
      report.findings[index].hint = Hint(summary: text, replacement: text, commands: [text])
      report.findings[index].occurrences = report.findings[index].occurrences.map {
        var suppression = $0.suppression
        suppression?.reason = text
        suppression?.owner = text
        suppression?.path = path
        return Occurrence(
          path: path, region: $0.region, blob: $0.blob, origin: $0.origin, suppression: suppression)
      }
    }
    for index in report.posture.indices {
      report.posture[index].title = text
      report.posture[index].subject = text
    }
    return report
  }
}
