extension LexicalForm {
  /// What a stretch of the text is part of.
  enum Place: Equatable {
    case code
    /// A comment, a text of several lines, what stands outside of the code.
    case prose
    /// A string with its quotes.
    case string(Quote, Range<Int>)
  }

  /// Reads the text until a value.
  ///
  /// - Parameters:
  ///   - value: within the text.
  ///   - text: from its beginning.
  /// - Returns: what holds the first byte of the value.
  func place(of value: Range<Int>, in text: [UInt8]) -> Place {
    let wanted = value.lowerBound
    var index = 0
    var word: [UInt8]?
    if let tags {
      index = end(of: tags.open, from: 0, in: text)
    }
    while index < wanted {
      let byte = text[index]
      if byte == 0x0A, let pending = word {
        index = endOfHeredoc(pending, from: index + 1, in: text)
        word = nil
        if index > wanted { return .prose }
      } else if let tags, starts(with: tags.close, at: index, in: text) {
        index = end(of: tags.open, from: index, in: text)
        if index > wanted { return .prose }
      } else if let end = endOfComment(at: index, in: text) {
        if end > wanted { return .prose }
        index = end
      } else if let heredoc, let opened = heredocWord(heredoc, at: index, in: text) {
        word = opened.word
        index = opened.end
      } else if let quote = quotes.first(where: { starts(with: $0.open, at: index, in: text) }) {
        let end = endOfString(quote, at: index, in: text)
        if end > wanted { return .string(quote, index..<end) }
        index = end
      } else if byte == UInt8(ascii: "\\") {
        index += 2
      } else if hasCharacters, byte == UInt8(ascii: "'") {
        index = endOfCharacter(at: index, in: text)
      } else if hasRegexes, byte == UInt8(ascii: "/"), let end = endOfRegex(at: index, in: text) {
        if end > wanted { return .prose }
        index = end
      } else {
        index += 1
      }
    }
    return index == wanted ? .code : .prose
  }

  private func starts(with part: [UInt8], at index: Int, in text: [UInt8]) -> Bool {
    guard index + part.count <= text.count else { return false }
    for offset in part.indices where text[index + offset] != part[offset] { return false }
    return true
  }

  private func end(of part: [UInt8], from start: Int, in text: [UInt8]) -> Int {
    var index = start
    while index < text.count {
      if starts(with: part, at: index, in: text) { return index + part.count }
      index += 1
    }
    return text.count + 1
  }

  private func endOfLine(from start: Int, in text: [UInt8]) -> Int {
    var index = start
    while index < text.count, text[index] != 0x0A { index += 1 }
    return index
  }

  private func endOfComment(at index: Int, in text: [UInt8]) -> Int? {
    if let blockComment, starts(with: blockComment.open, at: index, in: text) {
      return end(of: blockComment.close, from: index + blockComment.open.count, in: text)
    }
    guard lineComments.contains(where: { starts(with: $0, at: index, in: text) }) else {
      return nil
    }
    if commentsStandApart, index > 0, text[index - 1] > 0x20,
      !";(){}|&".utf8.contains(text[index - 1])
    {
      return nil
    }
    return endOfLine(from: index, in: text)
  }

  private func endOfString(_ quote: Quote, at start: Int, in text: [UInt8]) -> Int {
    var index = start + quote.open.count
    while index < text.count {
      if text[index] == quote.escape {
        index += 2
      } else if starts(with: quote.close, at: index, in: text) {
        let end = index + quote.close.count
        guard quote.isDoubled, starts(with: quote.close, at: end, in: text) else { return end }
        index = end + quote.close.count
      } else if text[index] == 0x0A, !quote.spansLines {
        return index
      } else {
        index += 1
      }
    }
    return text.count
  }

  /// The end of `'x'` or `'\n'`; only the quote, where it is a lifetime or a label.
  private func endOfCharacter(at start: Int, in text: [UInt8]) -> Int {
    let isEscape = start + 1 < text.count && text[start + 1] == UInt8(ascii: "\\")
    let last = min(text.count - 1, start + (isEscape ? 12 : 5))
    guard start + 2 <= last else { return start + 1 }
    for index in (start + (isEscape ? 3 : 2))..<(max(last, start + 3) + 1) {
      guard index < text.count, text[index] != 0x0A else { break }
      if text[index] == UInt8(ascii: "'") { return index + 1 }
    }
    return start + 1
  }

  /// The end of a regular expression, where one may begin.
  private func endOfRegex(at start: Int, in text: [UInt8]) -> Int? {
    var before = start - 1
    while before >= 0, text[before] == 0x20 || text[before] == 0x09 { before -= 1 }
    guard before < 0 || "(,=:[!&|?{};\n~".utf8.contains(text[before]) else { return nil }
    var isInClass = false
    var index = start + 1
    while index < text.count, text[index] != 0x0A {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The word of `<<EOF`, `<<-'EOF'`, `<<~SQL`, and where it ends.
  private func heredocWord(
    _ mark: [UInt8], at start: Int, in text: [UInt8]
  ) -> (word: [UInt8], end: Int)? {
    guard starts(with: mark, at: start, in: text) else { return nil }
    var index = start + mark.count
    // A longer mark is something else: `<<<` in a shell.
    guard index < text.count, text[index] != mark[0] else { return (Array(), index + 1) }
    // With a blank, Ruby's appends.
    let between = commentsStandApart ? "-~ \t'\"".utf8 : "-~'\"".utf8
    while index < text.count, between.contains(text[index]) { index += 1 }
    let first = index
    while index < text.count, text[index].isAlphanumeric || text[index] == UInt8(ascii: "_") {
      index += 1
    }
    guard index > first, !text[first].isDigit else { return nil }
    return ((first..<index).map { text[$0] }, index)
  }

  private func endOfHeredoc(_ word: [UInt8], from start: Int, in text: [UInt8]) -> Int {
    guard !word.isEmpty else { return start }
    var index = start
    while index < text.count {
      var first = index
      let end = endOfLine(from: index, in: text)
      while first < end, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
      if starts(with: word, at: first, in: text),
        first + word.count >= end || !text[first + word.count].isNameCharacter
      {
        return first + word.count
      }
      index = end + 1
    }
    return text.count + 1
  }
}
