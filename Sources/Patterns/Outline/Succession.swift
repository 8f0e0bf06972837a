/// The bytes that have to follow a text in every match, as far as a line of sets tells.
///
/// Whatever matches the pattern fits, and much else does: branches of a choice are laid over each other, and what comes
/// after some dozens of bytes is left out. In return a few instructions a byte check it.
package struct Succession: Hashable, Sendable {
  /// One byte of a set.
  struct Cell: Hashable, Sendable {
    let members: ByteMembers
    /// Whether the bytes may go on without it.
    var isOptional = false
    /// Whether it may repeat without limit.
    var isEndless = false
  }

  private(set) var cells: [Cell] = []
  /// Whether what comes after the cells is not known.
  private var isCut = false

  /// One bit each in `SuccessionCheck`, and one more for its carry.
  private static let most = 62
  /// Branches that differ more in length than so are not laid over each other.
  private static let mostOptional = 8

  /// Lays out what nodes match, one after the other.
  init(of nodes: [PatternNode]) {
    for node in nodes { append(node) }
    // What may be missing at the end need not be there.
    while cells.last?.isOptional == true { cells.removeLast() }
  }

  private init(ofBranch node: PatternNode) { append(node) }

  /// The sets of the first bytes, one after the other: as many as have to follow, `most` at most.
  package func firstBytes(_ most: Int) -> [ByteMembers] {
    let least = cells.count { !$0.isOptional }
    return (0..<min(most, least)).map(members(at:))
  }

  private mutating func add(_ cell: Cell) {
    guard !isCut else { return }
    guard cells.count < Self.most else {
      isCut = true
      return
    }
    cells.append(cell)
  }

  private mutating func append(_ node: PatternNode) {
    guard !isCut else { return }
    switch node {
    case .assertion, .wordBoundary: return
    case .byte(let members): add(Cell(members: members))
    case .sequence(let parts): for part in parts { append(part) }
    case .choice(let branches): append(anyOf: branches.map(Succession.init(ofBranch:)))
    case .repetition(let part, let least, let most):
      let longest = part.longest
      guard longest != 0, most != 0 else { return }
      for _ in 0..<min(least, Self.most + 1) { append(part) }
      let members = part.bytes
      if longest == 1, let most {
        for _ in 0..<min(most - least, Self.most + 1) {
          add(Cell(members: members, isOptional: true))
        }
      } else if most.map({ $0 > least }) ?? true {
        add(Cell(members: members, isOptional: true, isEndless: true))
      }
    }
  }

  /// Byte by byte, what any of the branches has there.
  private mutating func append(anyOf branches: [Succession]) {
    let least = branches.map { branch in branch.cells.count { !$0.isOptional } }.min() ?? 0
    for place in 0..<least { add(Cell(members: Self.members(of: branches, at: place))) }
    if branches.contains(where: \.isCut) { isCut = true }
    let lengths = branches.map { branch in
      branch.cells.contains(where: \.isEndless) ? nil : branch.cells.count
    }
    guard !lengths.contains(nil), let longest = lengths.compactMap(\.self).max(),
      longest - least <= Self.mostOptional
    else {
      let all = branches.flatMap(\.cells).reduce(ByteMembers()) { $0.union($1.members) }
      return add(Cell(members: all, isOptional: true, isEndless: true))
    }
    for place in least..<max(least, longest) {
      add(Cell(members: Self.members(of: branches, at: place), isOptional: true))
    }
  }

  private static func members(of branches: [Succession], at place: Int) -> ByteMembers {
    branches.reduce(ByteMembers()) { $0.union($1.members(at: place)) }
  }

  /// The bytes that can stand at a place.
  private func members(at place: Int) -> ByteMembers {
    var steps = Steps(cells)
    for _ in 0..<place { steps.advance() }
    return cells.indices.reduce(ByteMembers()) { members, index in
      steps.next >> UInt64(index) & 1 == 1 ? members.union(cells[index].members) : members
    }
  }

  /// Which cells the next byte can be of: a bit for each.
  struct Steps {
    private(set) var next: UInt64
    let optional: UInt64
    let endless: UInt64

    init(_ cells: [Cell]) {
      var (optional, endless): (UInt64, UInt64) = (0, 0)
      for (index, cell) in cells.enumerated() {
        if cell.isOptional { optional |= 1 << UInt64(index) }
        if cell.isEndless { endless |= 1 << UInt64(index) }
      }
      (self.optional, self.endless) = (optional, endless)
      next = Self.reachable(from: 1, optional)
    }

    /// As if the byte was of any of them.
    mutating func advance() {
      next = Self.reachable(from: next << 1 | next & endless, optional)
    }

    /// Also what comes after cells that may be missing.
    ///
    /// Adding a cell's bit to the bits of a row of such cells carries it to the end of the row and one further: the bits
    /// that change are the cells that are reached.
    @inline(__always)
    static func reachable(from cells: UInt64, _ optional: UInt64) -> UInt64 {
      cells | ((optional &+ (cells & optional)) ^ optional)
    }
  }
}

/// Many successions, ready to be checked; without references but for one table.
package struct SuccessionCheck: Sendable {
  /// What is asked of one of them.
  private struct Plan: Sendable {
    let first: UInt64
    let optional: UInt64
    let endless: UInt64
    let last: UInt64
    /// Where its masks begin.
    let masks: Int
  }

  private var plans: [Plan] = []
  /// For each succession and each byte, the cells that it can be of.
  private var masks: [UInt64] = []
  private var known: [Succession: Int] = [:]

  /// How far behind its beginning a succession is followed, in bytes.
  package static let farthest = 256

  package init() {}

  /// Takes a succession in.
  ///
  /// - Returns: its number, for `fits`; nil when it asks for nothing.
  package mutating func add(_ succession: Succession) -> Int? {
    if let number = known[succession] { return number }
    let cells = succession.cells
    guard !cells.isEmpty else { return nil }
    let steps = Succession.Steps(cells)
    plans.append(
      Plan(
        first: steps.next, optional: steps.optional, endless: steps.endless,
        last: 1 << UInt64(cells.count - 1), masks: masks.count))
    for byte in UInt8.min...UInt8.max {
      masks.append(
        cells.enumerated().reduce(0) { bits, cell in
          cell.element.members.contains(byte) ? bits | 1 << UInt64(cell.offset) : bits
        })
    }
    known[succession] = plans.count - 1
    return plans.count - 1
  }

  /// Whether a succession may begin at a place of a text.
  package func fits(_ number: Int, in text: Span<UInt8>, at start: Int) -> Bool {
    let plan = plans[number]
    var cells = plan.first
    let end = min(text.count, start + Self.farthest)
    var index = start
    while index < end {
      cells &= masks[plan.masks + Int(text[index])]
      if cells & plan.last != 0 { return true }
      if cells == 0 { return false }
      cells = Succession.Steps.reachable(from: cells << 1 | cells & plan.endless, plan.optional)
      index += 1
    }
    return start + Self.farthest <= text.count
  }
}
