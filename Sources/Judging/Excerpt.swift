/// The bytes around a candidate, copied out of the text so that they can be walked in both directions.
struct Excerpt {
  let bytes: [UInt8]
  /// The candidate in `bytes`.
  let value: Range<Int>
  /// Offset of `bytes` in the text.
  let start: Int

  /// Copies at most `before` and `after` bytes around `range`.
  init(_ text: Span<UInt8>, around range: Range<Int>, before: Int, after: Int) {
    start = max(0, range.lowerBound - before)
    let end = min(text.count, range.upperBound + after)
    bytes = unsafe text.extracting(start..<end).withUnsafeBufferPointer { unsafe Array($0) }
    value = (range.lowerBound - start)..<(range.upperBound - start)
  }

  /// Another value of an excerpt that was taken already, with so many bytes before it and none after.
  init(_ bytes: [UInt8], value: Range<Int>, before: Int) {
    start = max(0, value.lowerBound - before)
    self.bytes = Array(bytes[start..<value.upperBound])
    self.value = (value.lowerBound - start)..<(value.upperBound - start)
  }

  /// Whether the value is a string of a compiled program, between bytes that no text has.
  var isConstant: Bool {
    let before = bytes[..<value.lowerBound].suffix(Self.lengthField)
    let after = bytes[value.upperBound...].prefix(Self.lengthField)
    return before.contains { $0 < 0x09 } && after.contains { $0 < 0x09 }
  }

  /// Bytes that tell the kind and the length of a string, at most.
  private static let lengthField = 5

  /// A range of the excerpt, in the text.
  func inText(_ range: Range<Int>) -> Range<Int> {
    (range.lowerBound + start)..<(range.upperBound + start)
  }

  func byte(before index: Int) -> UInt8? {
    index > 0 ? bytes[index - 1] : nil
  }

  func byte(at index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  /// The first byte of the line in which `index` stands, or of what there is of it.
  func startOfLine(before index: Int) -> Int {
    bytes[..<index].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  }
}

extension RandomAccessCollection<UInt8> {
  /// The longest end that consists of some bytes only.
  func suffix(while isMember: (UInt8) -> Bool) -> SubSequence {
    self[(lastIndex { !isMember($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
  var isAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  /// In ASCII.
  var lowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }
  var isHexDigit: Bool { isDigit || (0x61...0x66).contains(lowercased) }
  var isIdentifier: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
  /// What may stand in a name, in code or configuration: `AZURE_KEY`, `spring.ai.api-key`, `AzureOpenAI:Key`, `$env:X`.
  var isNameCharacter: Bool {
    isAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".") || self == UInt8(ascii: ":") || self == UInt8(ascii: "$")
      || self >= 0x80
  }
}
