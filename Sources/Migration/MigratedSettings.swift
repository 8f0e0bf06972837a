package import ScanModel

extension MigrationResult {
  /// The rule files that the settings name: the other tool's, and ours if there is one.
  package var ruleFiles: [String] {
    plan.ruleFiles.map(\.file) + (plan.rules.isEmpty ? [] : [MigratedRules.fileName])
  }

  /// What there is for settings to say.
  ///
  /// - Parameters:
  ///   - known: rule files that settings name already.
  ///   - isSuppressed: whether they let a secret stand already.
  /// - Returns: nil when there is nothing to say.
  package func settings(
    besides known: [String] = [], isSuppressed: (Fingerprint) -> Bool = { _ in false }
  ) -> MigratedSettings? {
    let settings = MigratedSettings(
      tool: plan.tool, ruleFiles: ruleFiles.filter { !known.contains($0) },
      suppressions: suppressions.filter { !isSuppressed($0.key) })
    return settings.ruleFiles.isEmpty && settings.suppressions.isEmpty ? nil : settings
  }
}

/// What a migration adds to a `.keystrel.toml`, or begins one with.
package struct MigratedSettings: Sendable {
  let tool: String
  package let ruleFiles: [String]
  package let suppressions: [Fingerprint: String]

  /// A file of its own.
  package var text: String {
    remark + (ruleFiles.isEmpty ? "" : "\n[rules]\n" + fileList + "\n") + entries
  }

  /// Adds to a file that is there, of which no byte is lost.
  ///
  /// Rule files come before those that it names, which can amend them.
  ///
  /// - Parameters:
  ///   - existing: the text of the file.
  ///   - list: line and column of the key of its list of rule files, from 1; nil when it names none.
  /// - Returns: the new text. Where the list is written in a way that is not foreseen here it is no TOML, or does not name the
  ///   files: that is for the caller to check.
  package func added(to existing: String, list: (line: Int, column: Int)?) -> String {
    // By scalars: a line may end in CR and LF, which are one character.
    var lines = existing.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
    var table = ""
    if let list, !ruleFiles.isEmpty {
      add(to: &lines, at: list)
    } else if !ruleFiles.isEmpty {
      if let header = lines.firstIndex(where: Self.isRuleTable) {
        lines.insert(fileList, at: header + 1)
      } else {
        table = "\n[rules]\n" + fileList + "\n"
      }
    }
    var text = lines.joined(separator: "\n")
    guard !table.isEmpty || !suppressions.isEmpty else { return text }
    if !text.isEmpty, text.last?.isNewline == false { text += "\n" }
    return text + (text.isEmpty ? "" : "\n") + remark + table + entries
  }

  /// The rule files as a line of the table `[rules]`.
  package var fileList: String { "files = \(tomlArray(ruleFiles))" }

  private var remark: String {
    "# Carried over from \(tool) by keystrel migrate; docs/configuration.md explains the keys.\n"
  }

  private var entries: String {
    suppressions.sorted { $0.key < $1.key }.map { fingerprint, reason in
      "\n[[suppress]]\nfingerprint = \(tomlString(fingerprint.hex))\n"
        + "reason = \(tomlString(reason))\n"
    }.joined()
  }

  /// Puts the rule files behind the bracket that opens the list, which TOML has on the line of the key.
  private func add(to lines: inout [String], at list: (line: Int, column: Int)) {
    guard lines.indices.contains(list.line - 1) else { return }
    var line = lines[list.line - 1]
    let key = line.unicodeScalars.index(
      line.startIndex, offsetBy: list.column - 1, limitedBy: line.endIndex)
    guard let key, let bracket = line[key...].firstIndex(of: "[") else { return }
    line.insert(
      contentsOf: ruleFiles.map { tomlString($0) + ", " }.joined(), at: line.index(after: bracket))
    lines[list.line - 1] = line
  }

  private static func isRuleTable(_ line: String) -> Bool {
    let code = line.prefix { $0 != "#" }
    return code.filter { !$0.isWhitespace } == "[rules]"
  }
}
