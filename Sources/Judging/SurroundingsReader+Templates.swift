/// Values that go into a text, a list or a choice by their place.
extension SurroundingsReader {
  private static let fallbacks: Set<String> = [
    "unwrap_or", "unwrap_or_else", "unwrap_or_default", "or_else", "orelse", "getorelse",
    "orelseget",
    "fetch", "getordefault", "withdefault", "default", "value_or", "valueordefault", "fallback",
    "catch", "get", "getenv", "get_env", "env", "or", "next", "coalesce", "try", "lookup", "ifnull",
    "nvl", "isnull", "if", "iif", "getattr", "getproperty", "getstring", "getvalue",
    "fromenvironment", "requirenonnullelse", "firstnonnull", "findproperty", "fetch_env",
  ]
  private static let collectors: Set<String> = [
    "of", "listof", "aslist", "setof", "arrayof", "array", "list", "tuple", "vec",
  ]
  private static let typers: Set<String> = [
    "fill", "type", "sendkeys", "send_keys", "setvalue", "typetext", "presssequentially",
  ]
  private static let declarers: Set<String> = ["let", "const", "var", "local", "val", "my", "auto"]
  private static let typeCharacters: ByteSet = "_.<>[]&*?|'; \t"
  private static let longestType = 60
  private static let longestPlaceholder = 12
  private static let mostElements = 12

  // MARK: - Templates

  /// `"…?api-key=%s" % value`, `"…{}".format(value)`, `printf 'KEY=%s' value`: what the text has before its place.
  ///
  /// - Parameters:
  ///   - text: of the template.
  ///   - element: which of its places.
  mutating func readTemplate(_ text: Range<Int>, element: Int) {
    let places = text.filter { isPlaceholder(at: $0, in: text) }
    guard element < places.count, places[element] > text.lowerBound else { return }
    readOperator(before: skipBlanks(before: skipOpeningQuote(before: places[element])))
  }

  /// `%s`, `%v`, `%@`, `{}`, `{0}`, `{name}`.
  private func isPlaceholder(at index: Int, in text: Range<Int>) -> Bool {
    guard index + 1 < text.upperBound else { return false }
    if bytes[index] == UInt8(ascii: "%") {
      return index == text.lowerBound || bytes[index - 1] != UInt8(ascii: "%")
        ? "svq@".utf8.contains(bytes[index + 1]) : false
    }
    guard bytes[index] == UInt8(ascii: "{") else { return false }
    let inside = bytes[(index + 1)..<text.upperBound].prefix(Self.longestPlaceholder)
    guard let close = inside.firstIndex(of: UInt8(ascii: "}")) else { return false }
    return inside[..<close].allSatisfy { $0.isNameCharacter }
  }

  // MARK: - Lists

  /// `endpoint, key = "…", "…"`: the name at the value's own place.
  ///
  /// - Parameters:
  ///   - end: before the operator.
  ///   - element: how many values stand before this one.
  mutating func readTuple(before end: Int, element: Int) {
    var names: [Range<Int>] = []
    var index = skipBlanks(before: end)
    let isBracketed = excerpt.byte(before: index).map { ")]".utf8.contains($0) } ?? false
    if isBracketed { index = skipBlanks(before: index - 1) }
    while names.count < Self.mostElements {
      let name = nameRange(before: index)
      guard !name.isEmpty else { return }
      names.append(name)
      index = skipBlanks(before: name.lowerBound)
      guard excerpt.byte(before: index) == UInt8(ascii: ",") else { break }
      index = skipBlanks(before: index - 1)
    }
    guard names.count > 1, element < names.count else { return }
    if isBracketed, let byte = excerpt.byte(before: index), "([".utf8.contains(byte) {
      index = skipBlanks(before: index - 1)
    }
    let declarer = String(decoding: bytes[nameRange(before: index)], as: UTF8.self)
    guard excerpt.byte(before: index)?.isLineEnd ?? true || Self.declarers.contains(declarer)
    else { return }
    let name = names[names.count - 1 - element]
    result.names.insert(Surroundings.Name(bytes[name], .assigned), at: 0)
  }

  /// Erlang's `{openai_key, "…"}` and `-define(OPENAI_KEY, "…")`, `${env:NAME, '…'}`: the bare word before the value.
  mutating func readBareElement(after open: Int) {
    let isDefinition =
      String(decoding: bytes[..<(open - 1)].suffix(6), as: UTF8.self).lowercased() == "define"
    guard bytes[open - 1] == UInt8(ascii: "{") || isDefinition else { return }
    let word = bytes[open...].prefix { $0.isNameCharacter }
    guard !word.isEmpty, word.endIndex < excerpt.value.lowerBound,
      bytes[word.endIndex] == UInt8(ascii: ",")
    else { return }
    result.names.append(Surroundings.Name(word, .argument))
  }

  /// Whether a comma follows the value and its quote.
  var isFollowedByComma: Bool {
    let rest = bytes[excerpt.value.upperBound...].drop { $0.isQuote }.drop { $0.isBlank }
    return rest.first == UInt8(ascii: ",")
  }

  /// `INSERT INTO t (id, openai_key) VALUES (1, '…')`: the column at the value's own place.
  mutating func readColumn(ofRowAt open: Int, element: Int) {
    var index = open
    while let byte = excerpt.byte(before: index), byte.isBlank || byte.isLineEnd { index -= 1 }
    // Rows before this one.
    while excerpt.byte(before: index) == UInt8(ascii: ","),
      let bracket = openingRow(before: index - 1)
    {
      index = bracket
      while let byte = excerpt.byte(before: index), byte.isBlank || byte.isLineEnd { index -= 1 }
    }
    let keyword = nameRange(before: index)
    guard String(decoding: bytes[keyword], as: UTF8.self).lowercased() == "values" else { return }
    index = keyword.lowerBound
    while let byte = excerpt.byte(before: index), byte.isBlank || byte.isLineEnd { index -= 1 }
    guard excerpt.byte(before: index) == UInt8(ascii: ")"),
      let first = bytes[..<index].lastIndex(of: UInt8(ascii: "("))
    else { return }
    let columns = bytes[(first + 1)..<(index - 1)].split(separator: UInt8(ascii: ","))
    guard element < columns.count else { return }
    let name = columns[element].filter { $0.isNameCharacter }
    result.names.insert(Surroundings.Name(name, .assigned), at: 0)
  }

  private func openingRow(before comma: Int) -> Int? {
    var index = comma
    while let byte = excerpt.byte(before: index), byte.isBlank || byte.isLineEnd { index -= 1 }
    guard excerpt.byte(before: index) == UInt8(ascii: ")") else { return nil }
    return openingBracket(before: index - 1)
  }

  // MARK: - Choices

  /// Whether a call's argument is called as the call is: what it falls back on, collects, or types into a field.
  func handsNameOn(_ callee: Range<Int>) -> Bool {
    let name = bytes[callee].split(separator: UInt8(ascii: ".")).last ?? []
    let word = String(decoding: name, as: UTF8.self).lowercased()
    return [Self.fallbacks, Self.collectors, Self.typers].contains { $0.contains(word) }
  }

  /// `env::var("NAME").unwrap_or("…")`: what was asked for.
  mutating func readRequest(in arguments: Range<Int>) {
    guard let quote = bytes[arguments].firstIndex(where: \.isQuote) else { return }
    let text = bytes[(quote + 1)..<arguments.upperBound].prefix { $0 != bytes[quote] }
    if !text.isEmpty { result.names.append(Surroundings.Name(text, .argument)) }
  }

  // MARK: - Types

  /// `key: &[u8] =`, `key: Optional[str] =`: the name before a type of any form.
  mutating func readAnnotated(before end: Int) {
    var index = end
    while let byte = excerpt.byte(before: index), end - index < Self.longestType,
      byte.isAlphanumeric || Self.typeCharacters.contains(byte)
    {
      index -= 1
    }
    guard index < end, excerpt.byte(before: index) == UInt8(ascii: ":"),
      excerpt.byte(before: index - 1) != UInt8(ascii: ":"), bytes[index] != UInt8(ascii: ":")
    else { return }
    readName(before: skipBlanks(before: index - 1), role: .assigned)
  }
}
