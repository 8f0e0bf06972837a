import Foundation
import Reporting
import ScanModel
import Testing

struct ReportTests {
  @Test(arguments: ReportFormat.allCases)
  func aReportLooksAsRecorded(format: ReportFormat) throws {
    try Golden.expect(try written(Sample.report(), format), "sample.\(format.rawValue)")
  }

  @Test(arguments: ReportFormat.allCases)
  func aReportWithoutFindingsLooksAsRecorded(format: ReportFormat) throws {
    try Golden.expect(try written(Sample.empty, format), "empty.\(format.rawValue)")
  }

  @Test(arguments: ReportFormat.allCases)
  func whatIsToldOnRequestLooksAsRecorded(format: ReportFormat) throws {
    try Golden.expect(try written(Sample.told, format), "told.\(format.rawValue)")
  }

  @Test(arguments: ReportFormat.allCases)
  func whatIsSettledLooksAsRecorded(format: ReportFormat) throws {
    try Golden.expect(try written(Sample.settled, format), "settled.\(format.rawValue)")
  }

  @Test(arguments: ReportFormat.allCases)
  func noReportHoldsASecretThatIsNotRevealed(format: ReportFormat) throws {
    let text = try written(Sample.told, format)
    for value in [Sample.value, Sample.otherValue] {
      #expect(!text.contains(value.dropFirst(4)))
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func aSecretIsRevealedWhereNobodyElseReads(format: ReportFormat) throws {
    let text = try written(Sample.report(reveal: true), format)
    for value in [Sample.value, Sample.otherValue] {
      #expect(text.contains(value.dropFirst(4)) == format.canReveal)
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func theSameReportMakesTheSameBytes(format: ReportFormat) throws {
    #expect(try written(Sample.report(), format) == written(Sample.report(), format))
  }

  /// Clipboard writing (OSC 52), a forged line, a bidirectional override, a zero-width space, a C1 control.
  @Test(
    arguments: ReportFormat.allCases,
    [
      "a\u{1B}]52;c;cm0gLXJm\u{07}", "a\nb: no findings", "a\u{202E}txt.py", "a\u{200B}",
      "a\u{9B}2J",
    ]
  )
  func nothingHostileReachesATerminal(format: ReportFormat, hostile: String) throws {
    let report = Sample.hostile(hostile)
    let text = try written(report, format)
    // Records of CSV end in CR and LF.
    let ends: Set<Unicode.Scalar> = format == .csv ? ["\r", "\n"] : ["\n"]
    let unsafe = text.unicodeScalars.filter { scalar in
      !ends.contains(scalar) && [.control, .format].contains(scalar.properties.generalCategory)
    }
    #expect(unsafe.isEmpty)
    #expect(!text.contains("\nb: no findings"))
    if format == .json || format == .jsonl {
      let first = text.split(separator: "\n", omittingEmptySubsequences: true)
      let data = Data((format == .json ? text : first.first.map(String.init) ?? "").utf8)
      let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect("\(object)".contains("occurrences") || object["file"] as? String == hostile)
    }
  }

  @Test func colorsAreOnlyThereWhenAskedFor() throws {
    var options = ReportOptions()
    #expect(!(try written(Sample.empty, .text, options)).contains("\u{1B}"))
    options.color = true
    #expect(try written(Sample.empty, .text, options).contains("\u{1B}[1;32mno findings\u{1B}[0m"))
  }

  @Test func noFindingsIsNoCleanBillWhenTheScanIsIncomplete() throws {
    var report = Sample.empty
    report.coverage.issues = [ScanIssue(subject: "a", message: "permission denied")]
    let text = try written(report, .text)
    #expect(text.hasPrefix("no findings in what could be read\n"))
    #expect(text.contains("\nincomplete: a: permission denied\n"))
  }

  @Test(arguments: [
    (YearMonth(year: 2026, month: 11), "created 2026-11, this month"),
    (YearMonth(year: 2026, month: 10), "created 2026-10, last month"),
    (YearMonth(year: 2026, month: 9), "created 2026-09, at least 1 month old\n"),
    (YearMonth(year: 2026, month: 7), "created 2026-07, at least 3 months old\n"),
    (YearMonth(year: 2026, month: 6), "at least 4 months old; policy is 90 days"),
    (YearMonth(year: 2027, month: 1), "created 2027-01, which is yet to come"),
  ])
  func theAgeOfAKeyIsNeverOverstated(created: YearMonth, text: String) throws {
    var report = Sample.report()
    report.findings[0].facts.created = created
    #expect(try written(report, .text).contains(text))
  }

  @Test func aHintThatIsTheSameIsShownOnce() throws {
    var report = Sample.report()
    report.findings.append(report.findings[0])
    let text = try written(report, .text)
    #expect(text.components(separatedBy: "$ az cognitiveservices").count == 2)
    #expect(text.contains("(as shown above)"))
  }

  @Test func proseStaysWithinTheWidth() throws {
    let lines = try written(Sample.report(), .text).split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("2 findings") && $0.count <= 80 })
    for line in lines
    where line.hasPrefix("  ") && !line.hasPrefix("    |") && !line.hasPrefix("    $") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func everyLineOfJSONLinesHasTheKeysThatToolsRead() throws {
    let lines = try written(Sample.report(), .jsonl).split(separator: "\n")
    #expect(lines.count == 8 + 3 + 1)
    for line in lines {
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["file"] is String && object["line"] is Int)
    }
    #expect(lines.last?.contains("\"type\":\"coverage\"") == true)
  }

  @Test func pathsThatAreNoTextKeepTheirBytes() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x2F, 0x62]
    let report = Sample.hostile(at: BytePath(bytes))
    #expect(
      try written(report, .json).contains(
        "\"pathBytes\" : \"\(Data(bytes).base64EncodedString())\""))
    #expect(try written(report, .sarif).contains("\"uri\" : \"a%FF/b\""))
    #expect(try written(report, .text).hasPrefix("a\u{FFFD}/b:1:1: "))
  }
}

/// What a format makes of a report.
func written(
  _ report: ScanReport, _ format: ReportFormat, _ options: ReportOptions = ReportOptions()
) throws -> String {
  var text = ""
  try format.write(report, options: options, to: &text)
  return text
}
