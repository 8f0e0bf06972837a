extension SurroundingsReader {
  /// Words that stand between a name and its value and only tell the type.
  private static let typeWords: Set<String> = [
    "string", "str", "nsstring", "char", "securestring", "any", "object", "&str", "text",
    "nvarchar",
    "varchar", "nchar", "varchar2", "constant",
  ]

  /// What may stand between a name and its operator: `key? =`, `key! =`, `char *`.
  private static let nameMarks: ByteSet = " \t*?!"
  private static let typeMarks: ByteSet = " \t:*&"
  private static let brackets: ByteSet = "[({"

  /// Reads the name that ends before `start`, and what it is a member of.
  mutating func readName(before start: Int, role: Surroundings.Name.Role) {
    let end = trim(Self.nameMarks, before: start)
    guard let last = excerpt.byte(before: end) else { return }
    switch last {
    case _ where last.isQuote:
      readQuotedName(before: end, role: role)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
      readBracketedName(before: end, role: role)
    default:
      readPlainName(before: end, role: role)
    }
  }

  /// The characters of a name that end before `end`; empty when there is none.
  func nameRange(before end: Int) -> Range<Int> {
    var start = end
    while let byte = excerpt.byte(before: start), byte.isNameCharacter,
      end - start < Self.longestName
    {
      start -= 1
    }
    return start..<end
  }

  private mutating func readPlainName(before end: Int, role: Surroundings.Name.Role) {
    var range = nameRange(before: end)
    let text = String(decoding: bytes[range], as: UTF8.self).lowercased()
    if Self.typeWords.contains(text) {
      // `key: str =`, `param key string =`: the name is before the type.
      var before = nameRange(before: trim(Self.typeMarks, before: range.lowerBound))
      if String(decoding: bytes[before], as: UTF8.self).lowercased() == "as" {
        before = nameRange(before: skipBlanks(before: before.lowerBound))
      }
      if !before.isEmpty { range = before }
    } else if bytes[range].allSatisfy({ $0.isDigit }) || text.count <= 2 {
      // "KEY 1": a number is no name.
      let before = nameRange(before: skipBlanks(before: range.lowerBound))
      range = before.isEmpty ? range : before.lowerBound..<range.upperBound
    }
    guard !range.isEmpty else { return }
    // Helm's annotation `checksum/secret`: of what its name says the value is the digest.
    let annotation = nameRange(before: range.lowerBound - 1)
    if excerpt.byte(before: range.lowerBound) == UInt8(ascii: "/"),
      bytes[annotation].elementsEqual("checksum".utf8)
    {
      range = annotation
    }
    result.names.append(Surroundings.Name(bytes[range], role))
    // `"Key: value"` after prose: "subscription key: value" has its first word outside the name.
    let phrase = wordsEnding(with: range)
    if phrase.count > range.count, role == .assigned {
      result.names.append(Surroundings.Name(bytes[phrase], .prose))
    }
  }

  /// A name in quotes: of a property, or between the brackets of a subscript.
  private mutating func readQuotedName(before end: Int, role: Surroundings.Name.Role) {
    let range = quotedText(endingBefore: end)
    guard !range.isEmpty else { return }
    result.names.append(Surroundings.Name(bytes[range], role))
    let open = skipOpeningQuote(before: range.lowerBound)
    if excerpt.byte(before: open) == UInt8(ascii: "[") {
      let base = nameRange(before: open - 1)
      if !base.isEmpty { result.names.append(Surroundings.Name(bytes[base], .parent)) }
    }
  }

  /// The text between the quotes that end before `end`, without what escapes them.
  func quotedText(endingBefore end: Int) -> Range<Int> {
    guard end > 0 else { return end..<end }
    let quote = bytes[end - 1]
    var close = end - 1
    while excerpt.byte(before: close) == UInt8(ascii: "\\") { close -= 1 }
    // `""apiKey""` in C# and CSV: a quote in a string is written twice.
    if excerpt.byte(before: close) == quote,
      excerpt.byte(before: close - 1)?.isNameCharacter == true
    {
      close -= 1
    }
    var start = close
    while let byte = excerpt.byte(before: start), byte != quote, !byte.isLineEnd,
      close - start < Self.longestName
    {
      start -= 1
    }
    guard excerpt.byte(before: start) == quote else { return end..<end }
    return start..<close
  }

  /// The name between brackets: of a subscript, of a variable that is looked up, of a template.
  private mutating func readBracketedName(before end: Int, role: Surroundings.Name.Role) {
    var open = end - 1
    while let byte = excerpt.byte(before: open), !Self.brackets.contains(byte), !byte.isLineEnd,
      end - open < Self.longestName
    {
      open -= 1
    }
    let inside = bytes[open..<(end - 1)].drop { !$0.isNameCharacter }
    let name = inside.prefix { $0.isNameCharacter || $0 == 0x20 }
    let isAccessors = ["get", "set", "init"].contains { name.starts(with: $0.utf8) }
    // `char key[] =`, `@key NVARCHAR(64) =`, `public string Key { get; set; } =`.
    if name.allSatisfy(\.isDigit) || bytes[end - 1] == UInt8(ascii: "}") && isAccessors {
      readPlainName(before: skipBlanks(before: max(0, open - 1)), role: role)
      return
    }
    let base = nameRange(before: skipBlanks(before: max(0, open - 1)))
    // `md5 (key.txt) =`: the value is what becomes of it.
    if excerpt.digestAlgorithm(before: base.upperBound) != nil {
      result.names.append(Surroundings.Name(bytes[base], role))
    }
    result.names.append(Surroundings.Name(name, role))
    if bytes[end - 1] == UInt8(ascii: ")"), excerpt.byte(before: open - 1)?.isBlank == true {
      // "Speech key (westus): …"
      readPlainName(before: skipBlanks(before: open - 1), role: role)
      return
    }
    if !base.isEmpty { result.names.append(Surroundings.Name(bytes[base], .parent)) }
  }
}
