/// A value that stands in for another, and what the whole expression is handed to: `key = env.X || "…"`.
extension SurroundingsReader {
  private static let longestExpression = 400
  private static let mostLines = 6

  /// Reads what an expression belongs to that has the value as its last part.
  ///
  /// - Parameter end: before the operator that the value follows.
  mutating func readWhole(ofExpressionEndingAt end: Int) {
    var index = end
    var (depth, lines) = (0, 0)
    while let byte = excerpt.byte(before: index), end - index < Self.longestExpression {
      if byte.isQuote {
        let text = quotedText(endingBefore: index)
        guard !text.isEmpty || excerpt.byte(before: index - 1) == byte else { return }
        index = text.isEmpty ? index - 2 : skipOpeningQuote(before: text.lowerBound)
        continue
      }
      if byte == 0x0A {
        lines += 1
        guard lines < Self.mostLines else { return }
      }
      if ByteSet.closingBrackets.contains(byte) {
        depth += 1
      } else if ByteSet.openingBrackets.contains(byte) {
        guard depth > 0 else {
          readOperator(before: skipTemplateOpening(before: index))
          return
        }
        depth -= 1
      } else if depth == 0 {
        if byte == UInt8(ascii: ";") { return }
        if byte.isAlphanumeric {
          let word = nameRange(before: index)
          if isReturn(word) {
            readFunction(around: word.lowerBound)
            return
          }
          index = word.lowerBound
          continue
        }
        if byte == UInt8(ascii: ",") || takesValue(operatorEndingAt: index) {
          readOperator(before: index)
          return
        }
      }
      index -= 1
    }
  }

  /// `=`, `:` behind a name, `=>`, `->`, R's `<-`: what takes the value of an expression.
  private func takesValue(operatorEndingAt end: Int) -> Bool {
    let last = excerpt.byte(before: end - 1) ?? 0x20
    switch bytes[end - 1] {
    case UInt8(ascii: ">"): return "=-".utf8.contains(last)
    case UInt8(ascii: "-"): return last == UInt8(ascii: "<")
    default: return isAssignment(end - 1)
    }
  }

  /// Steps over `${{`, `{{`, `${` and the quote before them; behind any other bracket nothing is stepped over.
  private func skipTemplateOpening(before end: Int) -> Int {
    guard bytes[end - 1] == UInt8(ascii: "{") else { return end }
    let start = trim("{", before: end)
    let isTemplate = end - start > 1 || excerpt.byte(before: start) == UInt8(ascii: "$")
    guard isTemplate else { return end }
    return skipBlanks(before: skipOpeningQuote(before: trim("$", before: start)))
  }

  /// Whether a `?` or `:` begins its line, as in a conditional expression of several.
  func beginsLine(_ index: Int) -> Bool {
    excerpt.byte(before: skipBlanks(before: index))?.isLineEnd == true
  }

  /// `() => "…"`, `_ => "…"`, `x -> "…"`: where what takes the function ends.
  ///
  /// - Parameter end: before the arrow.
  /// - Returns: nil when a name stands there that has the value.
  func targetOfFunction(withParametersEndingAt end: Int) -> Int? {
    if excerpt.byte(before: end) == UInt8(ascii: ")") {
      guard let open = openingBracket(before: end - 1), nameRange(before: open).isEmpty else {
        return nil
      }
      let index = skipBlanks(before: open)
      let word = nameRange(before: index)
      let isAsync = String(decoding: bytes[word], as: UTF8.self) == "async"
      return isAsync ? skipBlanks(before: word.lowerBound) : index
    }
    let name = nameRange(before: end)
    return bytes[name].elementsEqual("_".utf8) ? skipBlanks(before: name.lowerBound) : nil
  }

  /// Rust's `|_| "…"`.
  func targetOfClosure(before bar: Int) -> Int? {
    let parameter = nameRange(before: bar)
    guard excerpt.byte(before: parameter.lowerBound) == UInt8(ascii: "|"),
      excerpt.byte(before: parameter.lowerBound - 1) == UInt8(ascii: "(")
    else { return nil }
    return parameter.lowerBound - 1
  }
}
