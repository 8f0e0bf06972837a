internal import CIntrinsics

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
  ///   - isMember: tells sixteen bytes at a time.
  /// - Returns: a bit for each.
  @inline(__always)
  static func bits(
    of text: Span<UInt8>, at index: Int, where isMember: (Bytes) -> Mask
  ) -> UInt64 {
    let bytes = unsafe load(text, at: index)
    return packed(
      (isMember(bytes.0), isMember(bytes.1), isMember(bytes.2), isMember(bytes.3)))
  }

  /// The bytes that are of a kind which the byte behind each tells too.
  ///
  /// - Parameters:
  ///   - text: holds the block and one byte more.
  ///   - index: of its first byte.
  ///   - isMember: tells sixteen bytes at a time, with the sixteen that begin one byte later.
  /// - Returns: a bit for each.
  @inline(__always)
  static func bits(
    of text: Span<UInt8>, at index: Int, where isMember: (_ bytes: Bytes, _ next: Bytes) -> Mask
  ) -> UInt64 {
    let bytes = unsafe load(text, at: index)
    let next = unsafe load(text, at: index &+ 1)
    return packed(
      (
        isMember(bytes.0, next.0), isMember(bytes.1, next.1), isMember(bytes.2, next.2),
        isMember(bytes.3, next.3)
      ))
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

  /// The bytes of words, as `isOfWord` has them.
  @inline(__always)
  static func words(of text: Span<UInt8>, at index: Int) -> UInt64 {
    bits(of: text, at: index) { bytes in
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

  @inline(__always)
  private static func packed(_ masks: (Mask, Mask, Mask, Mask)) -> UInt64 {
    // In most texts there are none of what is rare.
    guard highBits(masks.0 .| masks.1 .| masks.2 .| masks.3) != 0 else { return 0 }
    return highBits(masks.0) | highBits(masks.1) << 16 | highBits(masks.2) << 32
      | highBits(masks.3) << 48
  }

  /// Sixteen bits of a mask.
  @inline(__always)
  private static func highBits(_ mask: Mask) -> UInt64 {
    unsafe UInt64(keystrel_high_bits(unsafeBitCast(mask, to: Bytes.self)))
  }
}
