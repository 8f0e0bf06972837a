/// How many digits stand in a block of a text, in the one before it and in the two after it.
struct DigitWindow {
  /// Bytes.
  static let block = 64
  /// Fewer make no key: of 32 hexadecimal digits never, and among random letters and digits a key has one in six.
  static let fewest = 3

  /// Of the four blocks, a byte each, the last block in the lowest.
  private var counts: UInt32

  var isNear: Bool {
    // Adds the four bytes up in the highest.
    Int((counts &* 0x0101_0101) >> 24) >= Self.fewest
  }

  init(in text: Span<UInt8>, at index: Int) {
    counts = 0
    for offset in -1...2 {
      counts = counts << 8 | Self.digits(in: text, from: index + offset * Self.block)
    }
  }

  /// Goes on by one block, to `index`.
  @inline(__always)
  mutating func move(in text: Span<UInt8>, to index: Int) {
    counts = counts << 8 | Self.digits(in: text, from: index + 2 * Self.block)
  }

  @inline(__always)
  private static func digits(in text: Span<UInt8>, from start: Int) -> UInt32 {
    typealias Bytes = SIMD16<UInt8>
    guard start >= 0, start + block <= text.count else {
      // Few blocks are at an end of the text, and what is passed over there is not worth counting.
      return UInt32(fewest)
    }
    var found = Bytes()
    for offset in Swift.stride(from: start, to: start + block, by: 16) {
      let bytes = unsafe text.withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: offset, as: Bytes.self)
      }
      let areDigits = (bytes &- Bytes(repeating: 0x30)) .< Bytes(repeating: 10)
      found &+= Bytes(repeating: 0).replacing(with: 1, where: areDigits)
    }
    // Four of them fit a byte.
    return min(UInt32(found.wrappedSum()), 63)
  }
}
