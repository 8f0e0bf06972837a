package import ScanModel

/// The findings that a `.gitleaksignore` names: by file, rule and line, and by commit where one is given.
///
/// gitleaks knows places and not values: a new key on such a line stays silent too.
package struct GitleaksIgnore: Sendable {
  package static let fileName = ".gitleaksignore"
  /// Bytes.
  package static let largestFile = 16 << 20

  private struct Entry: Sendable {
    let commit: String?
    let rule: String
    /// Of the ignore file.
    let line: Int
  }

  private struct Place: Hashable {
    let path: BytePath
    let line: Int
  }

  private let file: BytePath
  private let entries: [Place: [Entry]]
  /// The lines that are neither entries nor comments.
  package let ignoredLines: [Int]

  package init(reading bytes: [UInt8], at path: BytePath = BytePath(fileName)) {
    var entries: [Place: [Entry]] = [:]
    var ignored: [Int] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = Self.trimmed(line)
      guard let first = text.first, first != UInt8(ascii: "#") else { continue }
      guard let (place, entry) = Self.entry(text, line: index + 1) else {
        ignored.append(index + 1)
        continue
      }
      entries[place, default: []].append(entry)
    }
    file = path
    self.entries = entries
    ignoredLines = ignored
  }

  /// `file:rule:line` or `commit:file:rule:line`; a file name may hold colons itself.
  private static func entry(_ text: ArraySlice<UInt8>, line: Int) -> (Place, Entry)? {
    let colon = UInt8(ascii: ":")
    var parts = text.split(separator: colon, omittingEmptySubsequences: false)
    guard parts.count >= 3, let number = Int(String(decoding: parts.removeLast(), as: UTF8.self)),
      number > 0
    else { return nil }
    let rule = String(decoding: parts.removeLast(), as: UTF8.self)
    var commit: String?
    if parts.count > 1, parts[0].count == 40, parts[0].allSatisfy(\.isHexDigit) {
      commit = String(decoding: parts.removeFirst(), as: UTF8.self)
    }
    let file = Array(parts.joined(separator: [colon]))
    guard !file.isEmpty, !rule.isEmpty else { return nil }
    return (
      Place(path: BytePath(file), line: number), Entry(commit: commit, rule: rule, line: line)
    )
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte <= 0x20 }
    let start = line.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return [] }
    return start[...last]
  }

  /// What lets a secret stand at a place.
  ///
  /// - Parameters:
  ///   - occurrence: the place.
  ///   - path: of the place, from the root.
  ///   - rule: that found it.
  ///   - rules: the ids of all rules of the run: an entry for one of them is for it alone, and one for a rule of gitleaks'
  ///     that is not among them for whatever is found at the place.
  /// - Returns: nil where no entry speaks of it.
  func suppression(
    of occurrence: Occurrence, at path: BytePath, rule: String, among rules: Set<String>
  ) -> Suppression? {
    guard !entries.isEmpty else { return nil }
    let commit = occurrence.origin.commit?.id.description
    // A secret of several lines is one that any of them may be named for.
    for line in occurrence.region.lines.prefix(100) {
      let found = entries[Place(path: path, line: line)]?.first { entry in
        (entry.commit == nil || entry.commit == commit)
          && (entry.rule == rule || !rules.contains(entry.rule))
      }
      if let found {
        return Suppression(kind: .gitleaksIgnore, path: file, line: found.line)
      }
    }
    return nil
  }
}
