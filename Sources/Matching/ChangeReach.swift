internal import Rules

/// How far from a change of a text something can be found, or be found no more, because of it.
///
/// What the rules look for is made of few words, a key of one. So no region around a change reaches further than so many
/// words on either side, and most words are short.
struct ChangeReach: Sendable, Hashable {
  /// Bytes before the change and after it in which anchors have to be sought.
  private(set) var before = 0
  private(set) var after = 0
  /// Words on either side that can be of one match with the change, the one included in which it lies.
  private(set) var words = 1

  /// What patterns look back or ahead beyond the window that they are run in: guards such as `(?<![A-Za-z0-9])`.
  private static let guardLength = 8

  /// Widens the reach so that an anchor is seen whenever a change is near enough to matter to its window.
  ///
  /// - Parameters:
  ///   - length: of the anchor, in bytes.
  ///   - reach: what the pattern needs to see before and after the anchor.
  ///   - words: of which a match is made at most; nil when that is not known.
  mutating func include(anchorOf length: Int, _ reach: Rule.Reach, words: Int?) {
    before = max(before, length + reach.after + Self.guardLength)
    after = max(after, length + reach.before + Self.guardLength)
    self.words = max(self.words, words ?? .max)
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
    let start = start(before: change.lowerBound, in: text)
    let end = end(after: change.upperBound, in: text)
    if let last = regions.last, start <= last.upperBound {
      regions[regions.count - 1] = last.lowerBound..<max(last.upperBound, end)
    } else {
      regions.append(start..<end)
    }
  }

  private func start(before index: Int, in text: Span<UInt8>) -> Int {
    let limit = max(0, index - before)
    guard words < Self.mostWords else { return limit }
    guard index >= ByteBlock.count else { return start(before: index, to: limit, in: text) }
    let block = index - ByteBlock.count
    let bits = ByteBlock.words(of: text, at: block)
    // Before the first byte of each word; what is longer than the block reaches as far as it may.
    var beginnings = ~bits & bits >> 1
    for _ in 1..<words where beginnings != 0 {
      beginnings &= ~(1 << UInt64(63 - beginnings.leadingZeroBitCount))
    }
    guard beginnings != 0 else { return limit }
    let place = 63 - beginnings.leadingZeroBitCount
    let gap = (bits << UInt64(63 - place)).leadingZeroBitCount
    return max(limit, block + place + 1 - min(Self.mark, gap))
  }

  private func end(after index: Int, in text: Span<UInt8>) -> Int {
    let limit = min(text.count, index + after)
    guard words < Self.mostWords else { return limit }
    guard index + ByteBlock.count <= text.count else {
      return end(after: index, to: limit, in: text)
    }
    let bits = ByteBlock.words(of: text, at: index)
    // Behind the last byte of each word.
    var ends = ~bits & bits << 1
    for _ in 1..<words { ends &= ends &- 1 }
    guard ends != 0 else { return limit }
    let place = ends.trailingZeroBitCount
    let gap = (bits >> UInt64(place)).trailingZeroBitCount
    return min(limit, index + place + min(Self.mark, gap))
  }

  // The same, byte by byte, where the text ends within a block.

  private func start(before index: Int, to limit: Int, in text: Span<UInt8>) -> Int {
    var index = index
    for _ in 0..<words {
      guard index > limit else { return index }
      while index > limit, !text[index - 1].isOfWord { index -= 1 }
      while index > limit, text[index - 1].isOfWord { index -= 1 }
    }
    let end = max(limit, index - Self.mark)
    while index > end, !text[index - 1].isOfWord { index -= 1 }
    return index
  }

  private func end(after index: Int, to limit: Int, in text: Span<UInt8>) -> Int {
    var index = index
    for _ in 0..<words {
      guard index < limit else { return index }
      while index < limit, !text[index].isOfWord { index += 1 }
      while index < limit, text[index].isOfWord { index += 1 }
    }
    let end = min(limit, index + Self.mark)
    while index < end, !text[index].isOfWord { index += 1 }
    return index
  }

  /// More of them are not counted, since they are no shorter than the reach in bytes.
  private static let mostWords = 12
  /// Bytes that may stand beside the last word and belong to the match: padding, a quote with a parenthesis, an escape.
  private static let mark = 4
}
