internal import ArgumentParser
internal import Reporting
internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ReportFormat: ExpressibleByArgument {}

/// The value of `--show`.
enum ShownLevel: String, ExpressibleByArgument, CaseIterable {
  case low, medium, high, certain

  var confidence: Confidence { Confidence(name: rawValue) ?? .low }
}

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
      A configuration file: allowlists, disabled rules, more rules. A .gitleaks.toml works as it is.
      """)
  var config: String?

  @Option(name: .customLong("rules"), help: "A rule file to add to the rules. Repeatable.")
  var ruleFiles: [String] = []
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

  @Option(help: "The confidence from which a finding fails the run; 'never' for none.")
  var failOn: FailLevel = .from(.medium)

  @Option(help: "The confidence from which a finding is reported.")
  var show = ShownLevel.medium

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
    let plan = try OutputPlan(format: format, outputs: outputs)
    if reveal, plan.usesStandardOutput, let variable = Environment.continuousIntegration {
      throw ValidationError(
        "--reveal would write secrets into a CI log (\(variable) is set); add --output FILE")
    }
  }

  var jobCount: Int {
    jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Findings that fail the run are always shown.
  var shown: Confidence {
    guard case .from(let level) = failOn else { return show.confidence }
    return min(show.confidence, level)
  }
}

/// For commands that see what is there now, or is about to be.
struct PostureOptions: ParsableArguments {
  @Flag(
    help: """
      Also look for infrastructure and scripts that leave the use of keys open. They never fail the run.
      """)
  var posture = false
}

/// The value of `--fail-on`.
enum FailLevel: ExpressibleByArgument {
  case from(Confidence)
  case never

  init?(argument: String) {
    if argument == "never" {
      self = .never
    } else {
      guard let level = Confidence(name: argument) else { return nil }
      self = .from(level)
    }
  }

  static var allValueStrings: [String] { Confidence.allCases.map(\.name) + ["never"] }

  var defaultValueDescription: String {
    switch self {
    case .from(let level): level.name
    case .never: "never"
    }
  }
}
