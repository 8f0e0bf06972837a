/// What a function is called that has a value as its result: `String getSpeechKey() { return "…"; }`.
extension SurroundingsReader {
  private static let returns: Set<String> = ["return", "echo", "yield"]
  private static let blocks: Set<String> = [
    "if", "else", "elif", "for", "foreach", "while", "try", "catch", "finally", "switch", "case",
    "unless", "do", "with", "using", "except", "when", "guard", "lock",
  ]
  private static let farthestHeader = 1200
  private static let longestHeader = 200
  private static let mostBlocks = 6

  func isReturn(_ word: Range<Int>) -> Bool {
    Self.returns.contains(String(decoding: bytes[word], as: UTF8.self).lowercased())
  }

  /// Reads the name of the function or property whose body holds a place, whatever blocks are between.
  mutating func readFunction(around place: Int) {
    var index = place
    for _ in 0..<Self.mostBlocks {
      guard let header = header(ofBlockAround: index, from: place) else { return }
      index = header.lowerBound
      let text = bytes[header]
      let first = text.drop { !$0.isIdentifier }.prefix(while: \.isIdentifier)
      let word = String(decoding: first, as: UTF8.self).lowercased()
      // `get` alone is of a property, whose name stands before it.
      let isGetter = word == "get" && !text[first.endIndex...].contains(where: \.isIdentifier)
      guard !isGetter, !Self.blocks.contains(word) else { continue }
      if let name = Self.name(ofHeader: text) {
        result.names.append(Surroundings.Name(name, .assigned))
      }
      return
    }
  }

  /// What stands before the brace that is open at a place, or, where none is, the line with less indentation above it.
  private func header(ofBlockAround place: Int, from first: Int) -> Range<Int>? {
    var index = place
    var depth = 0
    var line = startOfLine(before: place)
    let indentation = self.indentation(at: line)
    while index > 0, first - index < Self.farthestHeader {
      let byte = bytes[index - 1]
      index -= 1
      switch byte {
      case UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "{") where depth > 0: depth -= 1
      case UInt8(ascii: "{"):
        // Of a brace that stands alone, the line above.
        return header(endingAt: skipLineEnd(before: index))
      case 0x0A:
        line = startOfLine(before: index)
        let text = bytes[line..<index].drop(while: \.isBlank)
        let isDefinition = text.starts(with: "def ".utf8) || text.starts(with: "async def ".utf8)
        let isBlock = text.last { !$0.isBlank && !$0.isLineEnd } == UInt8(ascii: ":")
        if depth == 0, isDefinition || isBlock, self.indentation(at: line) < indentation {
          return line..<index
        }
      default: break
      }
    }
    return nil
  }

  /// Rust's `fn key() -> &str { "…" }`, Ruby's `def key` above its value.
  func functionName(ofHeaderEndingAt end: Int) -> ArraySlice<UInt8>? {
    let text = bytes[header(endingAt: end)].drop(while: \.isBlank)
    let words = text.split(maxSplits: 4) { !$0.isIdentifier }
    let isFunction = words.contains { word in
      Self.functions.contains { word.elementsEqual($0) }
    }
    return isFunction ? Self.name(ofHeader: text) : nil
  }

  private static let functions = ["fn", "func", "fun", "function", "def"].map { Array($0.utf8) }

  private func header(endingAt end: Int) -> Range<Int> {
    var start = end
    var depth = 0
    while let byte = excerpt.byte(before: start), end - start < Self.longestHeader {
      if byte == UInt8(ascii: ")") { depth += 1 }
      if byte == UInt8(ascii: "(") { depth -= 1 }
      if depth <= 0, ";{}".utf8.contains(byte) || byte == 0x0A { break }
      start -= 1
    }
    return start..<end
  }

  private func indentation(at line: Int) -> Int {
    bytes[line...].prefix(while: \.isBlank).count
  }

  /// The identifier before the first bracket that follows one at once, or else before `=` or `:`, or the last one.
  static func name(ofHeader header: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let bracket = header.indices.dropFirst().first { index in
      header[index] == UInt8(ascii: "(")
        && (header[index - 1].isIdentifier || header[index - 1] == UInt8(ascii: ">"))
    }
    let end = bracket ?? header.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    let text = header[..<(end ?? header.endIndex)]
    let name = text.prefix { $0 != UInt8(ascii: "<") }.split {
      !$0.isIdentifier && $0 != UInt8(ascii: "-")
    }.last
    return name?.contains(where: \.isAlphanumeric) == true ? name : nil
  }
}
