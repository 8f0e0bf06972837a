internal import Rules

/// How far from a change of a text something can be found, or be found no more, because of it.
struct ChangeReach: Sendable, Hashable {
  /// Bytes before the change and after it in which anchors have to be sought.
  private(set) var before = 0
  private(set) var after = 0

  /// What patterns look back or ahead beyond the window that they are run in: guards such as `(?<![A-Za-z0-9])`.
  private static let guardLength = 8

  /// Widens the reach so that an anchor is seen whenever a change is near enough to matter to its window.
  ///
  /// - Parameters:
  ///   - length: of the anchor, in bytes.
  ///   - reach: what the pattern needs to see before and after the anchor.
  mutating func include(anchorOf length: Int, _ reach: Rule.Reach) {
    before = max(before, length + reach.after + Self.guardLength)
    after = max(after, length + reach.before + Self.guardLength)
  }

  /// The stretches of a text to search again, ascending and apart from each other.
  ///
  /// - Parameters:
  ///   - changed: ranges of the text, ascending; an empty one is a seam.
  ///   - count: bytes of the text.
  ///   - regions: emptied, then filled.
  func regions(around changed: Span<Range<Int>>, in count: Int, into regions: inout [Range<Int>]) {
    regions.removeAll(keepingCapacity: true)
    guard changed.count > 0 else { return }
    // Close neighbours are one region: a few bytes cost less than another start.
    var current = region(around: changed[0], in: count)
    for index in 1..<changed.count {
      let next = region(around: changed[index], in: count)
      if next.lowerBound <= current.upperBound + Self.worthwhileGap {
        current = current.lowerBound..<max(current.upperBound, next.upperBound)
      } else {
        regions.append(current)
        current = next
      }
    }
    regions.append(current)
  }

  private static let worthwhileGap = 128

  private func region(around change: Range<Int>, in count: Int) -> Range<Int> {
    max(0, change.lowerBound - before)..<min(count, change.upperBound + after)
  }
}
