internal import ArgumentParser
internal import Inputs
internal import Rules
internal import ScanModel
internal import Triage

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Checks and shows the settings: .keystrel.toml, environment, flags.",
    subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self])
}

struct ConfigCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether the settings can be used, and what in them does nothing.",
    discussion: """
      Exit code 0: they can be used; 2: they cannot, with file, line and column. What is out of date or matches \
      nothing is a warning; with --strict the exit code is 1 then.
      """)

  @Argument(
    help: "A settings file, or one of rules. (default: .keystrel.toml of the work tree)",
    completion: .file(extensions: ["toml"]))
  var file: String?

  @Flag(help: "Exit with 1 when there are warnings.")
  var strict = false

  func validate() throws { _ = try OptionVariables() }

  func run() throws {
    let warnings = try ScanRun.explainingErrors {
      var options = RuleOptions()
      (options.config, options.noConfig, options.ruleFiles) = (file, false, [])
      // Paths are those of the work tree, whatever the file.
      let source = try WorkTreeInput().settings()
      let active = try ActiveSettings(source, options, OptionVariables())
      let rules = try options.load(active).ruleSet.rules
      guard active.isRead else {
        let name = file ?? Settings.fileName
        print(
          file == nil
            ? "there is no \(name) here: all is as usual"
            : "\(name): ok: a file of rules, \(rules.count) with those that are built in")
        return [String]()
      }
      print("\(active.settings.file): ok: \(active.settings.summary)")
      return try SettingsWarnings(active, rules: rules.map(\.id)).all
    }
    for warning in warnings { StandardErrors.say("keystrel: warning: \(warning)\n") }
    if strict, !warnings.isEmpty { throw ExitStatus.findings.code }
  }
}

extension Settings {
  /// What is in them: "2 suppressions, 1 exclusion".
  fileprivate var summary: String {
    let counts =
      [
        (ruleFiles.count, "rule file", nil), (rulesOff.count, "rule off", "rules off"),
        (exclusions.count, "exclusion", nil), (suppressions.count, "suppression", nil),
        (owners.count, "entry of owners", "entries of owners"),
      ] as [(Int, String, String?)]
    let parts = counts.filter { $0.0 > 0 }.map { count, one, more in
      "\(count) \(count == 1 ? one : more ?? one + "s")"
    }
    return parts.isEmpty ? "\(entries.count) settings" : parts.joined(separator: ", ")
  }
}
