package import ScanModel

/// What a report can be written as: a case here and a file of its own each.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people.
  case text
  /// One object, described by `docs/report.schema.json`.
  case json
  /// One line for each place of each finding, then one for the coverage.
  case jsonl
  /// SARIF 2.1.0, for code scanning.
  case sarif

  /// Writes a report; the same report makes the same bytes.
  ///
  /// - Parameters:
  ///   - report: what a scan found and read.
  ///   - options: how it looks.
  ///   - output: where it goes, such as an `OutputFile`.
  /// - Throws: `EncodingError`, which no report is known to cause.
  package func write(
    _ report: ScanReport, options: ReportOptions = ReportOptions(),
    to output: inout some TextOutputStream
  ) throws {
    switch self {
    case .text: TextReport(report, options).write(to: &output)
    case .json: try JSONReport(report).write(to: &output)
    case .jsonl: try JSONLines(report).write(to: &output)
    case .sarif: try SARIF.Log(report).write(to: &output)
    }
  }

  /// What the format cannot hold of a report, one line each: to be told where the report does not show it.
  package func omissions(of report: ScanReport) -> [String] {
    guard self == .sarif else { return [] }
    let leftOut = SARIF.Places(of: report).leftOut
    return leftOut > 0 ? [SARIF.Limits.note(leftOut: leftOut)] : []
  }
}

/// How a report looks; only the text heeds it.
package struct ReportOptions: Sendable {
  /// Whether escape sequences may colour the text.
  package var color = false
  /// Columns that prose is wrapped to; code and commands never are.
  package var width = 80
  /// Days that a key should live at most; older ones are said to be.
  package var maximumKeyAge = 90

  package init() {}
}
