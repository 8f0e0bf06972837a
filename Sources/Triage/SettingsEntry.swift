package import Rules
internal import ScanModel

/// One thing that settings say.
package struct SettingsEntry: Hashable, Sendable {
  /// Under which key: `fail-on`, `rules.off`, `exclude`.
  package let key: String
  /// What is said, in one line.
  package let value: String
  package let position: SourcePosition?

  package static func == (left: SettingsEntry, right: SettingsEntry) -> Bool {
    (left.key, left.value) == (right.key, right.value)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }

  /// Whether the key has one value, which another takes the place of.
  var isSingle: Bool { Settings.singleKeys.contains(key) || key.hasPrefix("levels.") }
}

extension Settings {
  fileprivate static let singleKeys: Set = [
    "fail-on", "show", "posture", "archives", "baseline", "fingerprint-key-variable",
    "foreign-suppressions",
  ]

  /// Everything that is said, single values first, then lists in their order.
  package var entries: [SettingsEntry] {
    var entries: [SettingsEntry] = []
    func add<Value>(_ key: String, _ setting: Setting<Value>?, _ text: (Value) -> String) {
      guard let setting else { return }
      entries.append(
        SettingsEntry(key: key, value: text(setting.value), position: setting.position))
    }
    add("fail-on", failOn, \.name)
    add("show", show, \.name)
    add("posture", posture) { $0 ? "true" : "false" }
    add("archives", archives) { $0 ? "true" : "false" }
    add("baseline", baseline) { $0 }
    add("fingerprint-key-variable", fingerprintKeyVariable) { $0 }
    add("foreign-suppressions", foreignSuppressions) { tools in
      tools.isEmpty ? "none" : tools.map(\.rawValue).sorted().joined(separator: ", ")
    }
    for file in ruleFiles { add("rules.files", file) { $0 } }
    for rule in rulesOff { add("rules.off", rule) { $0 } }
    for rule in rulesOn { add("rules.on", rule) { $0 } }
    for level in levels {
      let position = level.position
      add("levels.\(level.rule).confidence", level.confidence.map { Setting($0, at: position) }) {
        $0.name
      }
      add("levels.\(level.rule).severity", level.severity.map { Setting($0, at: position) }) {
        $0.name
      }
    }
    for exclusion in exclusions {
      for path in exclusion.paths {
        add("exclude", Setting(path, at: exclusion.position)) { "\($0) (\(exclusion.reason))" }
      }
    }
    for entry in suppressions {
      let position = SourcePosition(file: file, line: entry.suppression.line, column: 1)
      add("suppress", Setting(entry.phrase, at: position)) { $0 }
    }
    for owners in self.owners {
      let names = owners.names.isEmpty ? "nobody" : owners.names.joined(separator: ", ")
      for path in owners.paths {
        add("owners", Setting(path, at: owners.position)) { "\($0): \(names)" }
      }
    }
    return entries
  }
}

extension SuppressionEntry {
  /// Such as "rule azure-ai-key in tests/** (reason: made up; until 2027-01-31)".
  fileprivate var phrase: String {
    var subjects: [String] = []
    if let fingerprint { subjects.append("fingerprint \(fingerprint)") }
    if let rule { subjects.append("rule \(rule)") }
    if !paths.isEmpty {
      subjects.append((subjects.isEmpty ? "everything in " : "in ") + paths.joined(separator: " "))
    }
    var notes = ["reason: \(suppression.reason ?? "none")"]
    if let owner = suppression.owner { notes.append("owner: \(owner)") }
    if let until = suppression.until { notes.append("until \(until)") }
    return subjects.joined(separator: " ") + " (" + notes.joined(separator: "; ") + ")"
  }
}
