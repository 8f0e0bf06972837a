/// Sixty-four bytes of a text, looked at together: a bit tells of each whether it is of some kind, the lowest of the first.
///
/// What a loop over bytes would ask again and again, a few instructions on all of the bits answer: where the next one
/// of a kind is, where the third word ends.
enum ByteBlock {
  /// Bytes.
  static let count = 64

  typealias Bytes = SIMD16<UInt8>
  typealias Mask = SIMDMask<SIMD16<UInt8.SIMDMaskScalar>>

  /// The bytes that are of a kind.
  ///
  /// - Parameters:
  ///   - text: holds the block.
  ///   - index: of its first byte.
  ///   - isMember: tells sixteen bytes at a time, with the place of the first.
  /// - Returns: a bit for each.
  @inline(__always)
  static func bits(
    of text: Span<UInt8>, at index: Int, where isMember: (Bytes, Int) -> Mask
  ) -> UInt64 {
    let (first, second, third, fourth) = unsafe load(text, at: index)
    let masks = (
      isMember(first, index), isMember(second, index &+ 16), isMember(third, index &+ 32),
      isMember(fourth, index &+ 48)
    )
    // In most texts there are none of what is rare.
    guard any(masks.0 .| masks.1 .| masks.2 .| masks.3) else { return 0 }
    return packed(masks.0) | packed(masks.1) << 16 | packed(masks.2) << 32 | packed(masks.3) << 48
  }

  /// How many bytes of a block lie in a range.
  @inline(__always)
  static func number(of text: Span<UInt8>, at index: Int, from first: UInt8, to last: UInt8) -> Int
  {
    let blocks = unsafe load(text, at: index)
    let (start, span) = (Bytes(repeating: first), Bytes(repeating: last - first))
    // A mask is 255 where it holds, and so one less than nothing.
    var found = Bytes()
    found &-= unsafe unsafeBitCast((blocks.0 &- start) .<= span, to: Bytes.self)
    found &-= unsafe unsafeBitCast((blocks.1 &- start) .<= span, to: Bytes.self)
    found &-= unsafe unsafeBitCast((blocks.2 &- start) .<= span, to: Bytes.self)
    found &-= unsafe unsafeBitCast((blocks.3 &- start) .<= span, to: Bytes.self)
    // Sixteen bytes of four at most, added up in the highest.
    let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    return Int(((halves[0] &+ halves[1]) &* 0x0101_0101_0101_0101) >> 56)
  }

  @unsafe @inline(__always)
  private static func load(_ text: Span<UInt8>, at index: Int) -> (Bytes, Bytes, Bytes, Bytes) {
    precondition(index >= 0 && index <= text.count - count, "in the text")
    // In bounds: 64 bytes from `index` on.
    return unsafe text.withUnsafeBytes { text in
      unsafe (
        text.loadUnaligned(fromByteOffset: index, as: Bytes.self),
        text.loadUnaligned(fromByteOffset: index &+ 16, as: Bytes.self),
        text.loadUnaligned(fromByteOffset: index &+ 32, as: Bytes.self),
        text.loadUnaligned(fromByteOffset: index &+ 48, as: Bytes.self)
      )
    }
  }

  @inline(__always)
  private static func any(_ mask: Mask) -> Bool {
    unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self) != .zero
  }

  /// The bytes of words, as `isOfWord` has them.
  @inline(__always)
  static func words(of text: Span<UInt8>, at index: Int) -> UInt64 {
    bits(of: text, at: index) { bytes, _ in
      let areLetters =
        ((bytes | Bytes(repeating: 0x20)) &- Bytes(repeating: 0x61)) .< Bytes(repeating: 26)
      // `-`, `.`, `/` and the digits stand in a row.
      let areDigits = (bytes &- Bytes(repeating: 0x2D)) .< Bytes(repeating: 13)
      let areOthers =
        (bytes .== Bytes(repeating: UInt8(ascii: "+")))
        .| (bytes .== Bytes(repeating: UInt8(ascii: "_")))
        .| (bytes .== Bytes(repeating: UInt8(ascii: "~")))
      return areLetters .| areDigits .| areOthers
    }
  }

  /// Sixteen bits of a mask.
  @inline(__always)
  private static func packed(_ mask: Mask) -> UInt64 {
    // All bits of a byte are set or none is; one of each stays, and they are added up in the highest byte.
    let halves =
      unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
      & SIMD2(repeating: 0x8040_2010_0804_0201)
    let low = (halves[0] &* 0x0101_0101_0101_0101) >> 56
    let high = (halves[1] &* 0x0101_0101_0101_0101) >> 56
    return low | high << 8
  }
}
