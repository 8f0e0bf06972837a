internal import ArgumentParser
internal import Reporting
internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ReportFormat: ExpressibleByArgument {}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// Whether to write colours: on a terminal, unless `NO_COLOR` (no-color.org) is set or the terminal is dumb.
  var isOn: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isatty(STDOUT_FILENO) == 1 && (Environment["NO_COLOR"] ?? "").isEmpty
        && Environment["TERM"] != "dumb"
    }
  }
}

/// Which rules a command runs.
struct RuleOptions: ParsableArguments {
  @Option(
    help: """
      Settings in place of the repository's .keystrel.toml; or a file of rules and allowlists, as a .gitleaks.toml is.
      """)
  var config: String?

  @Flag(name: .customLong("no-config"), help: "Leave the repository's .keystrel.toml out.")
  var noConfig = false

  @Option(name: .customLong("rules"), help: "A rule file to add to the rules. Repeatable.")
  var ruleFiles: [String] = []

  func validate() throws {
    if config != nil, noConfig {
      throw ValidationError("--config and --no-config cannot be combined")
    }
  }
}

/// What all commands that scan have in common.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: """
      How to write the findings. (default: text; in a pipeline on GitHub Actions github, on Azure Pipelines azure)
      """)
  var format: ReportFormat?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      """
      Write to this file instead of standard output. Repeatable; the name tells the format (.sarif, .json, .jsonl, \
      .xml, .csv, .md), or what stands before it (sarif:FILE).
      """, valueName: "file"))
  var outputs: [String] = []

  @OptionGroup var rules: RuleOptions

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup(title: "Triage") var triage: TriageOptions

  @OptionGroup var levels: LevelOptions

  @Option(name: .shortAndLong, help: "Number of workers. (default: all cores)")
  var jobs: Int?

  @Flag(help: "Also tell what became of each candidate, and why.")
  var explain = false

  @Flag(help: "Write secrets in the open. Refused when the output is a CI log.")
  var reveal = false

  @Flag(inversion: .prefixedNo, help: "Show a progress bar on a terminal.")
  var progress = true

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs has to be 1 or more") }
    let plan = try outputPlan()
    if reveal, plan.usesStandardOutput, let variable = Environment.continuousIntegration {
      throw ValidationError(
        "--reveal would write secrets into a CI log (\(variable) is set); add --output FILE")
    }
  }

  /// Where the reports go.
  ///
  /// - Throws: `ValidationError` when that cannot be meant.
  func outputPlan() throws -> OutputPlan {
    try OutputPlan(format: format, outputs: outputs, usually: OptionVariables().format)
  }

  /// How many workers run, unless a variable says so.
  func jobCount(_ variables: OptionVariables) -> Int {
    jobs ?? variables.jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// For commands that see what is there now, or is about to be.
struct PostureOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: """
      Also look for infrastructure and scripts that leave the use of keys open. They never fail the run.
      """)
  var posture: Bool?
}
