internal import Rules
internal import ScanModel

/// Finds runs of at least so many bytes of one class.
///
/// Sixteen bytes are probed at once: all of them for a long run, two groups of eight for one that is shorter. From one
/// probe to the next it is as far as the shortest run allows: every run covers a whole one. Text in words nearly never does.
struct RunFinder: Sendable {
  let byteClass: ByteClass
  let length: Int
  private let members: [UInt8]

  init(_ byteClass: ByteClass, length: Int) {
    self.byteClass = byteClass
    self.length = max(1, length)
    members = (0...255).map { byteClass.contains(UInt8($0)) ? 1 : 0 }
  }

  /// Whether all runs of another finder are parts of this one's.
  func covers(_ other: RunFinder) -> Bool {
    length <= other.length
      && (0...255).allSatisfy { byteClass.contains($0) || !other.byteClass.contains($0) }
  }

  /// Appends every run of at least `length` bytes, in order.
  ///
  /// - Parameters:
  ///   - text: around the regions.
  ///   - regions: ascending; of a run they need to hold `length` bytes, and it is followed beyond them.
  ///   - runs: counted from the beginning of the text.
  func findAll(
    in text: Span<UInt8>, within regions: some Collection<Range<Int>>,
    into runs: inout [Range<Int>]
  ) {
    members.lend { members in
      // No byte before `searched` is in a run that is still to be found.
      var searched = 0
      for region in regions {
        precondition(region.upperBound <= text.count, "in the text")
        // No further than matters: in a text that is one long run every region would measure all of it.
        let first = max(searched, region.lowerBound - Self.farthest)
        let last = min(text.count, region.upperBound + Self.farthest)
        searched = first
        var probe = firstHit(
          from: max(first, region.lowerBound), to: region.upperBound, in: text, members)
        while probe < region.upperBound {
          var start = probe
          while start > searched, members[Int(text[start - 1])] == 1 { start -= 1 }
          var end = probe + 1
          while end < last, members[Int(text[end])] == 1 { end += 1 }
          if end - start >= length { runs.append(start..<end) }
          searched = end
          probe = firstHit(from: end, to: region.upperBound, in: text, members)
        }
      }
    }
  }

  /// How far beyond a region a run is followed, in bytes.
  private static let farthest = 4096

  /// The first place from `start` on from which a run may go on; with none, `end`.
  private func firstHit(
    from start: Int, to end: Int, in text: Span<UInt8>, _ members: Span<UInt8>
  ) -> Int {
    switch byteClass {
    case .hex where length >= Self.pair:
      firstPair(from: start, to: end, in: text, members)
    case .base64 where length >= Self.block:
      firstBlock(from: start, to: end, in: text)
    default:
      firstMember(from: start, to: end, in: text, members)
    }
  }

  /// Bytes of a probe.
  private static let block = 16
  private static let pair = 8

  private typealias Bytes = SIMD16<UInt8>
  private typealias Words = SIMD2<UInt64>

  /// Two groups of eight bytes at once, as far apart as the probes are.
  private func firstPair(
    from start: Int, to end: Int, in text: Span<UInt8>, _ members: Span<UInt8>
  ) -> Int {
    let step = length - (Self.pair - 1)
    var index = start
    while index < end, index + step + Self.pair <= text.count {
      // In bounds: the second group ends at `index + step + 8`.
      let words = unsafe text.withUnsafeBytes { text in
        unsafe Words(
          text.loadUnaligned(fromByteOffset: index, as: UInt64.self),
          text.loadUnaligned(fromByteOffset: index + step, as: UInt64.self))
      }
      let bytes = unsafe unsafeBitCast(words, to: Bytes.self)
      let lowered = bytes | Bytes(repeating: 0x20)
      let areDigits = (bytes &- Bytes(repeating: 0x30)) .< Bytes(repeating: 10)
      let areLetters = (lowered &- Bytes(repeating: 0x61)) .< Bytes(repeating: 6)
      let hits = unsafe unsafeBitCast(areDigits .| areLetters, to: Words.self)
      if hits[0] == .max { return index }
      if hits[1] == .max { return index + step }
      index += 2 * step
    }
    // A run that began earlier would have shown in the group before.
    let rest = max(start, index - step + 1)
    return index < end ? firstMember(from: rest, to: end, in: text, members) : end
  }

  private func firstBlock(from start: Int, to end: Int, in text: Span<UInt8>) -> Int {
    let step = length - (Self.block - 1)
    var index = start
    while index + Self.block <= end {
      // In bounds: the block ends at `index + 16`.
      let bytes = unsafe text.withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: index, as: Bytes.self)
      }
      // Sixteen bytes of text in words nearly always hold a blank, a quote or a parenthesis.
      if Self.areAll(bytes .> Bytes(repeating: 0x2A)), Self.areAll(Self.base64(bytes)) {
        return index
      }
      index += step
    }
    return end
  }

  @inline(__always)
  private static func areAll(_ mask: ByteBlock.Mask) -> Bool {
    let halves = unsafe unsafeBitCast(mask, to: Words.self)
    return halves[0] & halves[1] == .max
  }

  private static func base64(_ bytes: Bytes) -> ByteBlock.Mask {
    let lowered = bytes | Bytes(repeating: 0x20)
    let areLetters = (lowered &- Bytes(repeating: 0x61)) .< Bytes(repeating: 26)
    // The slash stands before the digits.
    let areDigits = (bytes &- Bytes(repeating: 0x2F)) .< Bytes(repeating: 11)
    let areOthers =
      (bytes .== Bytes(repeating: 0x2B)) .| (bytes .== Bytes(repeating: 0x2D))
      .| (bytes .== Bytes(repeating: 0x5F))
    return areLetters .| areDigits .| areOthers
  }

  /// Every byte that a run cannot pass over; the last one for a run that ends with the region.
  private func firstMember(
    from start: Int, to end: Int, in text: Span<UInt8>, _ members: Span<UInt8>
  ) -> Int {
    var index = start + length - 1
    while index < end {
      if members[Int(text[index])] == 1 { return index }
      index += length
    }
    return end
  }
}
