/// Reads rule files into one rule set.
package enum RuleLoader {
  /// Reads the file that gitleaks' `[extend] path` names.
  package typealias Reader = (String) throws(RuleFileError) -> RuleFile

  /// How many files may extend one another in a row; gitleaks allows two.
  private static let longestChain = 4

  /// Reads the built-in rules, then files that add rules, amend them by id or replace them by id.
  ///
  /// A rule with a regex or a path replaces the earlier one of its id. One without amends it: tags,
  /// keywords and allowlists are added, anything else that it gives takes the place of what was
  /// there. Words of the vocabulary are added.
  ///
  /// - Parameters:
  ///   - builtIn: the tool's own files; no rule of them may replace another.
  ///   - settled: files that the repository's settings name, and who reads what those extend.
  ///   - adding: the user's files, in the order of their `--rules`; gitleaks' configurations load
  ///     as they are.
  ///   - reader: reads the files that those extend.
  /// - Returns: the rule set, what was left out, and where the rules stand.
  /// - Throws: the first mistake with its file, line and column. A regex that does not compile is
  ///   not seen here.
  package static func load(
    builtIn: [RuleFile] = RuleFile.builtIn, settled: (files: [RuleFile], reader: Reader)? = nil,
    adding: [RuleFile] = [], reader: Reader = RuleFile.init(path:)
  ) throws(RuleFileError) -> LoadedRules {
    var rules = RuleCollection()
    for file in builtIn {
      rules = try read(file, into: rules, isBuiltIn: true, chain: 1, reader: reader)
    }
    if let settled {
      for file in settled.files {
        rules = try read(file, into: rules, isBuiltIn: false, chain: 1, reader: settled.reader)
      }
    }
    for file in adding {
      rules = try read(file, into: rules, isBuiltIn: false, chain: 1, reader: reader)
    }
    try rules.checkReferences()
    return LoadedRules(
      ruleSet: rules.ruleSet(), warnings: rules.warnings, origins: rules.origins)
  }

  private static func read(
    _ file: RuleFile, into rules: RuleCollection, isBuiltIn: Bool, chain: Int, reader: Reader
  ) throws(RuleFileError) -> RuleCollection {
    try RuleFileReader.read(file, into: rules, isBuiltIn: isBuiltIn) {
      (path, rules) throws(RuleFileError) in
      guard chain < longestChain else {
        throw RuleFileError(
          file: file.name, message: "more than \(longestChain) rule files extend one another")
      }
      let extended = try reader(path)
      return try read(
        extended, into: rules, isBuiltIn: false, chain: chain + 1, reader: reader)
    }
  }
}

/// A rule set with what is known about its files.
package struct LoadedRules: Sendable {
  package let ruleSet: RuleSet
  /// What was left out of gitleaks' configurations, one line each with its place.
  package let warnings: [String]
  private let origins: [String: TablePlace]

  init(ruleSet: RuleSet, warnings: [String], origins: [String: TablePlace]) {
    self.ruleSet = ruleSet
    self.warnings = warnings
    self.origins = origins
  }

  /// Where a byte of a rule's pattern stands in its file.
  ///
  /// - Parameters:
  ///   - id: the rule.
  ///   - key: the key that holds the pattern: `regex` or `path`.
  ///   - patternOffset: the byte, from 0.
  /// - Returns: the exact place, or that of the key when the pattern is written with escapes; nil
  ///   when there is no such rule.
  package func position(
    ofRule id: String, key: String = "regex", patternOffset: Int
  ) -> SourcePosition? {
    guard let origin = origins[id] else { return nil }
    let outline = origin.outline
    guard
      let entry = outline.entry(at: origin.path, key: key)
        ?? outline.entry(at: origin.path, key: nil)
    else { return nil }
    let offset = outline.offset(ofByte: patternOffset, inValueOf: entry) ?? entry.keyOffset
    return SourcePosition(byteOffset: offset, in: origin.file)
  }
}
