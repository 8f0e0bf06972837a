import ScanModel

/// Annotations for GitHub Actions: workflow commands, then what was found and read.
///
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
struct GitHubReport {
  let report: ScanReport
  let options: ReportOptions

  /// GitHub shows no more annotations of a level for each step; the rest would be dropped without a word.
  static let longestList = 10

  func write(to output: inout some TextOutputStream) {
    for (level, notices) in report.noticesByLevel {
      for notice in notices.prefix(Self.longestList) {
        output.write("\(WorkflowCommand(notice, options.repositoryPaths))\n")
      }
      let rest = notices.count - Self.longestList
      if rest > 0 {
        output.write(
          "and \(counted(rest, "more \(level.name)")): GitHub shows \(Self.longestList) for each "
            + "step, and all are in the job summary and in other reports (--output FILE.sarif)\n")
      }
    }
    TextReport(report, options).writeSummary(to: &output)
  }
}

extension WorkflowCommand {
  fileprivate init(_ notice: Notice, _ paths: RepositoryPaths?) {
    name = notice.level.name
    message = notice.line
    if let place = notice.place {
      let path = paths?.path(place.path) ?? place.path
      properties.append(("file", path.display))
      if let lines = place.lines {
        properties.append(("line", "\(lines.lowerBound)"))
        properties.append(("endLine", "\(lines.upperBound)"))
      }
      if let columns = place.columns {
        properties.append(("col", "\(columns.lowerBound)"))
        properties.append(("endColumn", "\(columns.upperBound)"))
      }
    }
    properties.append(("title", notice.title))
  }
}

extension Notice.Level {
  /// GitHub's word for it.
  fileprivate var name: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .notice: "notice"
    }
  }
}

extension ScanReport {
  fileprivate var noticesByLevel: [(Notice.Level, [Notice])] {
    let byLevel = Dictionary(grouping: notices, by: \.level)
    return Notice.Level.allCases.compactMap { level in byLevel[level].map { (level, $0) } }
  }
}
