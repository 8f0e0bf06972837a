/// The names around an assignment: the label beside it in the same object, and what encloses it.
struct EnclosingNames {
  private let excerpt: Excerpt
  private let bytes: [UInt8]

  private static let farthestParent = 6
  private static let longestLine = 160

  private static let labels: Set<String> = [
    "name", "key", "header", "variable", "env", "setting", "-name", "id", "parameterkey",
    "parametername", "settingname", "variablename", "secretname", "provide",
  ]
  private static let objectOpeners: ByteSet = "{(<"
  private static let objectClosers: ByteSet = "})"
  private static let objectEnds: ByteSet = "})>"
  private static let clauseEnds: ByteSet = ",;{([\n"

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
    bytes = excerpt.bytes
  }

  // MARK: - Siblings

  /// The text of `name:`, `"key":` or `id=` in the same object, list item or tag as the value.
  func sibling() -> Surroundings.Name? {
    let block = objectAroundValue()
    for range in [
      block.lowerBound..<excerpt.value.lowerBound, excerpt.value.upperBound..<block.upperBound,
    ] {
      if let label = labelledText(in: range) { return Surroundings.Name(label, .assigned) }
    }
    return (firstArgument(in: block) ?? argument(before: block))
      .map { Surroundings.Name($0, .assigned) }
  }

  /// `option("openai-key", { default: "value" })`: the string before the object.
  private func argument(before block: Range<Int>) -> ArraySlice<UInt8>? {
    guard block.lowerBound > 0, bytes[block.lowerBound - 1] == UInt8(ascii: "{") else { return nil }
    let before = bytes[..<(block.lowerBound - 1)].suffix(Self.longestLine)
    guard let comma = before.last(where: { !$0.isBlank }), comma == UInt8(ascii: ","),
      let end = before.lastIndex(of: comma), end > before.startIndex, bytes[end - 1].isQuote,
      let start = before[..<(end - 1)].lastIndex(of: bytes[end - 1])
    else { return nil }
    let text = before[(start + 1)..<(end - 1)]
    return text.isEmpty ? nil : text
  }

  /// `add_argument("--openai-key", default="value")`: what a call speaks of, in its first argument.
  private func firstArgument(in block: Range<Int>) -> ArraySlice<UInt8>? {
    guard block.lowerBound > 0, bytes[block.lowerBound - 1] == UInt8(ascii: "("),
      block.lowerBound < excerpt.value.lowerBound
    else { return nil }
    let text = bytes[block.lowerBound..<excerpt.value.lowerBound].drop {
      $0.isBlank || $0.isLineEnd
    }
    guard let quote = text.first, quote.isQuote else { return nil }
    let argument = text.dropFirst().prefix { $0 != quote }
    return argument.endIndex < excerpt.value.lowerBound && argument.count > 1 ? argument : nil
  }

  /// From the bracket, list dash or blank line before the value to the one after it.
  private func objectAroundValue() -> Range<Int> {
    let (openers, closers, ends) = (Self.objectOpeners, Self.objectClosers, Self.objectEnds)
    var start = excerpt.value.lowerBound
    var depth = 0
    while start > 0, excerpt.value.lowerBound - start < 400 {
      let byte = bytes[start - 1]
      if closers.contains(byte) { depth += 1 }
      if openers.contains(byte) {
        if depth == 0 { break }
        depth -= 1
      }
      if byte == 0x0A, startsListItem(at: start) || isBlankLine(at: start) { break }
      start -= 1
    }
    var end = excerpt.value.upperBound
    while end < bytes.count, end - excerpt.value.upperBound < 300 {
      let byte = bytes[end]
      if ends.contains(byte) { break }
      if byte == 0x0A, startsListItem(at: end + 1) || isBlankLine(at: end + 1) { break }
      end += 1
    }
    return start..<end
  }

  private func startsListItem(at index: Int) -> Bool {
    let rest = bytes[index...].drop { $0.isBlank }
    return rest.first == UInt8(ascii: "-") && rest.dropFirst().first?.isBlank == true
  }

  private func isBlankLine(at index: Int) -> Bool {
    bytes[min(index, bytes.count)...].first { !$0.isBlank && $0 != 0x0D } == 0x0A
  }

  /// What follows the last label in `range`.
  private func labelledText(in range: Range<Int>) -> ArraySlice<UInt8>? {
    var found: ArraySlice<UInt8>?
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index].isAlphanumeric else {
        index += 1
        continue
      }
      let word = bytes[index..<range.upperBound].prefix {
        $0.isNameCharacter && $0 != UInt8(ascii: ":")
      }
      let label = String(decoding: word, as: UTF8.self).lowercased()
      let end = index + max(1, word.count)
      if Self.labels.contains(label),
        let text = text(afterLabelEndingAt: end, before: range.upperBound)
      {
        found = text
      }
      index = end
    }
    return found
  }

  /// The quoted or bare word after `:` or `=`.
  private func text(afterLabelEndingAt end: Int, before limit: Int) -> ArraySlice<UInt8>? {
    var rest = bytes[end..<max(end, limit)].drop { $0.isQuote || $0 == UInt8(ascii: "\\") }
    rest = rest.drop(while: \.isBlank)
    guard let separator = rest.first,
      separator == UInt8(ascii: ":") || separator == UInt8(ascii: "=")
    else { return nil }
    rest = rest.dropFirst().drop(while: \.isBlank)
    let isQuoted = rest.first.map { $0.isQuote || $0 == UInt8(ascii: "\\") } ?? false
    rest = rest.drop { $0.isQuote || $0 == UInt8(ascii: "\\") }
    let text = rest.prefix {
      isQuoted ? !$0.isQuote && $0 != UInt8(ascii: "\\") && !$0.isLineEnd : $0.isNameCharacter
    }
    return text.isEmpty ? nil : text
  }

  // MARK: - Parents

  /// What encloses the value, nearest first: openers on the same line, then lines with less indentation, then the
  /// section's heading.
  func parents() -> [Surroundings.Name] {
    var names = openersOnLine()
    var lineStart = startOfLine(at: excerpt.value.lowerBound)
    var indentation = self.indentation(at: lineStart)
    var lines = 0
    while lineStart > 0, lines < 300, names.count < Self.farthestParent {
      lines += 1
      let end = lineStart - 1
      lineStart = startOfLine(at: end)
      let line = bytes[lineStart..<end]
      // What the excerpt cuts off has no beginning, and so no indentation.
      guard lineStart > 0 || excerpt.start == 0 else { break }
      let text = line.drop { $0.isBlank }
      guard let first = text.first, first != 0x0D else { continue }
      let depth = text.startIndex - lineStart
      if depth < indentation, text.allSatisfy({ !$0.isAlphanumeric && $0 != UInt8(ascii: "}") }) {
        // What a brace on a line of its own belongs to stands above it, as far to the left.
        indentation = depth + 1
        continue
      }
      if depth <= indentation, isSection(text) {
        names.append(Surroundings.Name(text.prefix(Self.longestLine), .parent))
        if depth == 0 { break }
      }
      guard depth < indentation else { continue }
      indentation = depth
      if text.contains(where: { $0.isAlphanumeric }) {
        names.append(Surroundings.Name(withoutParameters(text.prefix(Self.longestLine)), .parent))
      }
    }
    return names
  }

  /// `def create_index(config, form_client=None):` is called `create_index`, whatever it takes.
  private func withoutParameters(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let first = line.prefix { $0.isAlphanumeric }
    guard Self.definitions.contains(where: { first.elementsEqual($0) }),
      let open = line.firstIndex(of: UInt8(ascii: "("))
    else { return Array(line) }
    let close = line.lastIndex(of: UInt8(ascii: ")")) ?? line.endIndex
    return Array(line[..<open] + line[max(open, close)...])
  }

  private static let definitions = [
    "def", "async", "function", "func", "fn", "fun", "public", "private", "protected", "internal",
    "static", "export", "override",
  ].map { Array($0.utf8) }

  /// `[section]`, and no link or list that begins with a bracket.
  private func isSection(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "["), let close = line.lastIndex(of: UInt8(ascii: "]"))
    else { return false }
    let rest = line[(close + 1)...].drop { $0.isBlank || $0 == 0x0D }
    return rest.isEmpty || "#;".utf8.contains(rest[rest.startIndex])
  }

  /// The text before each bracket that opens on the value's line and is still open there.
  private func openersOnLine() -> [Surroundings.Name] {
    var names: [Surroundings.Name] = []
    let (openers, closers) = (ByteSet.openingBrackets, ByteSet.closingBrackets)
    var index = excerpt.value.lowerBound
    var depth = 0
    while index > 0, excerpt.value.lowerBound - index < 800, names.count < Self.farthestParent {
      let byte = bytes[index - 1]
      if byte == 0x0A { break }
      index -= 1
      if closers.contains(byte) { depth += 1 }
      guard openers.contains(byte) else { continue }
      if depth > 0 {
        depth -= 1
        continue
      }
      let before = bytes[..<index].suffix(60)
      let cut =
        before.lastIndex(where: Self.clauseEnds.contains).map { $0 + 1 } ?? before.startIndex
      let text = before[cut...]
      if text.contains(where: \.isAlphanumeric) { names.append(Surroundings.Name(text, .parent)) }
    }
    return names
  }

  private func startOfLine(at index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  private func indentation(at lineStart: Int) -> Int {
    bytes[lineStart...].prefix(while: \.isBlank).count
  }
}
