/// The line above or below a value that has something else in its place, where one of the two is commented out.
///
/// Whoever moves a key into the environment often leaves the literal in a comment, and what reads the key on the line
/// beside it says what it is:
///
///     // const client = createClient("…");
///     const client = createClient(process.env.AZURE_SPEECH_KEY);
struct LineTwin {
  private let excerpt: Excerpt

  private static let longestLine = 400
  private static let marks = ["//", "#", "--", ";", "'", "*"].map { Array($0.utf8) }

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  private var bytes: [UInt8] { excerpt.bytes }
  private var value: Range<Int> { excerpt.value }

  /// The name of what is read in the place of the value: of a variable of the environment, a setting, a property.
  func name() -> Surroundings.Name? {
    guard openingQuote < value.lowerBound else { return nil }
    let start = excerpt.startOfLine(before: value.lowerBound)
    let own = statement(in: start..<openingQuote)
    for line in [line(before: start), line(after: value.upperBound)].compactMap(\.self) {
      let twin = statement(in: line)
      guard own.isComment != twin.isComment, twin.text.starts(with: own.text) else { continue }
      if let name = nameRead(in: twin.text.dropFirst(own.text.count)) {
        return Surroundings.Name(name, .assigned)
      }
    }
    return nil
  }

  /// What is left of a line without its indentation and the mark of a comment.
  private func statement(in line: Range<Int>) -> (text: ArraySlice<UInt8>, isComment: Bool) {
    let text = bytes[line].drop(while: \.isBlank)
    guard let mark = Self.marks.first(where: { text.starts(with: $0) }) else {
      return (text, false)
    }
    return (text.dropFirst(mark.count).drop(while: \.isBlank), true)
  }

  /// The string that an expression begins to read with, or else the path of members: `getenv("NAME")`, `env.NAME`.
  private func nameRead(in expression: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let head = expression.prefix { $0.isNameCharacter || "([@{ ".utf8.contains($0) }
    guard head.contains(where: \.isAlphanumeric) else { return nil }
    guard let quote = expression.dropFirst(head.count).first, quote.isQuote else {
      let path = expression.prefix(while: \.isNameCharacter)
      // A plain variable may hold anything.
      return path.contains(UInt8(ascii: ".")) ? path : nil
    }
    let name = expression.dropFirst(head.count + 1).prefix { $0 != quote }
    return name.isEmpty || !name.allSatisfy(\.isNameCharacter) ? nil : name
  }

  private var openingQuote: Int {
    guard value.lowerBound > 0, bytes[value.lowerBound - 1].isQuote else { return value.lowerBound }
    return value.lowerBound - 1
  }

  private func line(before start: Int) -> Range<Int>? {
    guard start > 0 else { return nil }
    let line = excerpt.startOfLine(before: start - 1)..<(start - 1)
    return line.count <= Self.longestLine ? line : nil
  }

  private func line(after index: Int) -> Range<Int>? {
    guard let end = bytes[index...].firstIndex(of: 0x0A) else { return nil }
    let line = (end + 1)..<(bytes[(end + 1)...].firstIndex(of: 0x0A) ?? bytes.count)
    return line.count <= Self.longestLine ? line : nil
  }
}
