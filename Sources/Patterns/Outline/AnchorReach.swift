/// How far a match goes on to one side of its anchor.
///
/// The bytes of a value stand in a row without blanks, quotes or parentheses, and it is most of the length that a match
/// can have; in most texts no row is as long. So the two are told apart.
package struct AnchorReach: Hashable, Sendable {
  /// The most bytes besides the value.
  package private(set) var bytes = 0
  /// How many of them can stand beyond it, seen from the anchor.
  package private(set) var beyond = 0
  /// The most bytes of the value; 0 where there is none, nil where it has no limit.
  package private(set) var value: Int? = 0

  /// Fewer bytes are counted as they are.
  private static let shortestValue = 17

  private static let members = ByteMembers((UInt8.min...UInt8.max).filter(isOfValue))

  /// Whether a byte can be one of a value: few comparisons tell it, and so there are some more than values have.
  package static func isOfValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+")...UInt8(ascii: ":"), 0x40...0x7F, UInt8(ascii: "="), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  /// Follows nodes away from an anchor; nil when they have no limit but for a value, or may be two of them.
  ///
  /// - Parameters:
  ///   - nodes: in the order of the pattern.
  ///   - backwards: whether the anchor stands behind them.
  init?(along nodes: [PatternNode], backwards: Bool = false) {
    let parts = Self.flattened(nodes)
    var row: Int? = 0
    for node in backwards ? parts.reversed() : parts where node.longest != 0 {
      if !node.bytes.meets(Self.members.inverted) {
        row = Self.sum(row, node.longest)
        continue
      }
      guard let longest = node.longest, end(row), let total = Self.sum(bytes, longest),
        let rest = Self.sum(beyond, longest)
      else { return nil }
      row = 0
      bytes = total
      if value != 0 { beyond = rest }
    }
    guard end(row) else { return nil }
  }

  /// Takes in what stood in a row.
  private mutating func end(_ row: Int?) -> Bool {
    if let row, row < Self.shortestValue {
      bytes += row
      if value != 0 { beyond += row }
      return true
    }
    guard value == 0 else { return false }
    value = row
    return true
  }

  private static func flattened(_ nodes: [PatternNode]) -> [PatternNode] {
    nodes.flatMap { node in
      if case .sequence(let parts) = node { flattened(parts) } else { [node] }
    }
  }

  private static func sum(_ one: Int?, _ other: Int?) -> Int? {
    guard let one, let other else { return nil }
    let sum = one.addingReportingOverflow(other)
    return sum.overflow ? nil : sum.partialValue
  }
}
