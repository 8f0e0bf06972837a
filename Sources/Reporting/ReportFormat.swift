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
  /// Annotations of GitHub Actions.
  case github
  /// Issues of Azure Pipelines.
  case azure
  /// GitLab's report of secret detection.
  case gitlab
  /// Results of tests, as Jenkins, GitLab and Azure DevOps show them.
  case junit
  /// A table with a line for each place.
  case csv
  /// A table for the summary of a job or a comment.
  case markdown

  /// Whether it shows a value that is to be revealed; the others end up where many read them.
  package var canReveal: Bool {
    switch self {
    case .text, .json, .jsonl, .sarif, .csv: true
    case .github, .azure, .gitlab, .junit, .markdown: false
    }
  }

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
    case .github: GitHubReport(report: report, options: options).write(to: &output)
    case .azure: AzureReport(report: report, options: options).write(to: &output)
    case .gitlab: try GitLabReport(report, options).write(to: &output)
    case .junit: JUnitReport(report: report, options: options).write(to: &output)
    case .csv: CSVReport(report: report).write(to: &output)
    case .markdown: MarkdownReport(report: report, options: options).write(to: &output)
    }
  }

  /// What the format cannot hold of a report, one line each: to be told where the report does not show it.
  package func omissions(of report: ScanReport) -> [String] {
    guard self == .sarif else { return [] }
    let leftOut = SARIF.Places(of: report).leftOut
    return leftOut > 0 ? [SARIF.Limits.note(leftOut: leftOut)] : []
  }
}

/// How a report looks, and what it tells of the run.
package struct ReportOptions: Sendable {
  /// Whether escape sequences may colour the text.
  package var color = false
  /// Columns that prose is wrapped to; code and commands never are.
  package var width = 80
  /// Days that a key should live at most; older ones are said to be.
  package var maximumKeyAge = 90
  /// When the scan began and ended, in seconds since 1970.
  package var started: Int64 = 0
  package var ended: Int64 = 0
  /// A Markdown file that an Azure pipeline shows as the summary of its run.
  package var summaryPath: String?
  /// Bytes that a Markdown report has at most.
  package var longestSummary = 1 << 20
  /// Where annotations stand, when paths of the report do not start at the root of the repository.
  package var repositoryPaths: RepositoryPaths?

  package init() {}
}

extension ReportOptions {
  /// `2025-06-15T15:06:40`, UTC.
  var startTime: String { Self.time(started) }
  var endTime: String { Self.time(ended) }

  private static func time(_ seconds: Int64) -> String {
    UTCTime(secondsSince1970: seconds)?.timestampWithoutZone ?? "1970-01-01T00:00:00"
  }
}
