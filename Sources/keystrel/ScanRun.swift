internal import ArgumentParser
internal import Inputs
internal import Remediation
internal import Reporting
internal import Rules
internal import ScanModel
internal import Scanning

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One run of a command that scans: rules, scan, report, exit code.
struct ScanRun {
  let command: String
  let target: String
  let options: CommonOptions
  /// Whether what git stores as copied goes unsearched where it was copied from something without a secret.
  var skipsCopied = true
  /// Whether archives are opened when the user does not say.
  var opensArchives = false
  /// Whether a signal ends the scan in order; who waits for standard input would never come to look for it.
  var endsInOrder = true
  /// Whether rules run that look for posture.
  var looksForPosture = false

  /// Scans and reports.
  ///
  /// - Parameter input: what to read.
  /// - Throws: an `ExitCode` when the run is not clean.
  func run(_ input: any Input) throws {
    let report = try Self.explainingErrors {
      let report = try makeReport(of: input)
      try write(report)
      return report
    }
    try ExitStatus(report).end()
  }

  /// Does a part of a run; an error is told in one line.
  ///
  /// - Throws: the `ExitCode` of a run that could not be done.
  static func explainingErrors<Result>(_ part: () throws -> Result) throws -> Result {
    // A reader that closes the pipe ends the report, not the process.
    _ = signal(SIGPIPE, SIG_IGN)
    do {
      return try part()
    } catch {
      StandardErrors.say("keystrel: \(escapedForDisplay("\(error)".utf8))\n")
      throw ExitStatus.incomplete.code
    }
  }

  /// Scans.
  ///
  /// - Parameters:
  ///   - input: what to read.
  ///   - deadline: when to end with what was found until then.
  /// - Returns: the report, before it is written anywhere.
  /// - Throws: an error of one line when nothing can be scanned.
  func makeReport(
    of input: any Input, until deadline: ContinuousClock.Instant? = nil
  ) throws -> ScanReport {
    let progress = ScanProgress()
    Interruption.watch(progress, endsInOrder: endsInOrder)
    let loaded = try options.rules.load(withPosture: looksForPosture).ruleSet
    let ruleSet = looksForPosture ? loaded : loaded.withoutPosture
    if let deadline { progress.stop(at: deadline) }
    let scan = Scan(
      ruleSet, jobs: options.jobCount, reveal: options.reveal, skipsCopied: skipsCopied,
      archiveDepth: options.archives.depth(byDefault: opensArchives),
      leastReported: options.shown, explains: options.explain)
    let drawing = options.progress ? ProgressDrawing(progress) : nil
    defer { drawing?.stop() }
    let result = try scan.run(input, progress: progress)
    let shown = result.findings.filter { $0.confidence >= options.shown }
    var report = ScanReport(
      toolVersion: Keystrel.version, command: command, target: target, today: .now,
      findings: shown.map {
        var finding = $0
        finding.hint = hint(for: finding)
        return finding
      },
      belowShown: result.findings.count - shown.count,
      rules: ruleSet.infos(of: Set(shown.map(\.rule) + result.posture.map(\.rule))),
      coverage: result.coverage, repository: result.repository, failOn: failLevel)
    addEdits(to: &report.findings, head: result.repository?.headCommit)
    report.posture = result.posture
    if options.explain {
      report.explanation = Explanation(
        candidates: result.candidates, omitted: result.omittedCandidates, shown: options.shown)
    }
    return report
  }

  private var failLevel: Confidence? {
    guard case .from(let level) = options.failOn else { return nil }
    return level
  }

  /// Writes the report to its place, in its format.
  ///
  /// - Throws: `OutputError` when it cannot be written.
  func write(_ report: ScanReport) throws {
    var reportOptions = ReportOptions()
    reportOptions.color = options.output == nil && options.color.isOn
    reportOptions.width = Terminal.output.width
    var file = try OutputFile(path: options.output, isPrivate: options.reveal)
    try options.format.write(report, options: reportOptions, to: &file)
    try file.finish()
    // The text report has them; whoever reads another format wants to see them too.
    if options.format != .text || options.output != nil {
      for issue in report.coverage.issues { StandardErrors.say("keystrel: \(issue.line)\n") }
    }
    for line in options.format.omissions(of: report) { StandardErrors.say("keystrel: \(line)\n") }
  }
}

extension YearMonth {
  /// The current month, UTC.
  fileprivate static var now: YearMonth {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    return unsafe YearMonth(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1)
  }
}

extension RuleSet {
  /// What reports say about the rules that have findings.
  fileprivate func infos(of ids: Set<String>) -> [RuleInfo] {
    rules.filter { ids.contains($0.id) }.map {
      RuleInfo(
        id: $0.id, title: $0.title.isEmpty ? $0.description : $0.title, description: $0.description,
        help: $0.help, severity: $0.severity, tags: $0.tags,
        isPosture: $0.kind == .posture)
    }
  }
}
