/// What opens the literal that a value stands in: quotes, and what languages have in their place.
extension SurroundingsReader {
  private static let quotePrefixes: ByteSet = "@$bBuUfFrRLN"
  private static let sigilBrackets: ByteSet = "({[<|/!"
  /// Perl, Ruby and Elixir put these words in front of a bracket of any kind.
  private static let sigils = ["%q", "%Q", "~s", "~S", "qq", "q"].map { Array($0.utf8) }
  private static let sectionOfCharacters = Array("<![CDATA[".utf8)
  private static let longestDelimiter = 16

  /// Steps over what opens the value itself.
  func skipLiteralOpening(before value: Int) -> Int {
    let start = skipPadding(before: value)
    if let index = skipBracketOpening(before: start) { return index }
    var index = skipOpeningQuote(before: start)
    guard index < start else { return index }
    // `#"…"#`, `r#"…"#`, Erlang's `<<"…">>`.
    if excerpt.byte(before: index) == UInt8(ascii: "#") {
      index = skipPrefix(before: trim("#", before: index))
    } else if bytes[..<index].suffix(2).elementsEqual("<<".utf8),
      excerpt.byte(before: index - 2) != UInt8(ascii: "<")
    {
      index -= 2
    }
    return index
  }

  /// Steps over blanks between the value and its quotes: `" value "`.
  private func skipPadding(before value: Int) -> Int {
    let start = skipBlanks(before: value)
    let rest = bytes[excerpt.value.upperBound...].drop(while: \.isBlank)
    guard let quote = excerpt.byte(before: start), quote.isQuote, rest.first == quote else {
      return value
    }
    return start
  }

  /// Steps over an opening quote with its escapes and prefix: `\"`, `@"`, `f'`, `&quot;`.
  func skipOpeningQuote(before start: Int) -> Int {
    var index = start
    if bytes[..<index].suffix(6).elementsEqual("&quot;".utf8) { return index - 6 }
    guard let quote = excerpt.byte(before: index), quote.isQuote else { return index }
    while let byte = excerpt.byte(before: index), byte.isQuote || byte == UInt8(ascii: "\\") {
      index -= 1
    }
    return skipPrefix(before: index)
  }

  /// `SPEECH_ENDPOINT=https://…?subscription-key=`: what holds the URL that a key stands in.
  mutating func readHolder(ofURLEndingAt end: Int) {
    var start = end
    while let byte = excerpt.byte(before: start), end - start < Self.longestURL,
      !byte.isQuote, !byte.isBlank, !byte.isLineEnd
    {
      start -= 1
      guard bytes[start..<end].starts(with: "://".utf8) else { continue }
      while let byte = excerpt.byte(before: start), byte.isAlphanumeric { start -= 1 }
      let from = result.names.count
      readOperator(before: skipBlanks(before: skipOpeningQuote(before: start)))
      for index in from..<result.names.count {
        result.names[index] = Surroundings.Name(result.names[index].text, .parent)
      }
      return
    }
  }

  private static let longestURL = 300

  private func skipPrefix(before index: Int) -> Int {
    guard let prefix = excerpt.byte(before: index), Self.quotePrefixes.contains(prefix) else {
      return index
    }
    let beyond = excerpt.byte(before: index - 1) ?? 0x20
    return beyond.isAlphanumeric ? index : index - 1
  }

  /// `<![CDATA[`, `qq{`, `%q(`, `R"x(`, `/`; nil when none of them stands there.
  private func skipBracketOpening(before start: Int) -> Int? {
    let before = bytes[..<start]
    if before.hasSuffix(Self.sectionOfCharacters) { return start - Self.sectionOfCharacters.count }
    guard let bracket = before.last, Self.sigilBrackets.contains(bracket) || excerpt.isVerbatim
    else { return nil }
    if excerpt.isSlashed || excerpt.isVerbatim || excerpt.isInPlaceholder { return start - 1 }
    if let sigil = Self.sigils.first(where: before.dropLast().hasSuffix) {
      let index = start - 1 - sigil.count
      return excerpt.byte(before: index).map { $0.isNameCharacter } == true ? nil : index
    }
    guard bracket == UInt8(ascii: "(") else { return nil }
    let delimiter = before.dropLast().suffix(Self.longestDelimiter + 1)
    guard let quote = delimiter.lastIndex(of: UInt8(ascii: "\"")), quote > 0,
      bytes[quote - 1] == UInt8(ascii: "R"),
      delimiter[(quote + 1)...].allSatisfy({ !$0.isBlank && $0 != UInt8(ascii: ")") })
    else { return nil }
    return quote - 1
  }
}

extension SurroundingsReader {
  /// Where a text of several lines is opened that begins after `end`: `"""`, `<<EOF`, `<<~KEY.strip`, `<<<EOT`.
  func openingOfLines(before end: Int) -> Int? {
    if let quote = excerpt.byte(before: end), quote.isQuote,
      bytes[..<end].suffix(3).allSatisfy({ $0 == quote }), end > 2
    {
      return skipOpeningQuote(before: end)
    }
    let line = bytes[startOfLine(before: end)..<end]
    guard
      let arrow = line.indices.first(where: { line[$0...].starts(with: "<<".utf8) })
    else { return nil }
    let word = line[arrow...].drop { "<-~".utf8.contains($0) || $0.isQuote }
    return word.first?.isAlphanumeric == true ? arrow : nil
  }
}

extension Excerpt {
  /// Whether the value is between slashes that are quotes, as in Groovy, and not a part of a path.
  var isSlashed: Bool {
    let slash = UInt8(ascii: "/")
    guard byte(before: value.lowerBound) == slash, byte(at: value.upperBound) == slash,
      let beyond = byte(before: value.lowerBound - 1), beyond.isBlank || "=(".utf8.contains(beyond)
    else { return false }
    return byte(at: value.upperBound + 1).map { $0.isLineEnd || ";,)".utf8.contains($0) } ?? true
  }
}

extension Excerpt {
  /// Whether the value is between tildes, as Org mode writes code.
  var isVerbatim: Bool {
    let tilde = UInt8(ascii: "~")
    return byte(before: value.lowerBound) == tilde && byte(at: value.upperBound) == tilde
      && (byte(before: value.lowerBound - 1).map { $0.isBlank || $0.isLineEnd } ?? true)
  }

  /// Whether the value fills what was a placeholder: `KEY=<value>`.
  var isInPlaceholder: Bool {
    guard byte(before: value.lowerBound) == UInt8(ascii: "<"),
      byte(at: value.upperBound) == UInt8(ascii: ">"),
      let beyond = byte(before: value.lowerBound - 1)
    else { return false }
    return beyond.isBlank || beyond.isQuote || "=:(".utf8.contains(beyond)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ other: [UInt8]) -> Bool {
    suffix(other.count).elementsEqual(other)
  }
}
