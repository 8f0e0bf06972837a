/// Where the tables and keys of a rule file stand.
///
/// TOMLKit tells the place of syntax errors only. This walk over text that it has accepted finds the rest; it is made only when there is
/// a message to write.
struct RuleFileOutline {
  /// A header such as `[[rules]]`, or a key of the table before it.
  struct Entry {
    /// `rules`, `allowlists` for `[[rules.allowlists]]`.
    let table: [String]
    /// Nil for a header.
    let key: String?
    let keyOffset: Int
    /// Where a key's value begins.
    let valueOffset: Int
  }

  private(set) var entries: [Entry] = []
  private let text: [UInt8]
  private var offset = 0

  init(_ file: RuleFile) {
    text = Array(file.text.utf8)
    var table: [String] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        offset += 1
      case UInt8(ascii: "#"):
        skipLine()
      case UInt8(ascii: "["):
        let start = offset
        while current == UInt8(ascii: "[") { offset += 1 }
        table = dottedName(until: UInt8(ascii: "]"))
        entries.append(Entry(table: table, key: nil, keyOffset: start, valueOffset: start))
        skipLine()
      default:
        let start = offset
        let key = dottedName(until: UInt8(ascii: "=")).first ?? ""
        offset += 1
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { offset += 1 }
        entries.append(Entry(table: table, key: key, keyOffset: start, valueOffset: offset))
        skipValue()
      }
    }
  }

  /// The entry of a key, or of a table's header when `key` is nil.
  ///
  /// - Parameters:
  ///   - path: the tables from the outermost; a table that is written inline has no header, then its key is meant.
  ///   - key: its name, in any case.
  /// - Returns: the entry; nil when it cannot be told.
  func entry(at path: [TableStep], key: String?) -> Entry? {
    var range = entries[...]
    var names: [String] = []
    for step in path {
      let parent = names
      names.append(step.name.lowercased())
      let headers = range.indices.filter { range[$0].key == nil && hasTable($0, names) }
      guard headers.indices.contains(step.index) else {
        return range.first { $0.key?.lowercased() == names.last && lowercased($0) == parent }
      }
      let start = headers[step.index]
      let end = range[start...].dropFirst().firstIndex { entry in
        entry.key == nil
          && (lowercased(entry) == names || !lowercased(entry).starts(with: names))
      }
      range = range[start..<(end ?? range.endIndex)]
    }
    guard let key else { return path.isEmpty ? nil : range.first }
    let name = key.lowercased()
    // A key whose value is a table has a header instead.
    return range.first { $0.key?.lowercased() == name && lowercased($0) == names }
      ?? range.first { $0.key == nil && lowercased($0) == names + [name] }
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

  private func hasTable(_ index: Int, _ names: [String]) -> Bool {
    lowercased(entries[index]) == names
  }

  private func lowercased(_ entry: Entry) -> [String] {
    entry.table.map { $0.lowercased() }
  }
}

/// The table of a name, or the element of an array of tables, counted from 0.
struct TableStep: Hashable, Sendable {
  let name: String
  let index: Int
}

extension RuleFileOutline {
  private var current: UInt8? {
    offset < text.count ? text[offset] : nil
  }

  private mutating func skipLine() {
    while let byte = current, byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// The parts of a name, up to the byte that ends it.
  private mutating func dottedName(until end: UInt8) -> [String] {
    let start = offset
    while let byte = current, byte != end, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        skipString(byte)
      } else {
        offset += 1
      }
    }
    return text[start..<min(offset, text.count)].split(separator: UInt8(ascii: ".")).map { part in
      let unquoted = part.filter { ![0x20, 0x09, 0x22, 0x27].contains($0) }
      return String(decoding: unquoted, as: UTF8.self)
    }
  }

  /// Goes to the end of the line on which a value ends.
  private mutating func skipValue() {
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\n") where depth == 0:
        return
      case UInt8(ascii: "#"):
        skipLine()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipString(byte)
        continue
      default:
        break
      }
      offset += 1
    }
  }

  /// Goes behind the closing quotes of a string.
  private mutating func skipString(_ quote: UInt8) {
    var count = 0
    while current == quote, count < 3 {
      count += 1
      offset += 1
    }
    // Two quotes are an empty string.
    guard count != 2 else { return }
    var run = 0
    while let byte = current {
      offset += 1
      run = byte == quote ? run + 1 : 0
      if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        offset += 1
      } else if run == count {
        // Up to two more quotes belong to the text of a multi-line string.
        while count == 3, current == quote { offset += 1 }
        return
      }
    }
  }
}
