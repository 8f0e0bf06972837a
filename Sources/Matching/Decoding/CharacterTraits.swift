/// What a byte can be in and around a value; asked of every character that may belong to one, so without tables or calls.
extension UInt8 {
  @inline(__always)
  var isAlphanumeric: Bool { (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 }

  @inline(__always)
  var isHexadecimal: Bool { (self | 0x20) &- 0x61 < 6 || self &- 0x30 < 10 }

  /// Of base64 in either alphabet (RFC 4648, sections 4 and 5), without padding.
  @inline(__always)
  var isBase64: Bool {
    if isAlphanumeric { return true }
    switch self {
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): return true
    default: return false
    }
  }

  /// What keys are made of: base64 of either kind, padding, and what Entra's secrets have beside it.
  @inline(__always)
  var isKeyCharacter: Bool {
    isBase64 || self == UInt8(ascii: "=") || self == UInt8(ascii: "~")
  }

  /// Of what words are made here: all keys are one word, but for padding behind them.
  @inline(__always)
  var isOfWord: Bool {
    let members = self < 64 ? Self.wordsBelow64 : Self.wordsBelow128
    return self < 128 && members >> UInt64(self & 63) & 1 != 0
  }

  /// A bit for each byte: `+ - . /` and the digits; letters, `_` and `~`.
  private static var wordsBelow64: UInt64 { 0x03FF_E800_0000_0000 }
  private static var wordsBelow128: UInt64 { 0x47FF_FFFE_87FF_FFFE }

  @inline(__always)
  var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }

  /// Whether it can follow the quote that ends a piece of a value: a blank, an operator, a parenthesis, the next quote.
  @inline(__always)
  var mayFollowPiece: Bool {
    switch self {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: "~"), UInt8(ascii: ","),
      UInt8(ascii: ")"), UInt8(ascii: "\\"):
      true
    default: isQuote
    }
  }

  /// Whether it can stand before the quote that opens a literal.
  var isLiteralPrefix: Bool {
    switch self | 0x20 {
    case UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"),
      UInt8(ascii: "l"):
      true
    default: self == UInt8(ascii: "@") || self == UInt8(ascii: "$") || self == UInt8(ascii: "\\")
    }
  }
}
