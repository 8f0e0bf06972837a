/// What other lines, and other parts of the line, say of a value.
extension SurroundingsReader {
  mutating func readPreviousLine(before start: Int) {
    var end = skipComments(before: skipLineEnd(before: start))
    if let opening = openingOfLines(before: end) {
      readOperator(before: skipBlanks(before: opening))
      return
    }
    // `key: >-`, `key: |2`
    var marker = end
    while let byte = excerpt.byte(before: marker), byte.isDigit || "+-".utf8.contains(byte) {
      marker -= 1
    }
    if let byte = excerpt.byte(before: marker), "|>".utf8.contains(byte) {
      let colon = skipBlanks(before: marker - 1)
      if excerpt.byte(before: colon) == UInt8(ascii: ":") { end = colon }
    }
    guard let byte = excerpt.byte(before: end), Self.lineContinuers.contains(byte) else {
      if let function = functionName(ofHeaderEndingAt: end) {
        result.names.append(Surroundings.Name(function, .assigned))
      }
      return
    }
    readOperator(before: end)
  }

  /// Steps over lines above that are comments.
  private func skipComments(before end: Int) -> Int {
    var end = end
    for _ in 0..<Self.mostComments {
      let line = bytes[startOfLine(before: end)..<end].drop(while: \.isBlank)
      guard Self.comments.contains(where: { line.starts(with: $0) }) else { break }
      end = skipLineEnd(before: line.startIndex)
    }
    return end
  }

  private static let comments = ["#", "//", "-- "].map { Array($0.utf8) }
  private static let mostComments = 4

  /// A YAML list item has its name above the list.
  mutating func readListItem(before dash: Int) {
    var start = dash
    while let byte = excerpt.byte(before: start), byte.isBlank { start -= 1 }
    let column = dash - start
    guard excerpt.byte(before: start).map(\.isLineEnd) ?? false else { return }
    if let flag = flag(inItemEndingAt: skipLineEnd(before: start)) {
      result.names.append(Surroundings.Name(flag, .assigned))
      return
    }
    for _ in 0..<Self.mostItems {
      let end = skipLineEnd(before: start)
      start = startOfLine(before: end)
      let line = bytes[start..<end]
      let text = line.drop { $0.isBlank }
      if text.last == UInt8(ascii: ":"), text.startIndex - start <= column,
        text.first != UInt8(ascii: "-")
      {
        readName(before: end - 1, role: .assigned)
        return
      }
      guard text.first == UInt8(ascii: "-"), text.startIndex - start == column else { return }
    }
  }

  private static let mostItems = 20

  /// `- --api-key`: what the next argument of a command is.
  private func flag(inItemEndingAt end: Int) -> ArraySlice<UInt8>? {
    let line = bytes[startOfLine(before: end)..<end].drop(while: \.isBlank)
    guard line.starts(with: "- ".utf8) else { return nil }
    let word = line.dropFirst(2).drop { $0.isBlank || $0.isQuote }.prefix(while: \.isNameCharacter)
    let isFlag = word.starts(with: "-".utf8) && word.contains(where: \.isAlphanumeric)
    return isFlag ? Self.spelledOut(word) : nil
  }

  /// The variable that a logging command sets: `##vso[task.setvariable variable=NAME;issecret=true]value`.
  mutating func readLoggingCommand(before end: Int) {
    let line = bytes[startOfLine(before: end)..<end]
    guard let open = line.lastIndex(of: UInt8(ascii: "[")) else { return }
    let inside = Array(line[(open + 1)...])
    let label = Array("variable=".utf8)
    guard
      let start = inside.indices.first(where: { inside[$0...].starts(with: label) })
    else { return }
    let name = inside[(start + label.count)...].prefix { $0.isNameCharacter }
    if !name.isEmpty { result.names.append(Surroundings.Name(name, .assigned)) }
  }

  /// `key = load()  # for example "value"`: what the statement before the comment assigns to.
  mutating func readStatementBeforeComment(before value: Int) {
    let start = startOfLine(before: value)
    guard let code = codeBeforeComment(in: start..<value) else { return }
    let text = bytes[code]
    guard let operation = text.firstIndex(where: { "=:".utf8.contains($0) }) else { return }
    readName(before: skipBlanks(before: operation), role: .assigned)
  }

  /// The part of a line that stands before `#` or `//`, when something does.
  private func codeBeforeComment(in line: Range<Int>) -> Range<Int>? {
    var index = line.lowerBound
    while index + 1 < line.upperBound {
      let isSlashes = bytes[index] == UInt8(ascii: "/") && bytes[index + 1] == UInt8(ascii: "/")
      if bytes[index] == UInt8(ascii: "#") || isSlashes, index > line.lowerBound,
        bytes[index - 1].isBlank
      {
        let code = line.lowerBound..<index
        return bytes[code].contains(where: \.isAlphanumeric) ? code : nil
      }
      index += 1
    }
    return nil
  }

  func startOfLine(before index: Int) -> Int {
    var start = index
    while let byte = excerpt.byte(before: start), !byte.isLineEnd { start -= 1 }
    return start
  }

  /// A word with up to three that stand before it on its line: "computer vision key".
  func wordsEnding(with word: Range<Int>) -> Range<Int> {
    var start = word.lowerBound
    for _ in 0..<3 {
      let previous = nameRange(before: skipBlanks(before: start))
      guard !previous.isEmpty, previous.upperBound < start else { break }
      start = previous.lowerBound
    }
    return start..<word.upperBound
  }
}
