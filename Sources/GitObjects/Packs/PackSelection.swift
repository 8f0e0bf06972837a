/// What of a forest a walk visits.
struct PackSelection: Sendable {
  /// The roots that have something to visit at or below them.
  let roots: [UInt32]
  /// How many entries are visited.
  let count: Int
  /// Entries that are selected and cannot be read.
  let damaged: [UInt32]
  /// For each entry, what it is to the walk; nil when all entries below the roots are visited.
  private let marks: [Mark]?

  private enum Mark: UInt8 {
    case unneeded
    /// Something that is visited is made from it.
    case base
    case visited
  }

  /// Selects from a forest; an object that is in several packs counts in the first of them.
  init(_ forest: PackForest, _ selection: ObjectWalk.Selection) {
    switch selection {
    case .all(let kinds): self.init(forest, kinds)
    case .these(let ids): self.init(forest, ids)
    }
  }

  private init(_ forest: PackForest, _ kinds: ObjectKinds) {
    // The kind of what cannot be read is not known: whoever reads it another way sees.
    damaged = forest.damaged.keys.filter { !forest.isInEarlierPack($0) }
    guard forest.packs.count > 1 else {
      marks = nil
      roots = forest.roots.filter { kinds.contains(packed: forest.entries[Int($0)].kind) }
      count = forest.entries.count { kinds.contains(packed: $0.kind) }
      return
    }
    let visited = forest.entries.indices.filter {
      kinds.contains(packed: forest.entries[$0].kind) && !forest.isInEarlierPack(UInt32($0))
    }
    (marks, roots) = Self.mark(visited.map(UInt32.init), in: forest)
    count = visited.count
  }

  private init(_ forest: PackForest, _ ids: Set<ObjectID>) {
    var visited: [UInt32] = []
    var damaged: [UInt32] = []
    for id in ids {
      guard let entry = forest.entry(of: id) else { continue }
      if forest.entries[Int(entry)].kind == 0 {
        damaged.append(entry)
      } else {
        visited.append(entry)
      }
    }
    self.damaged = damaged
    (marks, roots) = Self.mark(visited, in: forest)
    count = visited.count
  }

  private static func mark(
    _ visited: [UInt32], in forest: PackForest
  ) -> (marks: [Mark], roots: [UInt32]) {
    var marks = [Mark](repeating: .unneeded, count: forest.entries.count)
    for entry in visited {
      var base = forest.entries[Int(entry)].base
      marks[Int(entry)] = .visited
      while base != PackForest.none, marks[Int(base)] == .unneeded {
        marks[Int(base)] = .base
        base = forest.entries[Int(base)].base
      }
    }
    return (marks, forest.roots.filter { marks[Int($0)] != .unneeded })
  }

  func isVisited(_ entry: UInt32) -> Bool {
    guard let marks else { return true }
    return marks[Int(entry)] == .visited
  }

  /// The first of an entry and its further siblings that the walk has to make.
  func firstNeeded(from entry: UInt32, in forest: PackForest) -> UInt32 {
    guard let marks else { return entry }
    var next = entry
    while next != PackForest.none, marks[Int(next)] == .unneeded {
      next = forest.entries[Int(next)].nextSibling
    }
    return next
  }
}
