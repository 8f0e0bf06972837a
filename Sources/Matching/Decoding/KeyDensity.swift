/// How many digits and capitals stand in a block of a text, in the one before it and in the two after it.
///
/// Keys are full of them, and most text is not.
struct KeyDensity {
  /// Bytes.
  static let block = 64
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
    addDigits(of: text, from: index + 2 * Self.block)
  }

  /// Whether a key may be near the block at `index`, which it stands at.
  @inline(__always)
  func isNear(_ text: Span<UInt8>, at index: Int) -> Bool {
    // Adds the four bytes up in the highest.
    let sum = Int((digits &* 0x0101_0101) >> 24)
    return sum >= Self.manyDigits
      || sum >= Self.fewestDigits && Self.hasCapitals(text, around: index)
  }

  @inline(__always)
  private mutating func addDigits(of text: Span<UInt8>, from start: Int) {
    let count = Self.count(from: 0x30, to: 0x39, in: text, at: start)
    // Few blocks are at an end of the text, and what is passed over there is not worth counting; four of 63 fit a byte.
    digits = digits << 8 | min(count ?? UInt32(Self.manyDigits), 63)
  }

  @inline(never)
  private static func hasCapitals(_ text: Span<UInt8>, around index: Int) -> Bool {
    let capitals = (-1...2).reduce(0) { sum, offset in
      sum + (count(from: 0x41, to: 0x5A, in: text, at: index + offset * block) ?? 0)
    }
    return capitals >= fewestCapitals
  }

  /// How many bytes of a block are in a range; nil when not all of the block is in the text.
  @inline(__always)
  private static func count(
    from first: UInt8, to last: UInt8, in text: Span<UInt8>, at start: Int
  ) -> UInt32? {
    typealias Bytes = SIMD16<UInt8>
    guard start >= 0, start + block <= text.count else { return nil }
    var found = Bytes()
    for offset in Swift.stride(from: start, to: start + block, by: 16) {
      let bytes = unsafe text.withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: offset, as: Bytes.self)
      }
      // A mask is 255 where it holds, and so one less than nothing.
      let areMembers = (bytes &- Bytes(repeating: first)) .<= Bytes(repeating: last - first)
      found &-= unsafe unsafeBitCast(areMembers, to: Bytes.self)
    }
    // Sixteen bytes of four at most, added up in the highest.
    let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    return UInt32(((halves[0] &+ halves[1]) &* 0x0101_0101_0101_0101) >> 56)
  }
}
