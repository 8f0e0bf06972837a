/// Changes of a text that stand so close that they are searched as one: a few bytes cost less than another start.
enum ChangeClusters {
  private static let worthwhileGap = 128

  /// Calls `body` for each cluster, in the order of the text.
  ///
  /// - Parameters:
  ///   - changed: ranges of the text, ascending; an empty one is a seam.
  ///   - body: gets the range from the first change of a cluster to its last.
  @inline(__always)
  static func forEach(of changed: Span<Range<Int>>, _ body: (Range<Int>) -> Void) {
    guard changed.count > 0 else { return }
    var current = changed[0]
    for index in 1..<changed.count {
      let next = changed[index]
      if next.lowerBound <= current.upperBound + worthwhileGap {
        current = current.lowerBound..<max(current.upperBound, next.upperBound)
      } else {
        body(current)
        current = next
      }
    }
    body(current)
  }
}
