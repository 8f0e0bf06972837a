internal import Rules

/// A character that a text spells out: `\u0041`, `%41`, `&#65;`, `&quot;`.
///
/// The notations of JSON, YAML, C and its kin, of URLs (RFC 3986, section 2.1) and of XML and HTML are read together,
/// since a text does not say in which of them it is written.
struct EscapeSequence {
  /// Bytes of the sequence.
  let count: Int
  let scalar: Unicode.Scalar

  /// Reads the sequence that begins at `index`; nil when there is none.
  init?(in text: Span<UInt8>, at index: Int) {
    guard index + 1 < text.count else { return nil }
    switch text[index] {
    case UInt8(ascii: "\\"): self.init(backslashIn: text, at: index)
    case UInt8(ascii: "%"):
      guard let code = Self.number(in: text, at: index + 1, digits: 2...2, radix: 16),
        code.value >= 0x20, code.value < 0x7F
      else { return nil }
      self.init(3, code.value)
    case UInt8(ascii: "&"): self.init(entityIn: text, at: index)
    default: return nil
    }
  }

  private init?(_ count: Int, _ value: UInt32) {
    guard let scalar = Unicode.Scalar(value) else { return nil }
    self.count = count
    self.scalar = scalar
  }

  private init?(backslashIn text: Span<UInt8>, at index: Int) {
    let digits: (start: Int, count: ClosedRange<Int>, radix: UInt32)
    switch text[index + 1] {
    case UInt8(ascii: "n"):
      self.init(2, 0x0A)
      return
    case UInt8(ascii: "r"):
      self.init(2, 0x0D)
      return
    case UInt8(ascii: "t"):
      self.init(2, 0x09)
      return
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "\\"),
      UInt8(ascii: "`"):
      self.init(2, UInt32(text[index + 1]))
      return
    case UInt8(ascii: "u"):
      // `\u{41}` of JavaScript, Swift, Rust and PHP.
      if index + 2 < text.count, text[index + 2] == UInt8(ascii: "{") {
        guard let code = Self.number(in: text, at: index + 3, digits: 1...6, radix: 16),
          index + 3 + code.count < text.count, text[index + 3 + code.count] == UInt8(ascii: "}")
        else { return nil }
        self.init(4 + code.count, code.value)
        return
      }
      digits = (2, 4...4, 16)
    case UInt8(ascii: "U"): digits = (2, 8...8, 16)
    case UInt8(ascii: "x"): digits = (2, 2...2, 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"): digits = (1, 3...3, 8)
    default: return nil
    }
    guard
      let code = Self.number(
        in: text, at: index + digits.start, digits: digits.count, radix: digits.radix)
    else { return nil }
    self.init(digits.start + code.count, code.value)
  }

  private init?(entityIn text: Span<UInt8>, at index: Int) {
    var end = index + 1
    let limit = min(text.count, index + Self.longestEntity)
    while end < limit, text[end].isAlphanumeric || text[end] == UInt8(ascii: "#") { end += 1 }
    guard end < limit, text[end] == UInt8(ascii: ";") else { return nil }
    let count = end + 1 - index
    if text[index + 1] != UInt8(ascii: "#") {
      let name = (index + 1..<end).map { text[$0] }
      guard let value = Self.named[String(decoding: name, as: UTF8.self)] else { return nil }
      self.init(count, value)
      return
    }
    let isHexadecimal = text[index + 2] | 0x20 == UInt8(ascii: "x")
    let start = index + (isHexadecimal ? 3 : 2)
    guard
      let code = Self.number(
        in: text, at: start, digits: 1...7, radix: isHexadecimal ? 16 : 10),
      start + code.count == end
    else { return nil }
    self.init(count, code.value)
  }

  /// `&#x0010FFFF;` is the longest that anybody writes.
  private static let longestEntity = 12

  /// XML's five, and those of HTML that stand for what keys and the names around them are made of.
  private static let named: [String: UInt32] = [
    "quot": 0x22, "apos": 0x27, "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "nbsp": 0x20, "num": 0x23,
    "plus": 0x2B, "sol": 0x2F, "equals": 0x3D, "colon": 0x3A, "lowbar": 0x5F, "period": 0x2E,
    "comma": 0x2C, "lpar": 0x28, "rpar": 0x29, "Tab": 0x09, "NewLine": 0x0A,
  ]

  private static func number(
    in text: Span<UInt8>, at start: Int, digits: ClosedRange<Int>, radix: UInt32
  ) -> (value: UInt32, count: Int)? {
    var value: UInt32 = 0
    var count = 0
    while count < digits.upperBound, start + count < text.count,
      let digit = text[start + count].digit, digit < radix
    {
      value = value * radix + digit
      count += 1
    }
    return digits.contains(count) ? (value, count) : nil
  }
}

extension UInt8 {
  fileprivate var digit: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self) - 0x37
    default: nil
    }
  }
}
