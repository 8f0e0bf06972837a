/// Whether digits stand in a block of a text, in the one before it and in the two after it.
struct DigitWindow {
  /// Bytes.
  static let block = 64

  private var flags: UInt8

  var isNear: Bool { flags != 0 }

  init(in text: Span<UInt8>, at index: Int) {
    flags = 0
    for offset in -1...2 {
      flags = flags << 1 | (Self.hasDigit(text, from: index + offset * Self.block) ? 1 : 0)
    }
  }

  /// Goes on by one block, to `index`.
  @inline(__always)
  mutating func move(in text: Span<UInt8>, to index: Int) {
    flags = (flags << 1 | (Self.hasDigit(text, from: index + 2 * Self.block) ? 1 : 0)) & 15
  }

  @inline(__always)
  private static func hasDigit(_ text: Span<UInt8>, from start: Int) -> Bool {
    typealias Bytes = SIMD16<UInt8>
    guard start >= 0, start + block <= text.count else {
      // Few blocks are at an end of the text, and what is passed over there is not worth counting.
      return true
    }
    var found = SIMDMask<SIMD16<Int8>>(repeating: false)
    for offset in Swift.stride(from: start, to: start + block, by: 16) {
      let bytes = unsafe text.withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: offset, as: Bytes.self)
      }
      let areDigits = (bytes &- Bytes(repeating: 0x30)) .< Bytes(repeating: 10)
      found .|= areDigits
    }
    return unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self) != .zero
  }
}
