internal import ScanModel

/// Walks TOML 1.0 (toml.io/en/v1.0.0) without times, and without dates where they are not asked for, and notes where
/// tables and keys stand.
struct RuleFileSyntax {
  let text: [UInt8]
  private let file: RuleFile
  private let allowsDates: Bool
  private var offset = 0
  private var entries: [RuleFileOutline.Entry] = []

  /// More than any rule file nests; toml++ stops at 256.
  private static let deepest = 32

  init(_ file: RuleFile, allowsDates: Bool) {
    self.file = file
    self.allowsDates = allowsDates
    text = Array(file.text.utf8)
  }

  /// - Returns: the headers and keys in their order.
  /// - Throws: the first mistake, with its place.
  mutating func check() throws(RuleFileError) -> [RuleFileOutline.Entry] {
    var table: [String] = []
    if let null = text.firstIndex(of: 0) {
      // TOMLKit would take it for the end of the file.
      offset = null
      throw mistake("null characters are not allowed")
    }
    // A byte order mark.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    while offset < text.count {
      skipBlanks()
      switch current {
      case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
        break
      case UInt8(ascii: "["):
        table = try header()
      default:
        let start = offset
        let key = try key()[0]
        let valueStart = try equalsSign()
        entries.append(.init(table: table, key: key, keyOffset: start, valueOffset: valueStart))
        try value(depth: 0)
      }
      try lineEnd()
    }
    return entries
  }

  private var current: UInt8? {
    offset < text.count ? text[offset] : nil
  }

  private func mistake(_ message: String) -> RuleFileError {
    RuleFileError(
      file: file.name, position: SourcePosition(byteOffset: offset, in: file), message: message)
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { offset += 1 }
  }

  /// Goes over blanks and a comment to the next line.
  private mutating func lineEnd() throws(RuleFileError) {
    skipBlanks()
    if current == UInt8(ascii: "#") {
      while let byte = current, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
        offset += 1
      }
    }
    guard current != nil else { return }
    _ = skip(UInt8(ascii: "\r"))
    guard skip(UInt8(ascii: "\n")) else { throw mistake("expected the end of the line") }
  }
}

extension RuleFileSyntax {
  /// Reads `[a.b]` or `[[a.b]]`.
  private mutating func header() throws(RuleFileError) -> [String] {
    let start = offset
    offset += 1
    let isArray = skip(UInt8(ascii: "["))
    skipBlanks()
    let table = try key()
    skipBlanks()
    let bracket = UInt8(ascii: "]")
    guard skip(bracket), !isArray || skip(bracket) else {
      throw mistake("expected '\(isArray ? "]]" : "]")' after the name of a table")
    }
    entries.append(.init(table: table, key: nil, keyOffset: start, valueOffset: start))
    return table
  }

  /// Reads `a."b".c`, in lower case.
  private mutating func key() throws(RuleFileError) -> [String] {
    var parts: [String] = []
    repeat {
      skipBlanks()
      let start = offset
      if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
        try string()
        parts.append(lowercased(text[(start + 1)..<(offset - 1)]))
      } else {
        while let byte = current, isBare(byte) { offset += 1 }
        guard offset > start else { throw mistake("expected a name") }
        parts.append(lowercased(text[start..<offset]))
      }
      skipBlanks()
    } while skip(UInt8(ascii: "."))
    return parts
  }

  private func isBare(_ byte: UInt8) -> Bool {
    ByteClass.alphanumeric.contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// - Returns: where the value begins.
  /// - Throws: when there is no `=` here.
  private mutating func equalsSign() throws(RuleFileError) -> Int {
    guard skip(UInt8(ascii: "=")) else { throw mistake("expected '=' after a key") }
    skipBlanks()
    return offset
  }
}

extension RuleFileSyntax {
  private mutating func value(depth: Int) throws(RuleFileError) {
    guard depth < Self.deepest else { throw mistake("nested too deeply") }
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string()
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "{"): try inlineTable(depth: depth)
    default: try word()
    }
  }

  /// Goes over a number, `true` or `false`; which, and whether it is one, is TOMLKit's to say.
  private mutating func word() throws(RuleFileError) {
    let start = offset
    if allowsDates, Day(String(decoding: text[start...].prefix(10), as: UTF8.self)) != nil {
      offset += 10
      return
    }
    while let byte = current, isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    {
      // The minus of an exponent follows a letter.
      let isDate = offset > start && byte == UInt8(ascii: "-") && isDigit(text[offset - 1])
      guard !isDate else {
        throw mistake(
          allowsDates ? "a date has to be a day such as 2027-01-31" : "rule files have no dates")
      }
      offset += 1
    }
    guard offset > start else { throw mistake("expected a value") }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func array(depth: Int) throws(RuleFileError) {
    offset += 1
    try skipLines()
    while !skip(UInt8(ascii: "]")) {
      try value(depth: depth + 1)
      try skipLines()
      guard skip(UInt8(ascii: ",")) || current == UInt8(ascii: "]") else {
        throw mistake("expected ',' or ']' in an array")
      }
      try skipLines()
    }
  }

  /// Goes over blanks, comments and line ends.
  private mutating func skipLines() throws(RuleFileError) {
    skipBlanks()
    while current == UInt8(ascii: "#") || current == UInt8(ascii: "\r")
      || current == UInt8(ascii: "\n")
    {
      try lineEnd()
      skipBlanks()
    }
  }

  private mutating func inlineTable(depth: Int) throws(RuleFileError) {
    offset += 1
    skipBlanks()
    guard !skip(UInt8(ascii: "}")) else { return }
    repeat {
      _ = try key()
      _ = try equalsSign()
      try value(depth: depth + 1)
      skipBlanks()
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw mistake("expected ',' or '}' in a table") }
  }

  /// Goes behind the closing quotes of a string of any of the four kinds.
  private mutating func string() throws(RuleFileError) {
    let opening = offset
    let quote = text[offset]
    var count = 0
    while current == quote, count < 3 {
      count += 1
      offset += 1
    }
    // Two quotes are an empty string.
    guard count != 2 else { return }
    var run = 0
    while let byte = current, count == 3 || byte != UInt8(ascii: "\n") {
      offset += 1
      run = byte == quote ? run + 1 : 0
      if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        try escape()
      } else if run == count {
        // Up to two more quotes belong to the text of a multi-line string.
        for _ in 0..<(count == 3 ? 2 : 0) { _ = skip(quote) }
        return
      }
    }
    offset = opening
    throw mistake("a string has no end")
  }

  /// Goes over what follows a backslash, as far as it could be taken for the end of the string.
  private mutating func escape() throws(RuleFileError) {
    let rest = text[offset...]
    guard !rest.starts(with: "u0000".utf8), !rest.starts(with: "U00000000".utf8) else {
      // TOMLKit would take it for the end of the string.
      throw mistake("null characters are not allowed")
    }
    offset = min(offset + 1, text.count)
  }
}
