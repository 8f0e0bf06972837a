extension SurroundingsReader {
  private static let longestCondition = 200

  /// Where the operator ends that a conditional expression is the right side of: `key = isNew ? "…"`, `value: isNew ? a : "…"`.
  ///
  /// - Parameter start: after the `?` or `:` that stands before the value.
  /// - Returns: nil when it is no conditional expression of one line.
  func targetOfConditional(before start: Int) -> Int? {
    guard start > 0 else { return nil }
    var index = start - 1
    if bytes[index] == UInt8(ascii: ":") {
      guard let mark = scan(before: index, for: isQuestion) else { return nil }
      index = mark
    } else if !isQuestion(index) {
      return nil
    }
    return scan(before: index, for: isAssignment).map { $0 + 1 }
  }

  /// `?` between blanks: neither `??` nor the mark of an optional.
  private func isQuestion(_ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "?") && excerpt.byte(before: index)?.isBlank == true
      && excerpt.byte(at: index + 1)?.isBlank == true
  }

  /// `=` that is no comparison, or `:` after a name.
  func isAssignment(_ index: Int) -> Bool {
    let next = excerpt.byte(at: index + 1) ?? 0x20
    let last = excerpt.byte(before: index) ?? 0x20
    switch bytes[index] {
    case UInt8(ascii: "="): return !"=>~".utf8.contains(next) && !"=!<>~".utf8.contains(last)
    case UInt8(ascii: ":"): return next.isBlank && (last.isNameCharacter || last.isQuote)
    default: return false
    }
  }

  /// The nearest place to the left on the same line that fits, outside of strings and brackets of their own.
  private func scan(before end: Int, for fits: (Int) -> Bool) -> Int? {
    var index = end
    var depth = 0
    while let byte = excerpt.byte(before: index), !byte.isLineEnd,
      end - index < Self.longestCondition
    {
      if byte.isQuote {
        let text = quotedText(endingBefore: index)
        guard !text.isEmpty || index >= 2 && bytes[index - 2] == byte else { return nil }
        index = text.isEmpty ? index - 2 : skipOpeningQuote(before: text.lowerBound)
        continue
      }
      index -= 1
      if ByteSet.closingBrackets.contains(byte) { depth += 1 }
      if ByteSet.openingBrackets.contains(byte) {
        guard depth > 0 else { return nil }
        depth -= 1
      }
      guard depth == 0 else { continue }
      if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") { return nil }
      if fits(index) { return index }
    }
    return nil
  }
}
