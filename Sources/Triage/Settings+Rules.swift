internal import PathPatterns
package import Rules
package import ScanModel

/// What the settings say about rules.
extension Settings {
  /// Whether any rule is named, so that all have to be known.
  package var namesRules: Bool {
    !rulesOff.isEmpty || !rulesOn.isEmpty || !levels.isEmpty
      || suppressions.contains { $0.rule != nil }
  }

  /// The rules with their severity, and without those that are off.
  ///
  /// One that another rule asks for as its company stays, and reports nothing itself.
  package func applied(to ruleSet: RuleSet) -> RuleSet {
    guard !rulesOff.isEmpty || !levels.isEmpty else { return ruleSet }
    var result = ruleSet
    for index in result.rules.indices {
      for level in levels where ruleMatches(level.rule, result.rules[index].id) {
        result.rules[index].severity = level.severity ?? result.rules[index].severity
      }
    }
    result.rules.removeAll { turnsOff($0.id) }
    let required = Set(result.rules.flatMap { $0.required.map(\.id) })
    let kept = Set(result.rules.map(\.id))
    for var rule in ruleSet.rules where required.contains(rule.id) && !kept.contains(rule.id) {
      rule.skipReport = true
      result.rules.append(rule)
    }
    result.rules.sort { $0.id < $1.id }
    return result
  }

  private func turnsOff(_ id: String) -> Bool {
    func isNamed(_ patterns: [Setting<String>]) -> Bool {
      patterns.contains { ruleMatches($0.value, id) }
    }
    return isNamed(rulesOff) && !isNamed(rulesOn)
  }

  /// What the settings say of rules that do not exist.
  ///
  /// - Parameter ids: those that exist, with all files that the settings name.
  /// - Returns: one line each, with its place.
  package func unknownRules(among ids: [String]) -> [String] {
    let named =
      (rulesOff + rulesOn).map { ($0.value, $0.position) }
      + levels.map { ($0.rule, $0.position) }
      + suppressions.compactMap { entry in
        entry.rule.map {
          ($0, SourcePosition(file: file, line: entry.suppression.line, column: 1))
        }
      }
    return named.compactMap { name, position in
      guard !ids.contains(where: { ruleMatches(name, $0) }) else { return nil }
      return RuleFileError(
        file: file, position: position,
        message: "there is no rule '\(name)'" + suggestion(for: name, among: ids)
      ).description
    }
  }

  /// Whether a finding may count more or less than it was judged.
  package var setsConfidence: Bool { levels.contains { $0.confidence != nil } }

  /// Gives findings the levels of their rules.
  package func applyLevels(to findings: inout [Finding]) {
    guard !levels.isEmpty else { return }
    for index in findings.indices {
      for level in levels where ruleMatches(level.rule, findings[index].rule) {
        if let confidence = level.confidence { findings[index].confidence = confidence }
        if let severity = level.severity { findings[index].severity = severity }
      }
    }
  }
}

/// Whether a name with `*` for any letters names a rule.
private func ruleMatches(_ name: String, _ id: String) -> Bool {
  name.contains("*") ? globMatches(Array(name.utf8)[...], Array(id.utf8)[...]) : name == id
}
