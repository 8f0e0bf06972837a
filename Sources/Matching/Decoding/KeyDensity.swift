/// How many digits and capitals stand in a block of a text, in the one before it and in the two after it.
///
/// Keys are full of them, and most text is not.
struct KeyDensity {
  /// Bytes.
  static let block = ByteBlock.count
  /// Fewer digits make no key: among random letters and digits a key has one in six, and then as many capitals and more.
  static let fewestDigits = 3
  private static let fewestCapitals = 6
  /// So many digits have 32 hexadecimal digits at least, where capitals need not be.
  private static let manyDigits = 6

  /// Of the four blocks, a byte each, the last block in the lowest.
  private var digits: UInt32

  init(in text: Span<UInt8>, at index: Int) {
    digits = 0
    for offset in -1...2 { addDigits(of: text, from: index + offset * Self.block) }
  }

  /// Goes on by one block, to `index`.
  @inline(__always)
  mutating func move(in text: Span<UInt8>, to index: Int) {
    addDigits(of: text, from: index &+ 2 &* Self.block)
  }

  /// Whether a key may be near the block at `index`, which it stands at.
  @inline(__always)
  func isNear(_ text: Span<UInt8>, at index: Int) -> Bool {
    // The four bytes, added up in the highest.
    let sum = Int((digits &* 0x0101_0101) >> 24)
    return sum >= Self.manyDigits
      || sum >= Self.fewestDigits && Self.hasCapitals(text, around: index)
  }

  @inline(__always)
  private mutating func addDigits(of text: Span<UInt8>, from start: Int) {
    let count =
      Self.isIn(text, start)
      ? ByteBlock.number(of: text, at: start, from: 0x30, to: 0x39) : Self.manyDigits
    // Few blocks are at an end of the text, and what is passed over there is not worth counting; four of 63 fit a byte.
    digits = digits << 8 | UInt32(truncatingIfNeeded: min(count, 63))
  }

  @inline(never)
  private static func hasCapitals(_ text: Span<UInt8>, around index: Int) -> Bool {
    let capitals = (-1...2).reduce(0) { sum, offset in
      let start = index + offset * block
      return isIn(text, start)
        ? sum + ByteBlock.number(of: text, at: start, from: 0x41, to: 0x5A) : sum
    }
    return capitals >= fewestCapitals
  }

  @inline(__always)
  private static func isIn(_ text: Span<UInt8>, _ start: Int) -> Bool {
    start >= 0 && start <= text.count - block
  }
}
