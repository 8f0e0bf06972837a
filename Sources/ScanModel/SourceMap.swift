/// Where the bytes of a text stood in another that it was made from: decoded, unescaped, joined.
package struct SourceMap: Hashable, Sendable {
  /// A stretch that was made from another; the parts of both correspond in proportion.
  private struct Piece: Hashable {
    let text: Range<Int>
    let origin: Range<Int>
  }

  /// One for each text on the way to the outermost, that one last; each list is in the order of its text.
  private var steps: [[Piece]] = [[]]

  package init() {}

  /// Notes what the next bytes of the text were made from.
  ///
  /// - Parameters:
  ///   - count: how many bytes of the text, more than none.
  ///   - origin: after all that was noted before.
  package mutating func append(_ count: Int, from origin: Range<Int>) {
    guard count > 0 else { return }
    let start = steps[0].last?.text.upperBound ?? 0
    if let last = steps[0].last, last.text.count == last.origin.count,
      last.origin.upperBound == origin.lowerBound, origin.count == count
    {
      steps[0][steps[0].count - 1] = Piece(
        text: last.text.lowerBound..<start + count,
        origin: last.origin.lowerBound..<origin.upperBound)
    } else {
      steps[0].append(Piece(text: start..<start + count, origin: origin))
    }
  }

  /// The map of a text that was made from a text with a map of its own.
  package func within(_ outer: SourceMap) -> SourceMap {
    var map = self
    map.steps += outer.steps
    return map
  }

  /// The bytes of the outermost text that a range was made from, with all that stands between them.
  package func origin(of range: Range<Int>) -> Range<Int> {
    steps.reduce(range) { range, pieces in
      let start = Self.origin(of: range.lowerBound, in: pieces)
      guard !range.isEmpty else { return start..<start }
      return start..<max(start, Self.originEnd(of: range.upperBound, in: pieces))
    }
  }

  private static func origin(of offset: Int, in pieces: [Piece]) -> Int {
    guard let piece = piece(holding: offset, in: pieces) else {
      return pieces.last?.origin.upperBound ?? 0
    }
    let inside = max(0, offset - piece.text.lowerBound)
    return piece.origin.lowerBound + inside * piece.origin.count / piece.text.count
  }

  private static func originEnd(of offset: Int, in pieces: [Piece]) -> Int {
    guard let piece = piece(holding: offset - 1, in: pieces) else {
      return pieces.last?.origin.upperBound ?? 0
    }
    let inside = max(0, offset - piece.text.lowerBound)
    let share = inside * piece.origin.count + piece.text.count - 1
    return min(piece.origin.upperBound, piece.origin.lowerBound + share / piece.text.count)
  }

  /// The piece that holds a byte of the text, or the next one.
  private static func piece(holding offset: Int, in pieces: [Piece]) -> Piece? {
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].text.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count ? pieces[low] : nil
  }
}
