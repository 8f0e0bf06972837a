internal import ArgumentParser
internal import Inputs
internal import Reporting
internal import Rules
internal import ScanModel
internal import Triage

struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what holds here, and where each value comes from.",
    discussion: """
      For the work tree, as scan and staged see it. diff and pre-receive read the settings of their base.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(name: .shortAndLong, help: "How to write it.")
  var format = Format.text

  @OptionGroup var rules: RuleOptions

  @OptionGroup var levels: LevelOptions

  @OptionGroup var wanted: PostureOptions

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup(title: "Triage") var triage: TriageOptions

  func validate() throws { _ = try OptionVariables() }

  func run() throws {
    let values = try ScanRun.explainingErrors { try self.values() }
    switch format {
    case .json: print(try jsonText(Document(settings: values), pretty: true))
    case .text:
      let texts = values.map { "\($0.key) = \($0.value)" }
      let width = texts.map(\.count).filter { $0 <= 60 }.max() ?? 0
      for (text, value) in zip(texts, values) {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        print(escapedForDisplay((text + padding + "  # " + value.origin).utf8))
      }
    }
  }

  private struct Document: Encodable {
    let settings: [Value]
  }

  struct Value: Encodable {
    let key: String
    let value: String
    /// As a person reads it: "default", "flag --fail-on", "variable KEYSTREL_FAIL_ON", ".keystrel.toml:3".
    let origin: String
    /// "default", "flag", "variable" or "file".
    let kind: String

    init(_ key: String, _ value: String, _ origin: ValueOrigin) {
      self.key = key
      self.value = value
      (kind, self.origin) =
        switch origin {
        case .usual: ("default", "default")
        case .file(let place): ("file", place)
        case .variable(let name): ("variable", "variable \(name)")
        case .option(let name): ("flag", "flag \(name)")
        }
    }
  }

  private func values() throws -> [Value] {
    let variables = try OptionVariables()
    let active = try ActiveSettings(WorkTreeInput().settings(), rules, variables)
    let settings = active.settings
    let flags = EffectiveSettings.Flags(
      failOn: levels.failOn, show: levels.show, posture: wanted.posture,
      archives: archives.archives)
    let effective = EffectiveSettings(flags, variables, settings)
    var values = [
      config(active, variables),
      Value("fail-on", effective.failOn.value.name, effective.failOn.origin),
      Value("show", effective.show.value.name, effective.show.origin),
      Value("posture", "\(effective.posture.value)", effective.posture.origin),
      Value(
        "archives", effective.archives.map { "\($0.value)" } ?? "in scan and diff",
        effective.archives?.origin ?? .usual),
      baseline(settings, variables),
    ]
    values += singles(settings, variables)
    let shown = Set(values.map(\.key))
    values += settings.entries.filter { !shown.contains($0.key) }.map {
      Value($0.key, $0.value, ValueOrigin($0.position, in: settings.file))
    }
    return values + rules.ruleFiles.map { Value("rules.files", $0, .option("--rules")) }
  }

  private func config(_ active: ActiveSettings, _ variables: OptionVariables) -> Value {
    if let config = rules.config { return Value("config", config, .option("--config")) }
    if rules.noConfig { return Value("config", "none", .option("--no-config")) }
    if let config = variables.config {
      return Value("config", config, .variable(OptionVariables.config))
    }
    return Value("config", active.isRead ? active.settings.file : "none", .usual)
  }

  private func baseline(_ settings: Settings, _ variables: OptionVariables) -> Value {
    if triage.ignoresBaseline { return Value("baseline", "none", .option("--no-baseline")) }
    if let path = triage.baseline { return Value("baseline", path, .option("--baseline")) }
    if let path = variables.baseline {
      return Value("baseline", path, .variable(OptionVariables.baseline))
    }
    return Value(
      "baseline", settings.baseline?.value ?? Baseline.defaultPath,
      settings.baseline.map { ValueOrigin($0.position, in: settings.file) } ?? .usual)
  }

  /// Values that no flag gives, or that only turn one off.
  private func singles(_ settings: Settings, _ variables: OptionVariables) -> [Value] {
    var values: [Value] = []
    let key = settings.fingerprintKeyVariable
    values.append(
      Value(
        "fingerprint-key-variable", settings.keyVariable,
        key.map { ValueOrigin($0.position, in: settings.file) } ?? .usual))
    if triage.ignoresSuppressions || triage.ignoresForeignSuppressions {
      let flag =
        triage.ignoresSuppressions ? "--no-suppressions" : "--no-foreign-suppressions"
      values.append(Value("foreign-suppressions", "none", .option(flag)))
    } else if settings.foreignSuppressions == nil {
      let all = ForeignTool.allCases.map(\.rawValue).joined(separator: ", ")
      values.append(Value("foreign-suppressions", all, .usual))
    }
    if let format = variables.format {
      values.append(Value("format", format.rawValue, .variable(OptionVariables.format)))
    }
    if let jobs = variables.jobs {
      values.append(Value("jobs", "\(jobs)", .variable(OptionVariables.jobs)))
    }
    return values
  }
}
