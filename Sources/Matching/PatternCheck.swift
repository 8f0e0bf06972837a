internal import Patterns
package import Rules

/// A pattern of a rule file that does not compile.
package struct BadPattern: Sendable, Hashable {
  package let rule: String
  /// The key that is wrong: `regex`, `path`, `secretGroup`; for an allowlist's pattern `allowlists`.
  package let key: String
  package let message: String
  /// Bytes from the pattern's beginning.
  package let offset: Int
}

extension RuleSet {
  /// Compiles every pattern, which a scan does only for the rules that it needs.
  ///
  /// - Returns: those that do not compile, in the order of the rules.
  package func badPatterns() -> [BadPattern] {
    rules.flatMap { rule in
      var patterns: [(String?, String)] = [(rule.regex, "regex"), (rule.path, "path")]
      for list in rule.allowlists {
        patterns += (list.regexes + list.paths).map { ($0, "allowlists") }
      }
      return patterns.compactMap { pattern, key -> BadPattern? in
        guard let pattern else { return nil }
        do throws(PatternError) {
          let compiled = try Pattern(pattern)
          guard key == "regex", rule.secretGroup > compiled.groupCount else { return nil }
          return BadPattern(
            rule: rule.id, key: "secretGroup",
            message: "the regex has \(compiled.groupCount) groups, not \(rule.secretGroup)",
            offset: 0)
        } catch {
          return BadPattern(
            rule: rule.id, key: key, message: error.message, offset: error.offset)
        }
      }
    }
  }
}
