/// Where the tables and keys of a rule file stand; making one checks the file's syntax.
///
/// TOMLKit tells the place of its own syntax errors only, and the parser in it (toml++) ends the
/// whole program over some mistakes, such as `[[=` or `[}]`:
/// github.com/marzer/tomlplusplus/pull/301. So it gets to see only what has passed here.
struct RuleFileOutline: Sendable {
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

  private(set) var entries: [Entry]
  private let text: [UInt8]
  /// Where in `entries` the headers of each table are, ascending.
  private let headers: [[String]: [Int]]

  /// - Throws: the first place where the text is no TOML, or holds what no rule file needs.
  init(_ file: RuleFile, allowsDates: Bool = false) throws(RuleFileError) {
    var syntax = RuleFileSyntax(file, allowsDates: allowsDates)
    entries = try syntax.check()
    text = syntax.text
    let indices = entries.indices.filter { [entries] in entries[$0].key == nil }
    headers = Dictionary(grouping: indices) { [entries] in entries[$0].table }
  }

  /// The entry of a key, or of a table's header when `key` is nil.
  ///
  /// - Parameters:
  ///   - path: the tables from the outermost; a table that is written inline has no header, then
  ///     its key is meant.
  ///   - key: its name, in any case.
  /// - Returns: the entry; nil when it cannot be told.
  func entry(at path: [TableStep], key: String?) -> Entry? {
    var range = entries[...]
    var names: [String] = []
    for step in path {
      let parent = names
      names.append(step.name.lowercased())
      let headers = headers[names] ?? []
      let index = headers.firstAbove(range.startIndex) + step.index
      guard headers.indices.contains(index), headers[index] < range.endIndex else {
        return range.first { $0.key == names.last && $0.table == parent }
      }
      let start = headers[index]
      let end = range[start...].dropFirst().firstIndex { entry in
        entry.key == nil
          && (entry.table == names || !entry.table.starts(with: names))
      }
      range = range[start..<(end ?? range.endIndex)]
    }
    guard let key else { return path.isEmpty ? nil : range.first }
    let name = key.lowercased()
    // A key whose value is a table has a header instead.
    return range.first { $0.key == name && $0.table == names }
      ?? range.first { $0.key == nil && $0.table.starts(with: names + [name]) }
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

extension [Int] {
  /// The index of the first number that is not below a bound, in an ascending list.
  fileprivate func firstAbove(_ bound: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
