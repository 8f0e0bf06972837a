/// A set of ASCII characters, written as the text of them; asked for nearly every byte around a candidate.
struct ByteSet: ExpressibleByStringLiteral, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(stringLiteral characters: String) {
    for byte in characters.utf8 {
      precondition(byte < 128, "ASCII only")
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }
}

extension ByteSet {
  static let openingBrackets: ByteSet = "([{"
  static let closingBrackets: ByteSet = ")]}"
}
