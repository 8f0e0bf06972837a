/// What can be told of the bytes that all matches of a pattern are made of.
///
/// Lookaheads, lookbehinds and other places where something holds count for nothing.
package struct PatternShape: Sendable {
  private let elements: [PatternNode]

  /// Reads a pattern; nil when something in it is not understood.
  package init?(_ source: String) {
    guard let elements = PatternParser.elements(of: source) else { return nil }
    self.elements = elements.map(\.node)
  }

  /// The most words that a match is made of, or part of: bytes in a row that are all of one kind.
  ///
  /// - Parameter isPart: tells the bytes of words.
  /// - Returns: never too few; nil when there is no limit.
  package func mostWords(of isPart: (UInt8) -> Bool) -> Int? {
    let parts = ByteMembers((0...255).filter(isPart))
    return Words(of: .sequence(elements), parts)?.count
  }

  /// How every match begins.
  ///
  /// - Parameter isMember: tells the bytes that it begins with.
  /// - Returns: the fewest of them in a row, and the most bytes that follow behind; nil when that has no limit.
  package func beginning(of isMember: (UInt8) -> Bool) -> (least: Int, rest: Int)? {
    let strangers = ByteMembers((0...255).filter { !isMember($0) })
    let stretch = elements.prefix { !$0.bytes.meets(strangers) }
    let rest = PatternNode.sequence(Array(elements[stretch.count...]))
    return rest.longest.map { (PatternNode.sequence(Array(stretch)).shortest, $0) }
  }
}

/// How many words a part of a pattern stands for, and whether it joins the words beside it.
private struct Words {
  var count: Int
  /// Whether it begins or ends with a byte of a word, unless it is empty.
  var begins: Bool
  var ends: Bool

  private static let none = Words(count: 0, begins: false, ends: false)

  init(count: Int, begins: Bool, ends: Bool) {
    (self.count, self.begins, self.ends) = (count, begins, ends)
  }

  init?(of node: PatternNode, _ parts: ByteMembers) {
    switch node {
    case .assertion, .wordBoundary: self = .none
    case .byte(let members):
      let isWord = !members.meets(parts.inverted)
      self.init(count: members.meets(parts) ? 1 : 0, begins: isWord, ends: isWord)
    case .sequence(let nodes):
      var words: Words?
      for node in nodes where node.longest != 0 {
        guard let next = Words(of: node, parts) else { return nil }
        words = words.map { $0.followed(by: next) } ?? next
      }
      self = words ?? .none
    case .choice(let nodes):
      var words: Words?
      for node in nodes where node.longest != 0 {
        guard let next = Words(of: node, parts) else { return nil }
        words = words.map { $0.or(next) } ?? next
      }
      self = words ?? .none
    case .repetition(let node, _, let most):
      guard node.longest != 0, most != 0, let once = Words(of: node, parts) else {
        guard node.longest == 0 || most == 0 else { return nil }
        self = .none
        return
      }
      self = once
      guard once.count > 0, !(once.count == 1 && once.begins && once.ends) else { return }
      guard let most, most <= Self.mostRepetitions else { return nil }
      // Every other byte at most, where it is a byte that may be one of a word.
      count = node.longest == 1 ? (most + 1) / 2 : once.count * most
    }
    guard count <= Self.mostRepetitions else { return nil }
  }

  /// More is as good as no limit.
  private static let mostRepetitions = 1000

  private func followed(by next: Words) -> Words {
    Words(
      count: count + next.count - (ends && next.begins ? 1 : 0), begins: begins, ends: next.ends)
  }

  private func or(_ other: Words) -> Words {
    Words(
      count: max(count, other.count), begins: begins && other.begins, ends: ends && other.ends)
  }
}
