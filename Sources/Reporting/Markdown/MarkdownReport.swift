import ScanModel

/// A summary for the page of a job or the comment on a change: what was found as a table, then what was not read.
///
/// It holds no secret, also where values are to be revealed, and neither mentions nor links but our own.
struct MarkdownReport {
  private let report: ScanReport
  private let options: ReportOptions
  private let links: SourceLinks?

  init(report: ScanReport, options: ReportOptions) {
    self.report = report
    self.options = options
    links = SourceLinks(report.repository)
  }

  /// Bytes kept for what follows the tables, which has to be said whatever is cut.
  private static let reserve = 4096

  func write(to output: inout some TextOutputStream) {
    var room = options.longestSummary - Self.reserve
    let ending = incompleteness + changes + [coverage]
    let blocks = [[heading]] + ending
    for line in blocks.flatMap({ $0 }) { room -= line.utf8.count + 2 }
    output.write(heading + "\n")
    writeTable(
      ["Severity", "Key", "Place", "Resource", "Age", "What to do"],
      rows: report.openFindings.map(row), room: &room, to: &output)
    writeTable(
      ["Severity", "What leaves the use of keys open", "Place", "What closes it"],
      rows: report.posture.map(row), room: &room, to: &output)
    for block in ending where !block.isEmpty {
      output.write("\n" + block.joined(separator: "\n") + "\n")
    }
  }

  private var heading: String {
    let open = report.openFindings.count
    let failures = report.failures
    var text = open == 0 ? "no keys found" : counted(open, "key") + " found"
    if open == 0, !report.coverage.isComplete { text += " in what could be read" }
    if open > 0 {
      text += failures == 0 ? ", none fails the run" : ", \(grouped(failures)) "
      if failures > 0 { text += failures == 1 ? "fails the run" : "fail the run" }
    }
    return "### Keystrel: " + text
  }

  private func writeTable(
    _ titles: [String], rows: [[String]], room: inout Int, to output: inout some TextOutputStream
  ) {
    guard !rows.isEmpty else { return }
    output.write("\n" + Self.line(titles) + Self.line(titles.map { _ in "---" }))
    var written = 0
    for row in rows {
      let line = Self.line(row)
      guard line.utf8.count <= room else { continue }
      room -= line.utf8.count
      output.write(line)
      written += 1
    }
    if written < rows.count {
      output.write(
        "\n\(counted(rows.count - written, "row")) left out: a summary has room for "
          + "\(grouped(options.longestSummary)) bytes. The other reports have them all.\n")
    }
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  private func row(_ finding: Finding) -> [String] {
    let places = finding.placesToRead.filter { $0.suppression?.status != .inForce }
    let first = (places.first ?? finding.openOccurrences.first).map(link) ?? ""
    let others = finding.openOccurrences.count + finding.moreOccurrences - 1
    let age = finding.facts.created.map {
      markdownProse(
        ageText(created: $0, today: report.today, maximumAge: options.maximumKeyAge))
    }
    let key = [
      markdownProse(finding.title), markdownCode(finding.secret.redacted),
      finding.confidence.phrase + (report.fails(finding) ? "" : ", fails no run"),
    ]
    return [
      finding.severity.name, key.joined(separator: "<br>"),
      first + (others > 0 ? "<br>and \(counted(others, "more place"))" : ""),
      finding.resource.map { markdownCode($0.host) } ?? "", age ?? "",
      finding.hint.map { markdownProse(capitalized($0.summary)) } ?? "",
    ]
  }

  private func row(_ finding: PostureFinding) -> [String] {
    [
      finding.severity.name,
      markdownProse(finding.title) + (finding.subject.map { "<br>" + markdownCode($0) } ?? ""),
      finding.occurrences.first.map(link) ?? "",
      finding.hint.map { markdownProse(capitalized($0.summary)) } ?? "",
    ]
  }

  private func link(_ place: Occurrence) -> String {
    let text = markdownCode("\(place.path.text):\(place.region.startLine)")
    return links?.address(of: place).map { "[\(text)](\($0))" } ?? text
  }

  private static let longestList = 20

  private var incompleteness: [[String]] {
    let issues = report.coverage.issues.sorted()
    guard !issues.isEmpty else { return [] }
    let more = issues.count - Self.longestList
    return [
      ["**Incomplete:** not everything could be read, so this report is no proof of absence.", ""]
        + issues.prefix(Self.longestList).map { "- " + markdownCode(shortened($0.line)) }
        + (more > 0 ? ["- and \(grouped(more)) more"] : [])
    ]
  }

  private var changes: [[String]] {
    let changes = report.changeLines
    guard !changes.isEmpty else { return [] }
    let more = changes.count - Self.longestList
    return [
      ["**Changes of what is reported:**", ""]
        + changes.prefix(Self.longestList).map { "- " + markdownCode(shortened($0)) }
        + (more > 0 ? ["- and \(grouped(more)) more"] : [])
    ]
  }

  /// Paths can be of any length.
  private func shortened(_ text: String) -> String {
    text.utf8.count > 1000 ? String(text.prefix(500)) + "…" : text
  }

  private var coverage: [String] {
    let settled = report.findings.count - report.openFindings.count
    var lines = [TextReport(report, options).coverageText]
    if settled > 0 {
      lines.append("\(counted(settled, "finding")) in the baseline or suppressed")
    }
    return ["<sub>" + lines.joined(separator: "; ") + "</sub>"]
  }
}
