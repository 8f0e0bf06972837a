internal import Rules
internal import Scanning

extension RuleOptions {
  /// Reads the built-in rules and the files that the user names.
  ///
  /// - Parameter withPosture: whether rules for posture are wanted; where they are not, they may be left out unread.
  /// - Returns: the rules; every pattern of a run with files of the user's compiles.
  /// - Throws: `RuleFileError`, with file, line and column, for a file that cannot be read or understood.
  func load(withPosture: Bool = true) throws -> LoadedRules {
    let paths = [config].compactMap(\.self) + ruleFiles
    // The built-in patterns are known to compile: `keystrel rules test` is part of the tests.
    guard !paths.isEmpty else {
      return try RuleLoader.load(
        builtIn: RuleFile.builtIn.filter { withPosture || !$0.isForPosture })
    }
    // All are read then: files of the user's may disable any of them.
    let loaded = try RuleLoader.load(adding: paths.map(RuleFile.init(path:)))
    if let error = loaded.patternErrors().first { throw error }
    for warning in loaded.warnings { StandardErrors.say("keystrel: \(warning)\n") }
    for rule in loaded.ruleSet.rules where rule.regex == nil {
      StandardErrors.say("keystrel: rule \(rule.id) looks at paths only and reports nothing\n")
    }
    return loaded
  }
}
