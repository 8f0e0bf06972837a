/// Tells by the bytes beside it whether a character can begin a seam: most quotes and backslashes cannot.
///
/// One bit a kind of seam; a place is of interest when the character, the byte after it, and the byte before it or the
/// second after it agree on one. Four lookups and no branch, since branches on text are guessed wrong.
struct SeamNeighbours: Sendable {
  private struct Kinds: OptionSet {
    let rawValue: UInt32

    static let quote = Kinds(rawValue: 1)
    static let lineEnd = Kinds(rawValue: 2)
    /// `\"` and its like, of interest beside a key only.
    static let plainEscape = Kinds(rawValue: 4)
    static let codeEscape = Kinds(rawValue: 8)
    static let percent = Kinds(rawValue: 16)
    static let entity = Kinds(rawValue: 32)
    static let slash = Kinds(rawValue: 64)
  }

  /// For each byte what it says as the character, as the next, as the one before and as the second after: eight bits each.
  private let table: [UInt32] = (0...255).map { value in
    let byte = UInt8(value)
    return own(byte).rawValue | next(byte).rawValue << 8 | before(byte).rawValue << 16
      | second(byte).rawValue << 24
  }

  /// Whether a seam may begin at `index`.
  @inline(__always)
  func allow(_ text: Span<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < text.count else { return false }
    guard index > 0 else { return true }
    let own = table[Int(text[index])]
    let next = table[Int(text[index + 1])] >> 8
    let beside = table[Int(text[index - 1])] >> 16 | table[Int(text[index + 2])] >> 24
    return own & next & beside & 0xFF != 0
  }

  private static func own(_ byte: UInt8) -> Kinds {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): .quote
    case UInt8(ascii: "`"): [.quote, .lineEnd]
    case UInt8(ascii: "^"): .lineEnd
    case UInt8(ascii: "\\"): [.lineEnd, .plainEscape, .codeEscape, .slash]
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "&"): .entity
    default: []
    }
  }

  private static func next(_ byte: UInt8) -> Kinds {
    var kinds: Kinds = byte.mayFollowPiece ? .quote : []
    switch byte {
    case 0x0A, 0x0D: kinds.insert(.lineEnd)
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "\\"):
      kinds.insert(.plainEscape)
    case _ where byte.isQuote: kinds.insert(.plainEscape)
    case UInt8(ascii: "/"): kinds.insert(.slash)
    case UInt8(ascii: "u"), UInt8(ascii: "U"), UInt8(ascii: "x"),
      UInt8(ascii: "0")...UInt8(ascii: "3"):
      kinds.insert(.codeEscape)
    default: break
    }
    if byte.isHexadecimal { kinds.insert(.percent) }
    if byte.isAlphanumeric || byte == UInt8(ascii: "#") { kinds.insert(.entity) }
    return kinds
  }

  private static func before(_ byte: UInt8) -> Kinds {
    var kinds: Kinds = byte.isHexadecimal ? .plainEscape : []
    if byte.isKeyCharacter { kinds.formUnion([.quote, .lineEnd, .slash]) }
    if byte == UInt8(ascii: "\\") { kinds.insert(.quote) }
    return kinds
  }

  private static func second(_ byte: UInt8) -> Kinds {
    var kinds: Kinds = byte.isHexadecimal ? [.plainEscape, .codeEscape, .percent] : []
    if byte.isAlphanumeric { kinds.insert(.entity) }
    if byte == UInt8(ascii: "{") { kinds.insert(.codeEscape) }
    return kinds
  }
}
