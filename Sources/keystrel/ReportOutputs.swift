internal import Reporting
internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes the reports of a run: one that cannot be written takes none of the others with it.
struct ReportOutputs {
  let plan: OutputPlan
  let options: ReportOptions
  let color: Bool
  /// Whether only the user may read the files.
  let isPrivate: Bool

  /// What GitHub and Azure show of a summary.
  private static let longestSummary = 1 << 20

  /// - Returns: whether all could be written; what could not is told on standard error.
  func write(_ report: ScanReport) -> Bool {
    if let remark = plan.remark { StandardErrors.say("keystrel: \(remark)\n") }
    var isComplete = true
    var options = options
    // Files first: what goes to a log may name them.
    for destination in plan.destinations where destination.path != nil {
      isComplete = trying { try write(report, destination, options) } && isComplete
    }
    for destination in plan.destinations where destination.path == nil {
      if destination.format == .azure, let path = azureSummaryPath {
        let isWritten = plan.markdownPath != nil || trying { try writeSummary(report, path) }
        isComplete = isWritten && isComplete
        if isWritten { options.summaryPath = path }
      }
      isComplete = trying { try write(report, destination, options) } && isComplete
      if destination.format == .github { isComplete = appendSummary(report) && isComplete }
    }
    // These reports have them; whoever reads another wants to see them too.
    let shown: [ReportFormat] = [.text, .github, .azure]
    if !plan.destinations.contains(where: { $0.path == nil && shown.contains($0.format) }) {
      for issue in report.coverage.issues { StandardErrors.say("keystrel: \(issue.line)\n") }
    }
    for line in Set(plan.destinations.map(\.format)).flatMap({ $0.omissions(of: report) }) {
      StandardErrors.say("keystrel: \(line)\n")
    }
    return isComplete
  }

  private func write(
    _ report: ScanReport, _ destination: OutputPlan.Destination, _ options: ReportOptions
  ) throws {
    var options = options
    options.color = destination.path == nil && color
    var file = try OutputFile(
      path: destination.path, isPrivate: isPrivate && destination.format.canReveal)
    try destination.format.write(report, options: options, to: &file)
    try file.finish()
  }

  /// The page of the job on GitHub, where each step has room for a mebibyte.
  private func appendSummary(_ report: ScanReport) -> Bool {
    guard let path = Environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return true }
    return trying {
      var file = try OutputFile(appendingTo: path)
      var options = options
      options.longestSummary = Self.longestSummary - file.bytesBefore
      try ReportFormat.markdown.write(report, options: options, to: &file)
      try file.finish()
    }
  }

  /// The Markdown report if there is one, or else a file that the agent removes after the job.
  private var azureSummaryPath: String? {
    if let path = plan.markdownPath { return absolute(path) }
    guard let folder = Environment["AGENT_TEMPDIRECTORY"], !folder.isEmpty else { return nil }
    return absolute(folder) + "/keystrel-\(getpid()).md"
  }

  private func writeSummary(_ report: ScanReport, _ path: String) throws {
    var file = try OutputFile(path: path)
    try ReportFormat.markdown.write(report, options: options, to: &file)
    try file.finish()
  }

  private func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(folder) }
    return unsafe String(cString: folder) + "/" + path
  }

  private func trying(_ part: () throws -> Void) -> Bool {
    do {
      try part()
      return true
    } catch {
      StandardErrors.say("keystrel: \(error)\n")
      return false
    }
  }
}

extension OutputPlan {
  /// A file that holds the report as Markdown.
  fileprivate var markdownPath: String? {
    destinations.first { $0.format == .markdown && $0.path != nil }?.path
  }
}
