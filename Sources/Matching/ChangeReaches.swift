internal import Rules

/// How far around a change each kind of anchor has to be sought.
struct ChangeReaches: Sendable {
  /// For rules that name their anchors, and for what is encoded or in pieces.
  var words = ChangeReach()
  /// For patterns that end with a value.
  var values = ValueReach()
  /// For the few others, where the text had one of them before it changed.
  private(set) var far = ChangeReach()
  /// Bytes of the longest of those.
  private(set) var longestFar = 0

  /// Widens the reach for an anchor that can be far from what matters to it.
  ///
  /// - Parameters:
  ///   - length: of the anchor, in bytes.
  ///   - reach: what the pattern needs to see before and after the anchor.
  mutating func include(farAnchorOf length: Int, _ reach: Rule.Reach) {
    far.include(anchorOf: length, reach, words: nil)
    longestFar = max(longestFar, length)
    // What the change itself has made.
    values.include(anchorOf: length)
  }
}
