/// A pattern as far as it matters for what its matches hold; groups are left out.
indirect enum PatternNode: Sendable {
  /// One byte of a set.
  case byte(ByteMembers)
  /// Nothing, at a place where something holds: `^`, a lookahead.
  case assertion
  /// `\b`.
  case wordBoundary
  case sequence([PatternNode])
  case choice([PatternNode])
  /// nil: as often as there is more of it.
  case repetition(PatternNode, least: Int, most: Int?)

  /// The most bytes that a match can have; nil when there is no limit.
  var longest: Int? { longest(endless: nil) }

  /// The most bytes of a match in which nothing that repeats without limit is longer than `endless`.
  func longest(endless: Int?) -> Int? {
    switch self {
    case .byte: return 1
    case .assertion, .wordBoundary: return 0
    case .sequence(let parts): return Self.sum(parts.map { $0.longest(endless: endless) })
    case .choice(let branches):
      let lengths = branches.map { $0.longest(endless: endless) }
      return lengths.contains(nil) ? nil : lengths.compactMap(\.self).max() ?? 0
    case .repetition(let part, let least, let most):
      let longest = part.longest(endless: endless)
      guard longest != 0 else { return 0 }
      guard let most else { return endless.map { max($0, part.shortest &* least) } }
      guard let longest else { return nil }
      let product = longest.multipliedReportingOverflow(by: most)
      return product.overflow ? nil : product.partialValue
    }
  }

  /// The fewest bytes that a match can have.
  var shortest: Int {
    switch self {
    case .byte: 1
    case .assertion, .wordBoundary: 0
    case .sequence(let parts): parts.reduce(0) { $0 &+ $1.shortest }
    case .choice(let branches): branches.map(\.shortest).min() ?? 0
    case .repetition(let part, let least, _): part.shortest &* least
    }
  }

  /// The bytes that can be in what repeats without limit; empty when nothing does.
  var endless: ByteMembers {
    switch self {
    case .byte, .assertion, .wordBoundary: ByteMembers()
    case .sequence(let parts), .choice(let parts):
      parts.reduce(ByteMembers()) { $0.union($1.endless) }
    case .repetition(let part, _, let most): most == nil ? part.bytes : part.endless
    }
  }

  /// The bytes that can be in a match.
  var bytes: ByteMembers {
    switch self {
    case .byte(let members): members
    case .assertion, .wordBoundary: ByteMembers()
    case .sequence(let parts), .choice(let parts):
      parts.reduce(ByteMembers()) { $0.union($1.bytes) }
    case .repetition(let part, _, _): part.bytes
    }
  }

  private static func sum(_ lengths: [Int?]) -> Int? {
    lengths.reduce(0) { sum, length in
      guard let sum, let length else { return nil }
      let total = sum.addingReportingOverflow(length)
      return total.overflow ? nil : total.partialValue
    }
  }
}
