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

  /// Whether the CI system in which this runs decides how the report is written, when the user does not say.
  var choosesFormat = true
  /// When it began, in seconds since 1970.
  private let started = Int64(time(nil))

  init(
    command: String, target: String, options: CommonOptions, skipsCopied: Bool = true,
    opensArchives: Bool = false, endsInOrder: Bool = true, looksForPosture: Bool = false,
    choosesFormat: Bool = true
  ) {
    self.command = command
    self.target = target
    self.options = options
    self.skipsCopied = skipsCopied
    self.opensArchives = opensArchives
    self.endsInOrder = endsInOrder
    self.looksForPosture = looksForPosture
    self.choosesFormat = choosesFormat
  }

  /// Scans and reports.
  ///
  /// - Parameter input: what to read.
  /// - Throws: an `ExitCode` when the run is not clean.
  func run(_ input: any Input) throws {
    let status = try Self.explainingErrors {
      let report = try makeReport(of: input)
      return ExitStatus(report).unless(try write(report))
    }
    try status.end()
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

  /// Writes the reports to their places.
  ///
  /// - Returns: whether all could be written; what could not is told on standard error.
  /// - Throws: `ValidationError`, which `validate` has thrown before.
  func write(_ report: ScanReport) throws -> Bool {
    var plan = try OutputPlan(format: options.format, outputs: options.outputs)
    // An explanation has a place in few formats, and who asks for it reads it.
    if choosesFormat, !options.explain { plan.adaptToPipeline() }
    var reportOptions = ReportOptions()
    reportOptions.width = Terminal.output.width
    reportOptions.started = started
    reportOptions.ended = Int64(time(nil))
    return ReportOutputs(
      plan: plan, options: reportOptions, color: options.color.isOn, isPrivate: options.reveal
    ).write(report)
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
