internal import Synchronization

/// Where the tables and keys of a rule file stand; making one checks the file's syntax.
///
/// TOMLKit tells the place of its own syntax errors only, and the parser in it (toml++) ends the
/// whole program over some mistakes, such as `[[=` or `[}]`:
/// github.com/marzer/tomlplusplus/pull/301. So it gets to see only what has passed here.
final class RuleFileOutline: Sendable {
  /// A header such as `[[rules]]`, or a key of the table before it.
  struct Entry: Sendable {
    /// In lower case: `rules`, `allowlists` for `[[rules.allowlists]]`.
    let table: [String]
    /// In lower case; nil for a header.
    let key: String?
    let keyOffset: Int
    /// Where a key's value begins.
    let valueOffset: Int
  }

  private let entries: [Entry]
  private let text: [UInt8]
  /// Made when the first place is asked for: of most files none is.
  private let index = Mutex<RuleFileIndex?>(nil)

  /// - Throws: the first place where the text is no TOML, or holds what no rule file needs.
  init(_ file: RuleFile, allowsDates: Bool = false) throws(RuleFileError) {
    var syntax = RuleFileSyntax(file, allowsDates: allowsDates)
    entries = try syntax.check()
    text = syntax.text
  }

  private func withIndex<Result>(_ body: (RuleFileIndex) -> Result) -> Result {
    index.withLock { known in
      let index = known ?? RuleFileIndex(entries, text)
      known = index
      return body(index)
    }
  }

  /// The entry of a key, or of a table's header when `key` is nil.
  ///
  /// - Parameters:
  ///   - path: the tables from the outermost; a table that is written inline has no header, then
  ///     its key is meant.
  ///   - key: its name, in any case.
  /// - Returns: the entry; nil when it cannot be told.
  func entry(at path: [TableStep], key: String?) -> Entry? {
    withIndex { index in
      var range = entries.indices
      var names: [String] = []
      for step in path {
        names.append(step.name.lowercased())
        guard let start = index.headers[names]?.element(step.index, in: range) else {
          if let key = index.keys[names]?.element(0, in: range) { return entries[key] }
          // `[a.b]` alone makes a table `a`.
          guard index.headersBelow[names]?.element(0, in: range) != nil else { return nil }
          continue
        }
        let end = entries[start..<range.upperBound].dropFirst().firstIndex { entry in
          entry.key == nil
            && (entry.table == names || !entry.table.starts(with: names))
        }
        range = start..<(end ?? range.upperBound)
      }
      guard let key else { return path.isEmpty ? nil : range.first.map { entries[$0] } }
      names.append(key.lowercased())
      // A key whose value is a table has a header instead.
      let found =
        index.keys[names]?.element(0, in: range) ?? index.headersBelow[names]?.element(0, in: range)
      return found.map { entries[$0] }
    }
  }

  /// The place of a byte; past the end, the end.
  func position(ofByte offset: Int, in file: RuleFile) -> SourcePosition {
    let end = min(offset, text.count)
    let (line, start) = withIndex { $0.line(of: end) }
    // All bytes but those that continue a scalar.
    let column = text[start..<end].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(file: file.name, line: line + 1, column: column + 1)
  }

  /// The offset in the file of a byte of a string value; nil when escapes lie between.
  func offset(ofByte byte: Int, inValueOf entry: Entry) -> Int? {
    let value = text[entry.valueOffset...]
    for quotes in ["'''", "\"\"\"", "'", "\""] where value.starts(with: quotes.utf8) {
      var start = entry.valueOffset + quotes.utf8.count
      if quotes.utf8.count == 3 {
        // A line break right behind the opening quotes is not part of the string.
        if text[start...].first == UInt8(ascii: "\r") { start += 1 }
        if text[start...].first == UInt8(ascii: "\n") { start += 1 }
      }
      let end = min(start + byte, text.count)
      let isVerbatim = quotes.hasPrefix("'") || !text[start..<end].contains(UInt8(ascii: "\\"))
      return isVerbatim ? end : nil
    }
    return nil
  }
}

/// The table of a name, or the element of an array of tables, counted from 0.
struct TableStep: Hashable, Sendable {
  let name: String
  let index: Int
}
