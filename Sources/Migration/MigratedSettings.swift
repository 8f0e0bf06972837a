internal import ScanModel

extension MigrationResult {
  /// The rule files that the settings name: the other tool's, and ours if there is one.
  package var ruleFiles: [String] {
    plan.ruleFiles.map(\.file) + (plan.rules.isEmpty ? [] : [MigratedRules.fileName])
  }

  /// The `.keystrel.toml`; nil when there is nothing for it to say.
  package var settings: String? {
    guard !ruleFiles.isEmpty || !suppressions.isEmpty else { return nil }
    var text =
      "# Carried over from \(plan.tool) by keystrel migrate; docs/configuration.md explains the keys.\n"
    if !ruleFiles.isEmpty { text += "\n[rules]\nfiles = \(tomlArray(ruleFiles))\n" }
    for (fingerprint, reason) in suppressions.sorted(by: { $0.key < $1.key }) {
      text += "\n[[suppress]]\nfingerprint = \(tomlString(fingerprint.hex))\n"
      text += "reason = \(tomlString(reason))\n"
    }
    return text
  }

  /// The rule file of what the other tool writes in a form of its own; nil when there is none.
  package var rules: String? {
    plan.rules.isEmpty ? nil : plan.rules.text(from: plan.tool)
  }
}
