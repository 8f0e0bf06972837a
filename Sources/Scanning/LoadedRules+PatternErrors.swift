internal import Matching
package import Rules

extension LoadedRules {
  /// What is wrong with the patterns of the rules, each as one line with file, line and column.
  ///
  /// A scan compiles only the patterns that it needs; this compiles all.
  package func patternErrors() -> [RuleFileError] {
    ruleSet.badPatterns().map { bad in
      let position = position(ofRule: bad.rule, key: bad.key, patternOffset: bad.offset)
      return RuleFileError(
        file: position?.file ?? "rule \(bad.rule)", position: position,
        message: "rule \(bad.rule): \(bad.key): \(bad.message)")
    }
  }
}
