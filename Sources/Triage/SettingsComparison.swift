internal import Rules
package import ScanModel

/// Tells what a change does to the files that decide what is reported.
package enum SettingsComparison {
  /// What a file is to the settings.
  package enum Role: Sendable {
    case settings
    case baseline
    /// `.gitleaksignore`.
    case ignoreFile
    /// A rule file that the settings name.
    case rules
  }

  /// A file before or after a change.
  package enum State: Sendable {
    case missing
    case bytes([UInt8])
    /// Why it cannot be read.
    case unreadable(String)
  }

  /// Changes of one file that are told; a hostile one must not push the findings out of sight.
  private static let mostChanges = 50
  /// Characters of a phrase.
  private static let longestText = 200

  /// What a change does to a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - role: what it is.
  ///   - before: as it is where the change began.
  ///   - after: as the change has it.
  /// - Returns: one for each entry, in the order of the file.
  package static func changes(
    of path: String, _ role: Role, before: State, after: State
  ) -> [SettingsChange] {
    let file = BytePath(path)
    if case .unreadable(let reason) = after {
      return [SettingsChange(path: file, text: "makes \(path) unreadable: \(reason)")]
    }
    let (old, new) = (before.bytes, after.bytes)
    guard old != new else { return [] }
    switch role {
    case .settings: return settingsChanges(of: path, before: old, after: new)
    case .baseline:
      return lineChanges(of: file, "the baseline", before: old, after: new, ["entry", "entries"])
    case .ignoreFile:
      return lineChanges(of: file, path, before: old, after: new, ["line", "lines"])
    case .rules:
      let verb = old == nil ? "adds" : new == nil ? "removes" : "changes"
      return [SettingsChange(path: file, text: "\(verb) the rule file \(path)")]
    }
  }

  private static func lineChanges(
    of path: BytePath, _ name: String, before: [UInt8]?, after: [UInt8]?, _ noun: [String]
  ) -> [SettingsChange] {
    func lines(_ bytes: [UInt8]?) -> Set<ArraySlice<UInt8>> {
      Set(
        (bytes ?? []).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
          .filter { $0.first != UInt8(ascii: "#") })
    }
    let (old, new) = (lines(before), lines(after))
    func counted(_ lines: Set<ArraySlice<UInt8>>) -> String {
      "\(lines.count) \(lines.count == 1 ? noun[0] : noun[1])"
    }
    var changes: [SettingsChange] = []
    let (added, removed) = (new.subtracting(old), old.subtracting(new))
    if !added.isEmpty {
      changes.append(SettingsChange(path: path, text: "adds \(counted(added)) to \(name)"))
    }
    if !removed.isEmpty {
      changes.append(SettingsChange(path: path, text: "takes \(counted(removed)) out of \(name)"))
    }
    return changes
  }
}

extension SettingsComparison.State {
  fileprivate var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}

extension SettingsComparison {
  private static func settingsChanges(
    of path: String, before: [UInt8]?, after: [UInt8]?
  ) -> [SettingsChange] {
    let file = BytePath(path)
    guard let after else { return [SettingsChange(path: file, text: "removes \(path)")] }
    let new: [SettingsEntry]
    do throws(RuleFileError) {
      new = try entries(of: path, after)
    } catch {
      return [
        SettingsChange(
          path: file, line: error.position?.line,
          text: shortened("makes \(path) unreadable: \(error.message)"))
      ]
    }
    // What was broken before said nothing; a scan by it has told so.
    let old = before.flatMap { try? entries(of: path, $0) } ?? []
    let (known, kept) = (Set(old), Set(new))
    var changes: [SettingsChange] = []
    for entry in new where !known.contains(entry) {
      let earlier = entry.isSingle ? old.first { $0.key == entry.key } : nil
      changes.append(
        SettingsChange(
          path: file, line: entry.position?.line,
          text: shortened(entry.phraseWhenAdded(insteadOf: earlier))))
    }
    for entry in old where !kept.contains(entry) {
      guard !entry.isSingle || !new.contains(where: { $0.key == entry.key }) else { continue }
      changes.append(SettingsChange(path: file, text: shortened(entry.phraseWhenRemoved)))
    }
    guard changes.count > mostChanges else { return changes }
    let more = changes.count - mostChanges
    return changes.prefix(mostChanges) + [
      SettingsChange(path: file, text: "makes \(more) more changes to \(path)")
    ]
  }

  private static func entries(
    of path: String, _ bytes: [UInt8]
  ) throws(RuleFileError) -> [SettingsEntry] {
    guard bytes.count <= Settings.largestFile else {
      throw RuleFileError(file: path, message: "larger than \(Settings.largestFile) bytes")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RuleFileError(file: path, message: "not UTF-8")
    }
    return try Settings(RuleFile(name: path, text: text)).entries
  }

  private static func shortened(_ text: String) -> String {
    text.count > longestText ? text.prefix(longestText - 1) + "…" : text
  }
}

extension SettingsEntry {
  /// Such as "turns rule x off".
  fileprivate func phraseWhenAdded(insteadOf earlier: SettingsEntry?) -> String {
    switch key {
    case "fail-on": return failLevelPhrase(insteadOf: earlier?.value ?? "medium")
    case "rules.files": return "names the rule file \(value)"
    case "rules.off": return "turns rule \(value) off"
    case "rules.on": return "keeps rule \(value) on"
    case "exclude": return "excludes \(value)"
    case "suppress": return "adds a suppression for \(value)"
    case "owners": return "names the owners of \(value)"
    default: return "sets \(key) to \(value)" + (earlier.map { ", which was \($0.value)" } ?? "")
    }
  }

  fileprivate var phraseWhenRemoved: String {
    switch key {
    case "rules.files": "no longer names the rule file \(value)"
    case "rules.off": "no longer turns rule \(value) off"
    case "rules.on": "no longer keeps rule \(value) on"
    case "exclude": "no longer excludes \(value)"
    case "suppress": "removes the suppression for \(value)"
    case "owners": "no longer names the owners of \(value)"
    default: "no longer sets \(key), which was \(value)"
    }
  }

  private func failLevelPhrase(insteadOf earlier: String) -> String {
    let order = FailLevel.names
    guard let old = order.firstIndex(of: earlier), let new = order.firstIndex(of: value),
      old != new
    else { return "sets fail-on to \(value)" }
    return "\(new > old ? "raises" : "lowers") fail-on from \(earlier) to \(value)"
  }
}
