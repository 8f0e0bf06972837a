import ScanModel

/// The report for people: each finding with its place first, then what was read.
struct TextReport {
  private let report: ScanReport
  private let options: ReportOptions
  private let paint: Paint
  /// What nobody has dealt with.
  private let open: [Finding]

  init(_ report: ScanReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
    paint = Paint(isOn: options.color)
    open = report.findings.filter { !$0.isSettled }
  }

  func write(to output: inout some TextOutputStream) {
    var shownHints: Set<Hint> = []
    for finding in open {
      let isNew = finding.hint.map { shownHints.insert($0).inserted } ?? true
      let text = TextFinding(
        finding, today: report.today, options: options, paint: paint, repeatsHint: !isNew)
      text.write(to: &output)
      output.write("\n")
    }
    let posture = TextPosture(findings: report.posture, options: options, paint: paint)
    for line in posture.lines { output.write(line + "\n") }
    if let explanation = report.explanation {
      TextExplanation(explanation: explanation, paint: paint).write(to: &output)
    }
    writeSummary(to: &output)
  }

  /// How many findings there are, what to do first, what was read and what was not.
  func writeSummary(to output: inout some TextOutputStream) {
    let triage = TextTriage(report: report, options: options, paint: paint)
    let coverage = wrapped(coverageText, width: options.width)
    let told = triage.newPlaces + verdict + triage.lines + wayOut + coverage + notes + issues
    for line in told { output.write(line + "\n") }
  }

  /// What to do at once when the commit was stopped in time.
  private var wayOut: [String] {
    let origins = open.flatMap(\.openOccurrences).map(\.origin)
    guard report.failures > 0, origins.allSatisfy({ $0 == .index }) else { return [] }
    return wrapped(
      "not committed yet: take the keys out of the files and git add them again; "
        + "a key that has not left this machine need not be rotated", width: options.width)
  }

  private var verdict: [String] {
    let claim: String
    let style: Paint.Style
    var rest = ""
    if open.isEmpty {
      let isComplete = report.coverage.isComplete
      let none = report.findings.isEmpty ? "no findings" : "no open findings"
      claim = isComplete ? none : none + " in what could be read"
      style = isComplete ? .green : .yellow
    } else {
      claim = counted(open.count, report.findings.count > open.count ? "open finding" : "finding")
      style = report.failures > 0 ? .red : .yellow
      rest = ": " + levels.joined(separator: ", ") + "; " + outcome
    }
    if report.belowShown > 0 { rest += "; \(grouped(report.belowShown)) less sure, not shown" }
    if !report.posture.isEmpty {
      rest += "; " + counted(report.posture.count, "place leaves", plural: "places leave")
      rest += " the use of keys open, which fails no run"
    }
    var lines = wrapped(claim + rest, width: options.width)
    if let first = lines.first, first.hasPrefix(claim) {
      lines[0] = paint(claim, style) + first.dropFirst(claim.count)
    }
    return lines
  }

  private var levels: [String] {
    Confidence.allCases.reversed().compactMap { level in
      let count = open.count { $0.confidence == level }
      return count == 0 ? nil : "\(grouped(count)) \(level.name)"
    }
  }

  private var outcome: String {
    guard let failOn = report.failOn else { return "none fails the run" }
    let level = failOn == .certain ? "certain" : "\(failOn.name) or surer"
    return switch report.failures {
    case 0: "none is \(level)"
    case 1: "1 is \(level), which fails the run"
    case let failures: "\(grouped(failures)) are \(level), which fails the run"
    }
  }

  /// What was read and what was left out, in one line.
  var coverageText: String {
    let coverage = report.coverage
    let counts = [
      (coverage.refs, "ref"), (coverage.commits, "commit"), (coverage.blobs, "blob"),
      (coverage.files, "file"), (coverage.messages, "message"), (coverage.archives, "archive"),
      (coverage.members, "member"),
    ]
    var things = counts.filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    if things.isEmpty { things = ["nothing"] }
    var text = "scanned " + things.joined(separator: ", ") + ", " + byteText(coverage.bytes)
    text += " with " + counted(coverage.ruleCount, "rule")
    if coverage.postureRuleCount > 0 {
      text += ", \(grouped(coverage.postureRuleCount)) of them for posture"
    }
    if !coverage.rulesDigest.isEmpty { text += " (digest \(coverage.rulesDigest.prefix(12)))" }
    let skipped = SkipReason.allCases.compactMap { reason in
      coverage.skipped[reason].map { "\(grouped($0)) \(reason.rawValue)" }
    }
    if !skipped.isEmpty { text += "; skipped " + skipped.joined(separator: ", ") }
    return text
  }

  private var notes: [String] {
    let notes = report.coverage.notes
    var lines = notes.prefix(Self.longestList).flatMap {
      wrapped("note: " + escapedForDisplay($0.utf8), width: options.width)
    }
    if notes.count > Self.longestList {
      lines.append(
        "note: and \(grouped(notes.count - Self.longestList)) more, all of them in the JSON report")
    }
    return lines
  }

  private static let longestList = 20

  /// One line each; a disk full of unreadable files must not push the findings out of sight.
  private var issues: [String] {
    let shown = Self.longestList
    let issues = report.coverage.issues.sorted()
    var lines = issues.prefix(shown).map { paint("incomplete", .yellow) + ": " + $0.line }
    if issues.count > shown {
      lines.append(
        paint("incomplete", .yellow)
          + ": and \(grouped(issues.count - shown)) more, all of them in the JSON report")
    }
    return lines
  }
}

extension Confidence {
  /// As it stands in a sentence.
  var phrase: String {
    switch self {
    case .certain: "certain"
    case .high, .medium, .low: name + " confidence"
    }
  }
}
