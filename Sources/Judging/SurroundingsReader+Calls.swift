extension SurroundingsReader {
  private static let farthestBracket = 600

  /// The function or type before `(`, then what the call itself is assigned to or handed to.
  ///
  /// - Parameters:
  ///   - start: where the bracket is.
  ///   - isWrapper: whether the value is its first argument.
  mutating func readCall(before start: Int, isWrapper: Bool = false) {
    // Rust's macros have a mark behind their name.
    let range = nameRange(before: trim("!", before: skipBlanks(before: start)))
    guard !range.isEmpty, !isPreposition(range) else {
      // Brackets alone, around a value of several lines or a list; PowerShell has a mark before them.
      readOperator(before: skipBlanks(before: trim("@", before: skipBlanks(before: start))))
      return
    }
    result.names.append(Surroundings.Name(bytes[range], .call))
    readComparison(range)
    if let quote = excerpt.byte(before: range.lowerBound), quote.isQuote, isWrapper {
      readTemplate(quotedText(endingBefore: range.lowerBound), element: 0)
    }
    let handsOn = handsNameOn(range)
    let chain = readChain(before: range.lowerBound, asks: handsOn)
    // `new StringBuilder().Append("…")`
    var index = skipBlanks(before: handsOn || isAppending(range) ? chain : range.lowerBound)
    let keyword = String(decoding: bytes[nameRange(before: index)], as: UTF8.self)
    if ["new", "await", "return", "try"].contains(keyword) {
      index = skipBlanks(before: index - keyword.utf8.count)
    }
    index = skipBlanks(before: skipJoiner(before: index, isMember: bytes[range.lowerBound] == 0x2E))
    // Go's `[]byte("…")`.
    if bytes[..<index].suffix(2).elementsEqual("[]".utf8) { index = skipBlanks(before: index - 2) }
    guard let byte = excerpt.byte(before: index), "=:(,>".utf8.contains(byte) else { return }
    let own = result.names.count
    readOperator(before: index)
    // What wraps its only argument, `SecretStr("…")`, hands its name on, and so do some others; the rest only encloses.
    guard !isWrapper, !handsOn else { return }
    for outer in own..<result.names.count where result.names[outer].role != .call {
      result.names[outer] = Surroundings.Name(result.names[outer].text, .parent)
    }
  }

  /// Steps over the literal of `"".join(…)`, and over the beginning of ARM's `"[concat(…)]"`.
  private func skipJoiner(before index: Int, isMember: Bool) -> Int {
    guard let byte = excerpt.byte(before: index) else { return index }
    if isMember, byte.isQuote {
      let text = quotedText(endingBefore: index)
      return text.isEmpty ? max(0, index - 2) : skipOpeningQuote(before: text.lowerBound)
    }
    return byte == UInt8(ascii: "[") ? skipOpeningQuote(before: index - 1) : index
  }

  /// `AzureOpenAiChatModel.builder().apiKey("…")`: the calls that the last one is made on.
  ///
  /// - Parameters:
  ///   - start: where the name of the last one begins.
  ///   - asks: whether the last one stands in for what they ask for.
  /// - Returns: where the first one begins.
  @discardableResult
  mutating func readChain(before start: Int, asks: Bool = true) -> Int {
    var index = start
    if excerpt.byte(at: start) == UInt8(ascii: ".") {
      // `Manager` on the line above `.authenticate("…")`.
      index = skipLineEnd(before: start)
      let receiver = nameRange(before: index)
      if !receiver.isEmpty { result.names.append(Surroundings.Name(bytes[receiver], .call)) }
    }
    while let byte = excerpt.byte(before: index), ")]".utf8.contains(byte),
      let open = openingBracket(before: index - 1), start - open < Self.farthestBracket
    {
      let callee = nameRange(before: trim("!", before: open))
      guard !callee.isEmpty else { break }
      if asks { readRequest(in: (open + 1)..<(index - 1)) }
      result.names.append(Surroundings.Name(bytes[callee], .parent))
      index = callee.lowerBound
    }
    return index
  }

  private func isAppending(_ callee: Range<Int>) -> Bool {
    String(decoding: bytes[callee].suffix(7), as: UTF8.self).lowercased() == ".append"
  }

  /// Where the bracket stands that a `)` or `]` at `end` closes.
  func openingBracket(before end: Int) -> Int? {
    let isSquare = bytes[end] == UInt8(ascii: "]")
    let opener = isSquare ? UInt8(ascii: "[") : UInt8(ascii: "(")
    let closer = isSquare ? UInt8(ascii: "]") : UInt8(ascii: ")")
    var index = end
    var depth = 0
    while let byte = excerpt.byte(before: index), end - index < Self.farthestBracket {
      index -= 1
      if byte == closer { depth += 1 }
      guard byte == opener else { continue }
      if depth == 0 { return index }
      depth -= 1
    }
    return nil
  }

  /// `subscriptionKey.equals("…")`: what is compared with the value is called like it.
  private mutating func readComparison(_ callee: Range<Int>) {
    guard let dot = bytes[callee].lastIndex(of: UInt8(ascii: ".")) else { return }
    let verb = String(decoding: bytes[(dot + 1)..<callee.upperBound], as: UTF8.self).lowercased()
    if ["equals", "equalsignorecase", "is_equal", "compareto"].contains(verb) {
      result.names.append(Surroundings.Name(bytes[callee.lowerBound..<dot], .assigned))
    }
  }

  /// The arguments before the value in the same brackets, nearest first, then the call.
  mutating func readArguments(before start: Int) {
    var index = start
    var depth = 0
    var strings = 0
    // Values before this one, and the text that stands first with how many follow it.
    var element = 1
    var first: (text: Range<Int>, element: Int)?
    while let byte = excerpt.byte(before: index), start - index < Self.farthestBracket {
      switch byte {
      case _ where byte.isQuote:
        let text = quotedText(endingBefore: index)
        guard !text.isEmpty else {
          guard excerpt.byte(before: index - 1) == byte else { return }
          // `""`, an argument that is not given.
          index -= 2
          continue
        }
        if depth == 0 {
          first = (text, element - 1)
          strings += 1
          if strings <= 2 {
            result.names.append(Surroundings.Name(Self.spelledOut(bytes[text]), .argument))
          }
        }
        index = skipOpeningQuote(before: text.lowerBound)
        continue
      case UInt8(ascii: ",") where depth == 0:
        element += 1
      case UInt8(ascii: "=") where depth == 0:
        readTuple(before: index - 1, element: element)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 {
          if element == 1 {
            readBareElement(after: index)
            readSetting(in: index..<start, ofCallAt: index - 1)
          }
          let outer = skipBlanks(before: index - 1)
          if byte != UInt8(ascii: "{"), excerpt.byte(before: outer) == UInt8(ascii: "=") {
            // `[endpoint, key] = ["…", "…"]`
            readTuple(before: outer - 1, element: element)
          }
          if byte == UInt8(ascii: "(") {
            readColumn(ofRowAt: index - 1, element: element)
            if let first { readTemplate(first.text, element: first.element) }
            readCall(before: index - 1)
          } else if strings == element {
            // A list of nothing but strings is called like each of them.
            readOperator(before: index)
          }
          return
        }
        depth -= 1
      default: break
      }
      index -= 1
    }
  }

  /// Whether the value is the first element of a list.
  private var opensList: Bool {
    let start = skipBlanks(before: skipOpeningQuote(before: excerpt.value.lowerBound))
    return start < excerpt.value.lowerBound && excerpt.byte(before: start) == UInt8(ascii: "[")
  }

  /// `headers.put(SUBSCRIPTION_KEY_HEADER, "…")`: a constant that stands for the name.
  private mutating func readSetting(in argument: Range<Int>, ofCallAt bracket: Int) {
    let callee = bytes[nameRange(before: bracket)].suffix(while: \.isIdentifier)
    let verb = String(decoding: callee, as: UTF8.self).lowercased()
    guard Self.setters.contains(where: verb.hasPrefix) else { return }
    var name = bytes[argument].drop(while: \.isBlank)
    guard name.allSatisfy({ $0.isNameCharacter || $0.isBlank }) else { return }
    // What the constant is: the name of a header, not the key.
    for word in ["name", "_", "header", "_"]
    where name.suffix(word.utf8.count).elementsEqual(word.utf8, by: { $0.lowercased == $1 }) {
      name = name.dropLast(word.utf8.count)
    }
    if !name.isEmpty { result.names.append(Surroundings.Name(name, .argument)) }
  }

  private static let setters = ["set", "put", "add", "append", "tryadd", "header", "insert"]

  /// `addValue("key", forHTTPHeaderField: "name")`: the name comes after the value.
  mutating func readFollowingArgument() {
    var index = excerpt.value.upperBound
    while let byte = excerpt.byte(at: index), byte.isQuote || byte == UInt8(ascii: "\\") {
      index += 1
    }
    while let byte = excerpt.byte(at: index), byte.isBlank { index += 1 }
    // Objective-C's `[request addValue:@"value" forHTTPHeaderField:@"name"]`.
    let label = bytes[index...].prefix { $0.isIdentifier || $0 == UInt8(ascii: ":") }
    let isMessage = bytes[label.endIndex...].starts(with: "@\"".utf8) && label.count > 1
    if !isMessage {
      // Of a list only its first element can be handed on with what follows: `["…", "westeurope"]`.
      guard result.names.contains(where: { $0.role == .call }) || opensList,
        excerpt.byte(at: index) == UInt8(ascii: ",")
      else { return }
    }
    let limit = index + Self.longestName
    while let byte = excerpt.byte(at: index), !byte.isQuote {
      guard !byte.isLineEnd, byte != UInt8(ascii: ")"), index < limit else { return }
      index += 1
    }
    guard let quote = excerpt.byte(at: index) else { return }
    let start = index + 1
    var end = start
    while let byte = excerpt.byte(at: end), byte != quote, !byte.isLineEnd, end < limit {
      end += 1
    }
    if end > start { result.names.append(Surroundings.Name(bytes[start..<end], .argument)) }
  }
}
