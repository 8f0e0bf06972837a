internal import Patterns
internal import Rules

/// How far from a change of a text anchors have to be sought that were read from patterns.
///
/// Such a pattern goes from a name over blanks, quotes and signs to a value. All but the value is short, and the text
/// shows where a value may be: a row of its bytes. So where no long row ends near a change or begins there, no anchor
/// stands further from it than the rest of a match is long.
struct ValueReach: Sendable {
  /// Bytes before a change and after it, besides a value.
  private var before = 0
  private var after = 0
  /// Bytes before a change, and after it, within which the value can end, or begin.
  private var endsWithin = 0
  private var beginsWithin = 0
  /// The same with the longest values.
  private var farthest = (before: 0, after: 0)

  /// What patterns look back or ahead beyond a match.
  private static let guardLength = 8
  /// More would cost more than another search.
  private static let mostBytes = (before: 64, after: 48)
  /// Values of up to so many bytes are looked for.
  private static let rows = (short: 16, long: 32)
  /// So that the longer row fits into a block, with the byte that ends it.
  private static let farthestEnd = ByteBlock.count - rows.long - 1

  var isEmpty: Bool { before == 0 }

  /// Widens the reach for an anchor.
  ///
  /// - Parameters:
  ///   - length: of the anchor, in bytes.
  ///   - ahead: how far a match goes on behind it.
  ///   - behind: how far before it the match can begin.
  ///   - reach: the most bytes of both.
  /// - Returns: false when that would be too far, and nothing was widened.
  mutating func include(
    anchorOf length: Int, ahead: AnchorReach, behind: AnchorReach, reach: Rule.Reach
  ) -> Bool {
    let around = length + Self.guardLength
    let (endsWithin, beginsWithin) = (
      ahead.beyond + Self.guardLength, behind.beyond + Self.guardLength
    )
    guard ahead.bytes + around <= Self.mostBytes.before,
      behind.bytes + around <= Self.mostBytes.after,
      max(endsWithin, beginsWithin) <= Self.farthestEnd
    else { return false }
    before = max(before, ahead.bytes + around)
    after = max(after, behind.bytes + around)
    self.endsWithin = max(self.endsWithin, endsWithin)
    self.beginsWithin = max(self.beginsWithin, beginsWithin)
    farthest.before = max(farthest.before, reach.after + around)
    farthest.after = max(farthest.after, reach.before + around)
    return true
  }

  /// Widens the reach so that an anchor is seen that a change has made.
  mutating func include(anchorOf length: Int) {
    let around = length + Self.guardLength
    (before, after) = (max(before, around), max(after, around))
    farthest = (max(farthest.before, around), max(farthest.after, around))
  }

  /// The stretches of a text to search again, ascending and apart from each other.
  ///
  /// - Parameters:
  ///   - changed: ranges of the text, ascending; an empty one is a seam.
  ///   - text: which has changed.
  ///   - regions: emptied, then filled.
  func regions(
    around changed: Span<Range<Int>>, in text: Span<UInt8>, into regions: inout [Range<Int>]
  ) {
    regions.removeAll(keepingCapacity: true)
    ChangeClusters.forEach(of: changed) { append($0, in: text, to: &regions) }
  }

  private func append(_ change: Range<Int>, in text: Span<UInt8>, to regions: inout [Range<Int>]) {
    var region = start(before: change.lowerBound, text)..<end(after: change.upperBound, text)
    while let last = regions.last, last.upperBound >= region.lowerBound {
      region = min(last.lowerBound, region.lowerBound)..<max(last.upperBound, region.upperBound)
      regions.removeLast()
    }
    regions.append(region)
  }

  private func start(before index: Int, _ text: Span<UInt8>) -> Int {
    guard index >= ByteBlock.count else { return max(0, index - farthest.before) }
    let bits = Self.values(of: text, at: index - ByteBlock.count)
    let (short, long) = Self.ends(of: bits)
    let near = ~UInt64(0) << UInt64(ByteBlock.count - 1 - endsWithin)
    guard short & near != 0 else { return max(0, index - before - Self.rows.short) }
    guard long & near != 0 else { return max(0, index - before - Self.rows.long) }
    return max(0, index - farthest.before)
  }

  private func end(after index: Int, _ text: Span<UInt8>) -> Int {
    guard index + ByteBlock.count <= text.count else {
      return min(text.count, index + farthest.after)
    }
    let bits = Self.values(of: text, at: index)
    let (short, long) = Self.beginnings(of: bits)
    let near = ~UInt64(0) >> UInt64(ByteBlock.count - 1 - beginsWithin)
    guard short & near != 0 else { return min(text.count, index + after + Self.rows.short) }
    guard long & near != 0 else { return min(text.count, index + after + Self.rows.long) }
    return min(text.count, index + farthest.after)
  }

  /// The bytes that may be of a value, as `AnchorReach` has them.
  @inline(__always)
  static func values(of text: Span<UInt8>, at index: Int) -> UInt64 {
    ByteBlock.bits(of: text, at: index) { bytes in
      let areLetters =
        (bytes & ByteBlock.Bytes(repeating: 0xC0)) .== ByteBlock.Bytes(repeating: 0x40)
      let areDigits = (bytes &- ByteBlock.Bytes(repeating: 0x2B)) .< ByteBlock.Bytes(repeating: 16)
      let areOthers =
        (bytes .== ByteBlock.Bytes(repeating: UInt8(ascii: "=")))
        .| (bytes .== ByteBlock.Bytes(repeating: UInt8(ascii: "%")))
      return areLetters .| areDigits .| areOthers
    }
  }

  /// The bits up to which more than `rows.short` in a row are set, and those up to which more than `rows.long` are.
  @inline(__always)
  private static func ends(of bits: UInt64) -> (short: UInt64, long: UInt64) {
    let two = bits & bits << 1
    let four = two & two << 2
    let eight = four & four << 4
    let sixteen = eight & eight << 8
    return (sixteen & bits << 16, sixteen & sixteen << 16 & bits << 32)
  }

  /// The same for the bits from which on they are set.
  @inline(__always)
  private static func beginnings(of bits: UInt64) -> (short: UInt64, long: UInt64) {
    let two = bits & bits >> 1
    let four = two & two >> 2
    let eight = four & four >> 4
    let sixteen = eight & eight >> 8
    return (sixteen & bits >> 16, sixteen & sixteen >> 16 & bits >> 32)
  }

  /// Both of two lists of regions, each ascending, as one.
  static func join(
    _ one: [Range<Int>], _ other: [Range<Int>], into regions: inout [Range<Int>]
  ) {
    regions.removeAll(keepingCapacity: true)
    var (left, right) = (0, 0)
    while left < one.count || right < other.count {
      let isLeft =
        right == other.count
        || left < one.count && one[left].lowerBound <= other[right].lowerBound
      let next = isLeft ? one[left] : other[right]
      if isLeft { left += 1 } else { right += 1 }
      if let last = regions.last, next.lowerBound <= last.upperBound {
        regions[regions.count - 1] =
          last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        regions.append(next)
      }
    }
  }
}
