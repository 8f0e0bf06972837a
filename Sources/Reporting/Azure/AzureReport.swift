import ScanModel

/// Issues for Azure Pipelines: logging commands, then what was found and read.
///
/// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
struct AzureReport {
  let report: ScanReport
  let options: ReportOptions

  func write(to output: inout some TextOutputStream) {
    for notice in report.notices {
      switch notice.level {
      case .error, .warning:
        output.write("\(LoggingCommand(notice, options.repositoryPaths))\n")
      // There is no level below a warning. What a change does to settings is told below, as in the text report.
      case .notice where notice.code == Notice.settingsCode: break
      case .notice: output.write("note: \(notice.line)\n")
      }
    }
    TextReport(report, options).writeSummary(to: &output)
    if let path = options.summaryPath {
      output.write("\(LoggingCommand(name: "task.uploadsummary", message: path))\n")
    }
    if isWorthAWarning {
      let properties = [("result", "SucceededWithIssues")]
      let command = LoggingCommand(
        name: "task.complete", properties: properties, message: "keystrel has findings")
      output.write("\(command)\n")
    }
  }

  /// Whether the step succeeds, though somebody should look: where it fails, the exit code says so.
  private var isWorthAWarning: Bool {
    report.failures == 0 && report.coverage.isComplete && !report.openFindings.isEmpty
  }
}

extension LoggingCommand {
  fileprivate init(_ notice: Notice, _ paths: RepositoryPaths?) {
    name = "task.logissue"
    message = notice.line
    properties = [("type", notice.level == .error ? "error" : "warning")]
    if let place = notice.place {
      let path = paths?.path(place.path) ?? place.path
      properties.append(("sourcepath", path.display))
      if let lines = place.lines { properties.append(("linenumber", "\(lines.lowerBound)")) }
      if let columns = place.columns {
        properties.append(("columnnumber", "\(columns.lowerBound)"))
      }
    }
    properties.append(("code", notice.code))
  }
}
