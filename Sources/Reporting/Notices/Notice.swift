import ScanModel

/// One thing that a report has to tell, as CI systems show it beside a line of code: a level, a place and a message.
struct Notice: Hashable {
  enum Level: CaseIterable {
    case error, warning, notice
  }

  /// The code of those that tell what a change does to settings.
  static let settingsCode = "keystrel-settings"

  let level: Level
  /// What it is, in a few words; safe to print.
  let title: String
  /// Sentences in one line, without any secret; safe to print.
  let message: String
  /// The id of the rule, or of what else has spoken.
  let code: String
  let place: Place?

  init(_ level: Level, _ title: String, _ message: String, code: String, at place: Place? = nil) {
    self.level = level
    self.title = escapedForDisplay(title.utf8)
    self.message = escapedForDisplay(message.utf8)
    self.code = escapedForDisplay(code.utf8)
    self.place = place
  }

  /// The message behind its place: logs show no more of it.
  var line: String {
    guard let place else { return message }
    let line = place.lines.map { ":\($0.lowerBound)" } ?? ""
    let column = place.columns.map { ":\($0.lowerBound)" } ?? ""
    return place.path.display + line + column + ": " + message
  }

  /// Lines of a file of the repository.
  struct Place: Hashable {
    let path: BytePath
    /// nil where the whole file is meant.
    let lines: ClosedRange<Int>?
    /// From 1, the end after the last character; nil where the lines are several.
    let columns: Range<Int>?

    /// nil for what stands in no file, such as the message of a commit; for what an archive holds, the archive.
    init?(_ path: BytePath, _ region: Region? = nil, line: Int? = nil) {
      guard !path.isMessage else { return nil }
      let file = path.file
      self.path = file
      guard file == path else {
        (lines, columns) = (nil, nil)
        return
      }
      lines = region?.lines ?? line.map { $0...$0 }
      columns = region.flatMap {
        $0.startLine == $0.endLine && $0.startColumn < $0.endColumn
          ? $0.startColumn..<$0.endColumn : nil
      }
    }
  }
}

extension ScanReport {
  /// Everything open that somebody should look at, the most important of each level first.
  var notices: [Notice] {
    incompleteness + openFindings.map { notice(of: $0) }
      + triage.changes.map {
        Notice(
          .notice, "A change of what is reported", sentence("This change \($0.text)"),
          code: Notice.settingsCode, at: Notice.Place($0.path, line: $0.line))
      }
      + posture.map { finding in
        Notice(
          .notice, finding.title, finding.noticeMessage, code: finding.rule,
          at: finding.occurrences.first.flatMap { Notice.Place($0.path, $0.region) })
      }
  }

  /// What the change does to settings, a line each, safe to print.
  var changeLines: [String] {
    triage.changes.map { change in
      let line = change.line.map { ":\($0)" } ?? ""
      return escapedForDisplay((change.path.display + line + ": this change " + change.text).utf8)
    }
  }

  /// Findings that nobody has dealt with: those that fail the run first, then the worst and surest.
  var openFindings: [Finding] {
    let open = findings.filter { !$0.isSettled }.enumerated()
    return open.sorted { left, right in
      rank(of: left.element, at: left.offset) < rank(of: right.element, at: right.offset)
    }.map(\.element)
  }

  private func rank(of finding: Finding, at offset: Int) -> (Int, Int, Int, Int) {
    (fails(finding) ? 0 : 1, -finding.severity.rawValue, -finding.confidence.rawValue, offset)
  }

  /// Whether a finding is one of those that fail the run.
  func fails(_ finding: Finding) -> Bool {
    failOn.map { finding.confidence >= $0 && !finding.isSettled } ?? false
  }

  private func notice(of finding: Finding) -> Notice {
    let level: Notice.Level =
      fails(finding) ? .error : finding.confidence >= .medium ? .warning : .notice
    let place = finding.openOccurrences.first
    return Notice(
      level, finding.title, finding.noticeMessage(at: place), code: finding.rule,
      at: place.flatMap { Notice.Place($0.path, $0.region) })
  }

  /// One notice for all that could not be read: a line for each would crowd out the findings.
  private var incompleteness: [Notice] {
    let issues = coverage.issues.sorted()
    guard !issues.isEmpty else { return [] }
    let shown = 3
    var message = issues.prefix(shown).map(\.line).joined(separator: "; ")
    if issues.count > shown { message += "; and \(grouped(issues.count - shown)) more" }
    return [
      Notice(
        .error, "Incomplete scan", sentence("Not everything could be read: " + message),
        code: "keystrel-incomplete")
    ]
  }
}

extension BytePath {
  /// The file that holds this: of what lies in an archive, the archive.
  var file: BytePath {
    let mark = Self.memberMark
    let start = bytes.indices.first { bytes[$0...].starts(with: mark) }
    return start.map { BytePath(Array(bytes[..<$0])) } ?? self
  }
}
