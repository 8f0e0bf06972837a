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
  private var capitals: UInt32

  /// Whether a key may be near.
  var isNear: Bool {
    let sum = Self.sum(digits)
    return sum >= Self.manyDigits
      || sum >= Self.fewestDigits && Self.sum(capitals) >= Self.fewestCapitals
  }

  init(in text: Span<UInt8>, at index: Int) {
    (digits, capitals) = (0, 0)
    for offset in -1...2 { add(text, from: index + offset * Self.block) }
  }

  /// Goes on by one block, to `index`.
  @inline(__always)
  mutating func move(in text: Span<UInt8>, to index: Int) {
    add(text, from: index + 2 * Self.block)
  }

  /// Adds four bytes up in the highest.
  @inline(__always)
  private static func sum(_ counts: UInt32) -> Int {
    Int((counts &* 0x0101_0101) >> 24)
  }

  @inline(__always)
  private mutating func add(_ text: Span<UInt8>, from start: Int) {
    typealias Bytes = SIMD16<UInt8>
    digits <<= 8
    capitals <<= 8
    guard start >= 0, start + Self.block <= text.count else {
      // Few blocks are at an end of the text, and what is passed over there is not worth counting.
      digits |= UInt32(Self.manyDigits)
      return
    }
    var (foundDigits, foundCapitals) = (Bytes(), Bytes())
    for offset in Swift.stride(from: start, to: start + Self.block, by: 16) {
      let bytes = unsafe text.withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: offset, as: Bytes.self)
      }
      // A mask is 255 where it holds, and so one less than nothing.
      let areDigits = (bytes &- Bytes(repeating: 0x30)) .< Bytes(repeating: 10)
      foundDigits &-= unsafe unsafeBitCast(areDigits, to: Bytes.self)
      let areCapitals = (bytes &- Bytes(repeating: 0x41)) .< Bytes(repeating: 26)
      foundCapitals &-= unsafe unsafeBitCast(areCapitals, to: Bytes.self)
    }
    digits |= Self.total(foundDigits)
    capitals |= Self.total(foundCapitals)
  }

  /// The sum of sixteen bytes of four at most; up to 63, of which four fit a byte.
  @inline(__always)
  private static func total(_ counts: SIMD16<UInt8>) -> UInt32 {
    let halves = unsafe unsafeBitCast(counts, to: SIMD2<UInt64>.self)
    return min(UInt32(((halves[0] &+ halves[1]) &* 0x0101_0101_0101_0101) >> 56), 63)
  }
}
