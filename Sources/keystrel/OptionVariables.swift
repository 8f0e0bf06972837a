internal import ArgumentParser
internal import Reporting
internal import Rules
internal import ScanModel
internal import Triage

/// The options that environment variables give, for pipelines; a flag of the command line wins over them.
struct OptionVariables {
  let failOn: FailLevel?
  let show: Confidence?
  let format: ReportFormat?
  let config: String?
  let baseline: String?
  let posture: Bool?
  let archives: Bool?
  let jobs: Int?

  static let failOn = "KEYSTREL_FAIL_ON"
  static let show = "KEYSTREL_SHOW"
  static let format = "KEYSTREL_FORMAT"
  static let config = "KEYSTREL_CONFIG"
  static let baseline = "KEYSTREL_BASELINE"
  static let posture = "KEYSTREL_POSTURE"
  static let archives = "KEYSTREL_ARCHIVES"
  static let jobs = "KEYSTREL_JOBS"

  static let names = [failOn, show, format, config, baseline, posture, archives, jobs]

  /// Reads the process's environment; an empty variable is none.
  ///
  /// - Throws: `ValidationError` that names the variable whose value is no good.
  init() throws {
    failOn = try Self.value(Self.failOn, FailLevel.names, FailLevel.init(name:))
    show = try Self.value(Self.show, Confidence.allCases.map(\.name), Confidence.init(name:))
    format = try Self.value(
      Self.format, ReportFormat.allCases.map(\.rawValue), ReportFormat.init(rawValue:))
    config = Self.text(Self.config)
    baseline = Self.text(Self.baseline)
    posture = try Self.value(Self.posture, Self.switches, Self.isOn)
    archives = try Self.value(Self.archives, Self.switches, Self.isOn)
    jobs = try Self.value(Self.jobs, ["a whole number from 1"]) { text in
      Int(text).flatMap { $0 >= 1 ? $0 : nil }
    }
  }

  private static let switches = ["true", "false"]

  private static func isOn(_ text: String) -> Bool? {
    ["true": true, "1": true, "false": false, "0": false][text.lowercased()]
  }

  private static func text(_ name: String) -> String? {
    Environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func value<Value>(
    _ name: String, _ words: [String], _ make: (String) -> Value?
  ) throws -> Value? {
    guard let text = text(name) else { return nil }
    guard let value = make(text) else {
      throw ValidationError(
        "\(name) cannot be '\(text)'; possible: \(words.joined(separator: ", "))")
    }
    return value
  }

  /// What is set and starts like one of ours, but is none.
  ///
  /// - Parameter others: names that the settings give.
  /// - Returns: one line each.
  static func warnings(knowing others: [String]) -> [String] {
    let known = Set(names + others + [Settings.usualKeyVariable]).union(ofOurTools)
    return Environment.names.filter { $0.hasPrefix("KEYSTREL_") && !known.contains($0) }.sorted()
      .map { "the environment variable \($0) means nothing" + suggestion(for: $0, among: names) }
  }

  /// What the tests, the build and the installation read.
  private static let ofOurTools: Set = [
    "KEYSTREL_BINARY", "KEYSTREL_COMPARE_REPOSITORIES", "KEYSTREL_FUZZ", "KEYSTREL_FUZZ_SECONDS",
    "KEYSTREL_PYTHON", "KEYSTREL_SKIP_SCHEMA", "KEYSTREL_VERSION",
  ]
}
