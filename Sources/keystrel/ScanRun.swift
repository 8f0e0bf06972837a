internal import ArgumentParser
internal import Inputs
internal import Remediation
internal import Reporting
internal import Rules
internal import ScanModel
internal import Scanning
internal import Triage

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
  /// What the command line says of posture; nil, with `canLookForPosture`, when it says nothing.
  var posture: Bool?
  /// Whether the command sees what is there now, or is about to be: else no rule looks for posture.
  var canLookForPosture = false
  /// Whether findings are what a change adds.
  var isChange = false
  /// Whether the CI system in which this runs decides how the report is written, when the user does not say.
  var choosesFormat = true
  /// Whose comments count.
  var comments = CommentPolicy.Authority.content
  /// Whether a secret of the baseline fails the run where the change adds a place of it.
  var failsOnKnown = false
  /// What the run reads when nothing keeps it from reading all; nil for less than a work tree.
  var scope: Baseline.Scope?
  /// When it began, in seconds since 1970.
  private let started = Int64(time(nil))

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
    let variables = try OptionVariables()
    let active = try ActiveSettings(input.settings(), options.rules, variables)
    let effective = EffectiveSettings(flags, variables, active.settings)
    let ruleSet = try rules(active, effective)
    var triaging = try Triaging(self, active, variables)
    if let deadline { progress.stop(at: deadline) }
    let archiveDepth = options.archives.depth(effective.archives, byDefault: opensArchives)
    let scan = Scan(
      ruleSet, jobs: options.jobCount(variables), reveal: options.reveal, skipsCopied: skipsCopied,
      archiveDepth: archiveDepth,
      leastReported: active.settings.setsConfidence ? .low : effective.shown,
      explains: options.explain, fingerprintKey: triaging.fingerprintKey,
      comments: triaging.comments, excludes: active.exclusion)
    let drawing = options.progress ? ProgressDrawing(progress) : nil
    defer { drawing?.stop() }
    var result = try scan.run(input, progress: progress)
    active.settings.applyLevels(to: &result.findings)
    active.applyOwners(to: &result.findings)
    var facts = triaging.decide(
      on: &result, rules: ruleSet, opensArchives: archiveDepth > 0)
    active.tell(in: &facts, &result.coverage)
    let shown = result.findings.filter { $0.confidence >= effective.shown }
    var report = ScanReport(
      toolVersion: Keystrel.version, command: command, target: target, today: Day.now.yearMonth,
      findings: shown.map {
        var finding = $0
        finding.hint = hint(for: finding)
        return finding
      },
      belowShown: result.findings.count - shown.count,
      rules: ruleSet.infos(of: Set(shown.map(\.rule) + result.posture.map(\.rule))),
      coverage: result.coverage, repository: result.repository,
      failOn: effective.failOn.value.confidence)
    report.triage = facts
    addEdits(to: &report.findings, head: result.repository?.headCommit)
    report.posture = result.posture
    if options.explain {
      report.explanation = Explanation(
        candidates: result.candidates, omitted: result.omittedCandidates, shown: effective.shown)
    }
    return report
  }

  private var flags: EffectiveSettings.Flags {
    EffectiveSettings.Flags(
      failOn: options.levels.failOn, show: options.levels.show, posture: posture,
      archives: options.archives.archives)
  }

  /// The rules of the run; what the settings say of rules that do not exist is told.
  private func rules(
    _ active: ActiveSettings, _ effective: EffectiveSettings
  ) throws -> RuleSet {
    let looksForPosture = canLookForPosture && effective.posture.value
    let loaded = try options.rules.load(active, withPosture: looksForPosture).ruleSet
    let warnings =
      active.settings.unknownRules(among: loaded.rules.map(\.id))
      + OptionVariables.warnings(
        knowing: [active.settings.fingerprintKeyVariable?.value].compactMap(\.self))
    for warning in warnings { StandardErrors.say("keystrel: \(warning)\n") }
    let ruleSet = active.settings.applied(to: loaded)
    return looksForPosture ? ruleSet : ruleSet.withoutPosture
  }

  /// Writes the reports to their places.
  ///
  /// - Returns: whether all could be written; what could not is told on standard error.
  /// - Throws: `ValidationError`, which `validate` has thrown before.
  func write(_ report: ScanReport) throws -> Bool {
    var plan = try options.outputPlan()
    // An explanation has a place in few formats, and who asks for it reads it.
    if choosesFormat, !options.explain { plan.adaptToPipeline() }
    var reportOptions = ReportOptions()
    reportOptions.width = Terminal.output.width
    // In a repository paths start at its root.
    if report.repository == nil { reportOptions.repositoryPaths = Pipeline.repositoryPaths }
    reportOptions.started = started
    reportOptions.ended = Int64(time(nil))
    return ReportOutputs(
      plan: plan, options: reportOptions, color: options.color.isOn, isPrivate: options.reveal
    ).write(report)
  }
}

extension Day {
  /// Today, UTC.
  static var now: Day {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    return unsafe Day(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
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
