internal import ArgumentParser
internal import Inputs
internal import ScanModel
internal import Triage

/// What the commands about baselines have in common.
struct BaselineOptions: ParsableArguments {
  @Option(
    name: .customLong("baseline"),
    help: ArgumentHelp(
      "The baseline. (default: .keystrel-baseline at the root of the repository)", valueName: "file"
    ))
  var path: String?

  @Flag(help: "Look at the whole history and not only at the work tree.")
  var history = false

  @OptionGroup var rules: RuleOptions

  @OptionGroup var archives: ArchiveOptions

  @Option(
    help: """
      The confidence from which a secret is taken in. (default: that from which findings are shown or fail the run)
      """)
  var show: Confidence?

  @Option(name: .shortAndLong, help: "Number of workers. (default: all cores)")
  var jobs: Int?

  var scope: Baseline.Scope { history ? .history : .workTree }

  /// What a scan tells about a baseline.
  struct Scan {
    let report: ScanReport
    let kind: FingerprintKind

    /// The secrets that no suppression lets stand.
    var open: Set<Fingerprint> {
      Set(report.findings.filter { !$0.isSuppressed }.map(\.secret.fingerprint))
    }
  }

  /// Scans work tree or history as the commands of these names do.
  ///
  /// - Parameters:
  ///   - level: from which findings are wanted; nil for what is usual here.
  ///   - ignoresBaseline: whether a new one is to be made.
  /// - Returns: what was found, and how fingerprints are made.
  /// - Throws: an error of one line.
  func scan(level: Confidence?, ignoresBaseline: Bool = false) throws -> Scan {
    var common = try CommonOptions.parse([])
    common.rules = rules
    common.archives = archives
    common.jobs = jobs
    common.triage.baseline = ignoresBaseline ? nil : path
    common.triage.ignoresBaseline = ignoresBaseline
    common.levels.show = level
    let folder = try root()
    let input: any Input =
      history ? HistoryInput(folder: folder) : WorkTreeInput(paths: [folder])
    let report = try ScanRun(
      command: "baseline", target: folder, options: common, opensArchives: !history, scope: scope
    ).makeReport(of: input)
    return Scan(
      report: report, kind: try Triaging.fingerprintKind(settings().settings.keyVariable))
  }

  /// The file that the commands read and write.
  func file() throws -> BaselineFile {
    let settings = try settings()
    return BaselineFile(
      path: try path ?? OptionVariables().baseline, usual: settings.baselinePath, root: try root())
  }

  /// Those of the work tree.
  private func settings() throws -> ActiveSettings {
    try ActiveSettings(WorkTreeInput(paths: [root()]).settings(), rules, OptionVariables())
  }

  private func root() throws -> String {
    try SettingsFiles.workTreeRoot() ?? "."
  }

  /// Does the work of a command; what a scan could not read makes the exit code 2, findings do not make it 1.
  func explainingErrors(_ work: () throws -> ScanReport) throws {
    let report = try ScanRun.explainingErrors(work)
    for issue in report.coverage.issues { StandardErrors.say("keystrel: \(issue.line)\n") }
    let status: ExitStatus = report.coverage.isComplete ? .clean : .incomplete
    try status.end()
  }
}
