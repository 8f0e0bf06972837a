internal import Rules

/// Reads JSON (RFC 8259) and remembers the line of each value.
///
/// Foundation's decoder tells no places, and what cannot be carried over is to be named with its line.
struct JSONReader {
  private let file: RuleFile
  private let text: [UInt8]
  private var offset = 0
  private var line = 1

  /// Deeper than any report of a scanner.
  private static let deepest = 64

  /// Reads a document that is one value.
  ///
  /// - Throws: the first mistake with its line.
  static func read(_ file: RuleFile) throws(RuleFileError) -> DataNode {
    var reader = JSONReader(file)
    let node = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.current == nil else { throw reader.mistake("expected the end of the file") }
    return node
  }

  /// Reads JSON Lines: one value after the other; lines that hold no object are passed over, as tools mix their logs in.
  static func readLines(_ file: RuleFile) -> [DataNode] {
    var nodes: [DataNode] = []
    for (index, line) in file.text.textLines.enumerated() {
      var reader = JSONReader(RuleFile(name: file.name, text: String(line)), line: index + 1)
      guard let node = try? reader.value(depth: 0), node.members != nil else { continue }
      nodes.append(node)
    }
    return nodes
  }

  private init(_ file: RuleFile, line: Int = 1) {
    self.file = file
    self.line = line
    text = Array(file.text.utf8)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private var current: UInt8? { offset < text.count ? text[offset] : nil }

  private func mistake(_ message: String) -> RuleFileError {
    RuleFileError(
      file: file.name, position: SourcePosition(file: file.name, line: line, column: 1),
      message: "no valid JSON: " + message)
  }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      if byte == 0x0A { line += 1 }
      offset += 1
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    offset += 1
    return true
  }

  private mutating func value(depth: Int) throws(RuleFileError) -> DataNode {
    guard depth < Self.deepest else { throw mistake("nested too deeply") }
    skipBlanks()
    let start = line
    let value: DataNode.Value =
      switch current {
      case UInt8(ascii: "{"): try object(depth: depth)
      case UInt8(ascii: "["): try array(depth: depth)
      case UInt8(ascii: "\""): .string(try string())
      case nil: throw mistake("it ends too early")
      default: try word()
      }
    return DataNode(line: start, value: value)
  }

  private mutating func object(depth: Int) throws(RuleFileError) -> DataNode.Value {
    offset += 1
    var members: [DataNode.Member] = []
    if skip(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw mistake("expected a key in quotes") }
      let start = line
      let key = try string()
      guard skip(UInt8(ascii: ":")) else { throw mistake("expected ':' after a key") }
      members.append(.init(key: key, line: start, value: try value(depth: depth + 1)))
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw mistake("expected ',' or '}'") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(RuleFileError) -> DataNode.Value {
    offset += 1
    var elements: [DataNode] = []
    if skip(UInt8(ascii: "]")) { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw mistake("expected ',' or ']'") }
    return .array(elements)
  }

  private mutating func word() throws(RuleFileError) -> DataNode.Value {
    let start = offset
    while let byte = current,
      ByteClass.alphanumeric.contains(byte) || "+-.".utf8.contains(byte)
    {
      offset += 1
    }
    let word = String(decoding: text[start..<offset], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard Double(word) != nil else { throw mistake("expected a value") }
      return .number(word)
    }
  }

  private mutating func string() throws(RuleFileError) -> String {
    offset += 1
    var bytes: [UInt8] = []
    while let byte = current {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &bytes)
      case 0x0A: throw mistake("a string has no end")
      default: bytes.append(byte)
      }
    }
    throw mistake("a string has no end")
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(RuleFileError) {
    guard let byte = current else { throw mistake("a string has no end") }
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if (0xD800..<0xDC00).contains(units[0]), text[offset...].starts(with: "\\u".utf8) {
        offset += 2
        units.append(try unit())
      }
      bytes += Array(String(decoding: units, as: UTF16.self).utf8)
    default: throw mistake("unknown escape in a string")
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(RuleFileError) -> UInt16 {
    let digits = String(decoding: text[offset...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else {
      throw mistake("expected four hexadecimal digits")
    }
    offset += 4
    return unit
  }
}
