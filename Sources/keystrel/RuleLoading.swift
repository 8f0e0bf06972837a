internal import Inputs
internal import Rules
internal import Scanning
internal import Triage

extension RuleOptions {
  /// Reads the built-in rules, the files that the settings name and those that the user names.
  ///
  /// - Parameters:
  ///   - settings: of the run; which rules are off is not heeded here.
  ///   - withPosture: whether rules for posture are wanted; where they are not, they may be left out unread.
  /// - Returns: the rules; every pattern of a run with files of the user's compiles.
  /// - Throws: `RuleFileError`, with file, line and column, for a file that cannot be read or understood.
  func load(_ settings: ActiveSettings, withPosture: Bool = true) throws -> LoadedRules {
    let settled = try settings.readRuleFiles()
    let named =
      [settings.namedRules].compactMap(\.self) + (try ruleFiles.map(RuleFile.init(path:)))
    // The built-in patterns are known to compile: `keystrel rules test` is part of the tests.
    guard !settled.isEmpty || !named.isEmpty else {
      let isPartial = !withPosture && !settings.settings.namesRules
      return try RuleLoader.load(
        builtIn: RuleFile.builtIn.filter { !isPartial || !$0.isForPosture })
    }
    // All are read then: files of the user's may disable any of them.
    let loaded = try RuleLoader.load(
      settled: (settled, settings.extended), adding: named)
    if let error = loaded.patternErrors().first { throw error }
    for warning in loaded.warnings { StandardErrors.say("keystrel: \(warning)\n") }
    for rule in loaded.ruleSet.rules where rule.regex == nil {
      StandardErrors.say("keystrel: rule \(rule.id) looks at paths only and reports nothing\n")
    }
    return loaded
  }

  /// The same without the settings of a repository, for commands about rules.
  func load() throws -> LoadedRules {
    try load(ActiveSettings(SettingsSource(), self, OptionVariables()))
  }
}
