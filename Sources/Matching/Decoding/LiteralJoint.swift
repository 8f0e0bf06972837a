/// What stands between two pieces of one value: the end of a literal, an operator, the beginning of the next literal; or
/// the mark that continues a line.
///
/// Read without knowing the language: `"a" + "b"`, `'a' . 'b'`, `"a" & _ "b"`, `"a" "b"`, `("a"` on one line and `"b")`
/// on the next, `.append("a").append("b")`, a backslash, backtick or caret at the end of a line.
enum LiteralJoint {
  /// Indentation and comments of a continued line included.
  private static let longest = 256

  /// The bytes from the closing quote at `index` to after the quote that opens the next literal; nil when none follows.
  ///
  /// They are listed when a comma parts the two, which joins only what is handed to a function that joins.
  static func between(
    _ text: Span<UInt8>, closedAt index: Int
  ) -> (range: Range<Int>, isListed: Bool)? {
    var start = index
    while start > 0, text[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    var end = index + 1
    let limit = min(text.count, index + longest)
    var operatorBytes = 0
    var isListed = false
    while end < limit {
      let byte = text[end]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        end += 1
      case UInt8(ascii: "\\"):
        guard let next = afterBackslash(text, end, limit) else {
          return quote(in: text, at: end, limit).map { (start..<$0, isListed) }
        }
        end = next
      case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "|"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: ","),
        UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "^"):
        if byte == UInt8(ascii: "."), let call = appendingCall(text, end, limit) {
          end = call
          continue
        }
        operatorBytes += 1
        guard operatorBytes <= 3 else { return nil }
        isListed = isListed || byte == UInt8(ascii: ",")
        end += 1
      case UInt8(ascii: ")"):
        guard operatorBytes == 0, let call = appendingCall(text, end + 1, limit) else { return nil }
        end = call
      default:
        return quote(in: text, at: end, limit).map { (start..<$0, isListed) }
      }
    }
    return nil
  }

  /// The bytes from the mark at `index` that continues a line to the first that is not indentation.
  static func continuedLine(_ text: Span<UInt8>, markedAt index: Int) -> Range<Int>? {
    var end = index + 1
    if end < text.count, text[end] == 0x0D { end += 1 }
    guard end < text.count, text[end] == 0x0A else { return nil }
    end += 1
    let limit = min(text.count, index + longest)
    while end < limit, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
    return index..<end
  }

  /// A continued line, or the end of a line that JSON holds: `\n",` and `"` of the next element.
  private static func afterBackslash(_ text: Span<UInt8>, _ index: Int, _ limit: Int) -> Int? {
    if let line = continuedLine(text, markedAt: index) { return line.upperBound }
    guard index + 1 < limit, text[index + 1] == UInt8(ascii: "n") else {
      // `\\\n` of a line that JSON holds: the backslash is one more level down.
      guard index + 2 < limit, text[index + 1] == UInt8(ascii: "\\") else { return nil }
      return text[index + 2] == UInt8(ascii: "\\") ? index + 2 : nil
    }
    return endOfHeldLine(text, index + 2, limit) ?? index + 2
  }

  /// The beginning of the next line of a notebook's cell, after the escape that ends this one.
  static func endOfHeldLine(_ text: Span<UInt8>, _ index: Int, _ limit: Int) -> Int? {
    var end = index
    func skip(_ byte: UInt8) -> Bool {
      while end < limit, text[end] <= 0x20 { end += 1 }
      guard end < limit, text[end] == byte else { return false }
      end += 1
      return true
    }
    guard index < limit, text[index] == UInt8(ascii: "\""), skip(UInt8(ascii: "\"")),
      skip(UInt8(ascii: ",")), skip(UInt8(ascii: "\""))
    else { return nil }
    return end
  }

  /// After the quote that opens a literal, with the letters that may stand before it.
  private static func quote(in text: Span<UInt8>, at index: Int, _ limit: Int) -> Int? {
    var end = index
    while end < limit, end - index < 3, text[end].isLiteralPrefix { end += 1 }
    guard end < limit, text[end].isQuote else { return nil }
    end += 1
    // Three of them open a long literal.
    while end < limit, end - index < 6, text[end].isQuote, text[end] == text[end - 1] { end += 1 }
    return end
  }

  /// `.append(` and `.concat(`, from after the parenthesis that closes the call before it.
  private static func appendingCall(_ text: Span<UInt8>, _ index: Int, _ limit: Int) -> Int? {
    var start = index
    while start < limit, text[start] <= 0x20 { start += 1 }
    guard start < limit, text[start] == UInt8(ascii: ".") else { return nil }
    for name in ["append(", "concat("] where start + 1 + name.utf8.count <= limit {
      let end = start + 1 + name.utf8.count
      if zip(start + 1..<end, name.utf8).allSatisfy({ text[$0] | 0x20 == $1 | 0x20 }) { return end }
    }
    return nil
  }

  /// Whether a list is handed to a function that joins, named right before it or right after it.
  ///
  /// - Parameters:
  ///   - text: holds the list.
  ///   - range: of its values, or of some of them.
  ///   - mostBefore: bytes of the list that may stand before the range.
  /// - Returns: true also where more than the list stands between the two.
  static func isJoined(_ text: Span<UInt8>, _ range: Range<Int>, mostBefore: Int) -> Bool {
    var start = range.lowerBound
    let first = max(0, start - mostBefore)
    // What stands in no list ends it: a bracket, or the colon of a property.
    while start > first, !endsList(text[start - 1]) { start -= 1 }
    return namesJoining(text, in: max(0, start - beforeList)..<range.lowerBound)
      || namesJoining(text, in: range.upperBound..<min(text.count, range.upperBound + 24))
  }

  /// Bytes before a list in which the function that joins it may be named.
  private static let beforeList = 48

  /// No escape has these, and no joint of a list.
  private static func endsList(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: ":")
  }

  private static func namesJoining(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    for index in range {
      switch text[index] | 0x20 {
      case UInt8(ascii: "j"): if names("join", text, at: index) { return true }
      case UInt8(ascii: "c"): if names("concat", text, at: index) { return true }
      case UInt8(ascii: "p"): if names("paste", text, at: index) { return true }
      default: break
      }
    }
    return false
  }

  private static func names(_ word: String, _ text: Span<UInt8>, at index: Int) -> Bool {
    guard index + word.utf8.count <= text.count else { return false }
    return zip(index..<text.count, word.utf8).allSatisfy { text[$0] | 0x20 == $1 }
  }
}
