/// Reads the syntax to the left of a candidate, backwards, without knowing the language: assignments, arguments,
/// elements, flags and URLs look much the same in all of them.
struct SurroundingsReader {
  let excerpt: Excerpt
  let bytes: [UInt8]
  var result = Surroundings()
  /// How often the reader may step from one construct to the one that holds it.
  private var steps = 6

  static let longestName = 120
  private static let operators: ByteSet = "=:!+?|~<"
  static let lineContinuers: ByteSet = "=:,([{+|&?>"
  /// What Markdown puts around a word.
  static let decoration: ByteSet = " \t*_`"

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
    bytes = excerpt.bytes
  }

  static func read(_ excerpt: Excerpt) -> Surroundings {
    var reader = SurroundingsReader(excerpt)
    if let name = excerpt.substitutedName {
      reader.result.names = [Surroundings.Name(name, .assigned)]
      return reader.result
    }
    reader.result.glue = excerpt.glue
    if reader.result.glue == nil { reader.readFromValue() }
    return reader.result
  }

  private mutating func readFromValue() {
    let start = skipLiteralOpening(before: excerpt.value.lowerBound)
    let encodedEquals = String(decoding: bytes[..<start].suffix(3), as: UTF8.self).lowercased()
    if encodedEquals == "%3d" {
      readEscapedParameter(before: start - 3)
    } else {
      readOperator(before: skipBlanks(before: start))
      readFollowingArgument()
      readStatementBeforeComment(before: start)
    }
  }

  /// `%3Fsubscription-key%3D`: a parameter of a URL that is itself a parameter.
  private mutating func readEscapedParameter(before end: Int) {
    var range = nameRange(before: end)
    if excerpt.byte(before: range.lowerBound) == UInt8(ascii: "%"), range.count > 2 {
      range = (range.lowerBound + 2)..<range.upperBound
    }
    if !range.isEmpty { result.names.append(Surroundings.Name(bytes[range], .query)) }
  }

  // MARK: - Steps to the left

  func skipBlanks(before index: Int) -> Int {
    var index = index
    while let byte = excerpt.byte(before: index), byte.isBlank { index -= 1 }
    return index
  }

  /// Steps over the end of the line before, and what continues a line there, to its last character.
  func skipLineEnd(before start: Int) -> Int {
    var index = start
    while let byte = excerpt.byte(before: index), byte.isBlank || byte.isLineEnd { index -= 1 }
    if let byte = excerpt.byte(before: index), "\\`^".utf8.contains(byte),
      let beyond = excerpt.byte(before: index - 1), beyond.isBlank
    {
      index = skipBlanks(before: index - 1)
    }
    return index
  }

  // MARK: - Operators

  mutating func readOperator(before start: Int) {
    guard steps > 0, start > 0 else { return }
    steps -= 1
    if "?:".utf8.contains(bytes[start - 1]) {
      if let target = targetOfConditional(before: start) {
        readOperator(before: target)
        return
      }
      if beginsLine(start - 1) {
        readWhole(ofExpressionEndingAt: start - 1)
        return
      }
    }
    switch bytes[start - 1] {
    case UInt8(ascii: "="):
      readAssignment(before: start - 1)
    case UInt8(ascii: ":"):
      readColon(before: start - 1)
    case UInt8(ascii: "-"):
      readDash(before: start - 1)
    case UInt8(ascii: "]"):
      readLoggingCommand(before: start - 1)
    case UInt8(ascii: ">"):
      readAngle(before: start - 1)
    case UInt8(ascii: "<") where bytes[..<start].suffix(3).elementsEqual("<<<".utf8):
      // `read -r KEY <<< "…"`
      readName(before: skipBlanks(before: start - 3), role: .assigned)
    case UInt8(ascii: ","):
      readArguments(before: start - 1)
    case UInt8(ascii: "("):
      readCall(before: start - 1, isWrapper: true)
    case UInt8(ascii: "["):
      readOperator(before: skipBlanks(before: start - 1))
    case UInt8(ascii: "{"):
      readBrace(before: start - 1)
    case UInt8(ascii: "|"):
      readBar(before: start - 1)
    case UInt8(ascii: "?"):
      readAlternative(before: trim("?", before: start))
    case UInt8(ascii: "%") where endsLiteral(before: start - 1):
      readTemplate(quotedText(endingBefore: skipBlanks(before: start - 1)), element: 0)
    case UInt8(ascii: "+"), UInt8(ascii: "&"):
      readConcatenation(before: start - 1)
    case UInt8(ascii: ".") where endsLiteral(before: start - 1):
      readConcatenation(before: start - 1)
    case UInt8(ascii: "*"):
      readOperator(before: trim(Self.decoration, before: start))
    case 0x0A, 0x0D:
      readPreviousLine(before: start)
    default:
      readWordBefore(start)
    }
  }

  /// `=`, and what may stand before it: `:=`, `==`, `+=`, `?=`, `||=`.
  private mutating func readAssignment(before start: Int) {
    var index = start
    while let byte = excerpt.byte(before: index), Self.operators.contains(byte) { index -= 1 }
    let name = skipBlanks(before: index)
    let from = result.names.count
    if isFollowedByComma { readTuple(before: name, element: 0) }
    readName(before: name, role: .assigned)
    readAnnotated(before: name)
    // `?subscription-key=` and `&code=` are parameters of a URL.
    guard from < result.names.count, result.names[from].role == .assigned else { return }
    let text = result.names[from].text
    if let before = excerpt.byte(before: name - text.count), "?&".utf8.contains(before) {
      result.names[from] = Surroundings.Name(text, .query)
      readHolder(ofURLEndingAt: name - text.count - 1)
    }
  }

  /// `name: value`, or an operator that ends with a colon.
  private mutating func readColon(before start: Int) {
    if excerpt.byte(before: start) == UInt8(ascii: "?") {
      // `?:`, what some languages have for `??`.
      readAlternative(before: start - 1)
      return
    }
    let word = nameRange(before: start)
    if bytes[word].elementsEqual("lambda".utf8) {
      // Python's `lambda: value`.
      readOperator(before: skipBlanks(before: word.lowerBound))
    } else {
      readName(before: start, role: .assigned)
    }
  }

  /// `other || value`, `other ?? value`, `other or value`: the other, and what they are alternatives of.
  mutating func readAlternative(before start: Int) {
    let end = skipLineEnd(before: start)
    readName(before: end, role: .assigned)
    readWhole(ofExpressionEndingAt: end)
  }

  /// `${KEY:-value}`, R's `key <- value`, or the mark of a list's item.
  private mutating func readDash(before dash: Int) {
    switch excerpt.byte(before: dash) {
    case UInt8(ascii: ":"): readAlternative(before: dash - 1)
    case UInt8(ascii: "<"):
      readName(before: skipBlanks(before: trim("<", before: dash)), role: .assigned)
    default: readListItem(before: dash)
    }
  }

  /// `ENV.fetch("NAME") { value }`, LaTeX's `\command{\name}{value}` and `\texttt{value}`, or any other brace.
  private mutating func readBrace(before brace: Int) {
    let end = skipBlanks(before: brace)
    if excerpt.byte(before: end) == UInt8(ascii: ")") {
      let start = readChain(before: end)
      if start < end { readWhole(ofExpressionEndingAt: start) }
    } else if end == brace, excerpt.byte(before: end) == UInt8(ascii: "}") {
      readName(before: end, role: .assigned)
    } else {
      let command = nameRange(before: brace)
      if excerpt.byte(before: command.lowerBound) == UInt8(ascii: "\\"), !command.isEmpty {
        result.names.append(Surroundings.Name(bytes[command], .assigned))
        readOperator(before: skipBlanks(before: command.lowerBound - 1))
      } else if let target = targetOfArray(withTypeEndingAt: end) {
        readOperator(before: target)
      } else if let function = functionName(ofHeaderEndingAt: end) {
        result.names.append(Surroundings.Name(function, .assigned))
      } else {
        readOperator(before: end)
      }
    }
  }

  /// `new String[] {"…"}`, `[]string{"…"}`: where the operator ends before the type of a list.
  private func targetOfArray(withTypeEndingAt end: Int) -> Int? {
    var index = end
    while let byte = excerpt.byte(before: index), byte.isIdentifier || ".[]*".utf8.contains(byte) {
      index -= 1
    }
    let type = bytes[index..<end]
    guard type.contains(UInt8(ascii: "[")), type.contains(UInt8(ascii: "]")) else { return nil }
    let word = nameRange(before: skipBlanks(before: index))
    let isNew = bytes[word].elementsEqual("new".utf8)
    return skipBlanks(before: isNew ? word.lowerBound : index)
  }

  /// `=>`, `->`, or the end of an element's tag.
  private mutating func readAngle(before start: Int) {
    if let byte = excerpt.byte(before: start), "=-".utf8.contains(byte) {
      let end = skipBlanks(before: start - 1)
      if let target = targetOfFunction(withParametersEndingAt: end) {
        readOperator(before: target)
      } else {
        readName(before: end, role: .assigned)
      }
    } else if let element = ElementTag(in: bytes, closedBefore: start) {
      let before = skipBlanks(before: element.start)
      let isCast = excerpt.byte(before: before).map { "=(,".utf8.contains($0) } ?? false
      if element.isFormatting || isCast {
        readOperator(before: before)
      } else {
        result.names += element.names(role: .assigned)
      }
    }
  }

  /// A default after `||`, or the cell of a table.
  private mutating func readBar(before start: Int) {
    if excerpt.byte(before: start) == UInt8(ascii: "|") {
      readAlternative(before: start - 1)
      return
    }
    if let target = targetOfClosure(before: start) {
      readOperator(before: target)
      return
    }
    let end = trim(Self.decoration, before: skipBlanks(before: start))
    // A YAML block scalar: `key: |`.
    if excerpt.byte(before: end) == UInt8(ascii: ":") {
      readName(before: end - 1, role: .assigned)
      return
    }
    var begin = end
    while let byte = excerpt.byte(before: begin), byte != UInt8(ascii: "|"), !byte.isLineEnd,
      end - begin < Self.longestName
    {
      begin -= 1
    }
    let cell = bytes[begin..<end].filter { !"*`_ ".utf8.contains($0) || $0 == 0x20 }
    if cell.contains(where: \.isAlphanumeric) {
      result.names.append(Surroundings.Name(cell, .assigned))
    }
    if let heading = MarkdownTable(excerpt).heading() { result.names.append(heading) }
  }

  func trim(_ characters: ByteSet, before start: Int) -> Int {
    var index = start
    while let byte = excerpt.byte(before: index), characters.contains(byte) { index -= 1 }
    return index
  }

  func endsLiteral(before end: Int) -> Bool {
    excerpt.byte(before: skipBlanks(before: end))?.isQuote == true
  }

  /// `"Ocp-Apim-Subscription-Key: " + "value"`, in PHP with a dot: the end of the literal before leads on.
  private mutating func readConcatenation(before start: Int) {
    let index = skipBlanks(before: start)
    guard let quote = excerpt.byte(before: index), quote.isQuote else { return }
    readOperator(before: skipBlanks(before: index - 1))
  }
}
