extension RuleSet {
  /// The same rules without those that look for posture, which then cost nothing.
  package var withoutPosture: RuleSet {
    var ruleSet = self
    ruleSet.rules.removeAll { $0.kind == .posture }
    return ruleSet
  }
}
