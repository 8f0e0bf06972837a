/// The rules of one run, checked and complete.
package struct RuleSet: Sendable {
  /// Sorted by id; ids are unique.
  package var rules: [Rule]
  package var vocabulary: Vocabulary
  /// Allowlists that hold for every rule (gitleaks' top-level `[[allowlists]]`).
  package var allowlists: [Allowlist]
  /// SHA-256 of the text of all rule files, 64 hexadecimal digits: which rules judged a scan.
  package var digest: String

  package init(rules: [Rule], vocabulary: Vocabulary, allowlists: [Allowlist], digest: String) {
    self.rules = rules
    self.vocabulary = vocabulary
    self.allowlists = allowlists
    self.digest = digest
  }
}
