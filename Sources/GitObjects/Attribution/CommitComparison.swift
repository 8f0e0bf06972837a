/// Compares the compact trees of a commit with those of its parents, and notes what differs.
struct CommitComparison {
  /// More steps than any history takes; hostile trees can take any number.
  static let maximumSteps = 200_000_000

  private let trees: CompactTrees
  private var stepsLeft = Self.maximumSteps
  private var pending: [Folder] = []
  private var cursors: [Range<Int>] = []

  /// A folder that differs: its node in the commit and in each parent.
  private struct Folder {
    let path: UInt32
    let nodes: [UInt32]
  }

  init(_ trees: CompactTrees) {
    self.trees = trees
  }

  /// Whether the work was given up.
  var isExhausted: Bool { stepsLeft < 0 }

  /// Notes what a commit introduces and removes, and in what else it differs from a parent.
  ///
  /// - Parameters:
  ///   - nodes: the root of the commit, then of each parent.
  ///   - commit: its number.
  ///   - ledger: where it is noted.
  mutating func compare(_ nodes: [UInt32], commit: Int, into ledger: inout PlaceLedger) {
    pending.append(Folder(path: PlaceLedger.root, nodes: nodes))
    while let folder = pending.popLast(), stepsLeft >= 0 {
      compare(folder, commit: commit, into: &ledger)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Walks the entries of all nodes in step, by name.
  private mutating func compare(
    _ folder: Folder, commit: Int, into ledger: inout PlaceLedger
  ) {
    cursors.removeAll(keepingCapacity: true)
    for node in folder.nodes { cursors.append(trees.range(of: node)) }
    while stepsLeft >= 0 {
      stepsLeft -= cursors.count
      if passEqualEntries() { continue }
      guard let key = nextKey else { return }
      var entries: [ArraySlice<CompactTrees.Entry>] = []
      for index in cursors.indices { entries.append(trees.entries[take(key, index)]) }
      guard let entry = entries.lazy.compactMap(\.first).first,
        let path = ledger.path(entry.name, in: folder.path)
      else { continue }
      if entry.kind == .folder {
        pending.append(
          Folder(path: path, nodes: entries.map { $0.first?.target ?? CompactTrees.empty }))
      } else {
        note(entries, at: path, commit: commit, into: &ledger)
      }
    }
  }

  private var nextKey: UInt64? {
    cursors.lazy.compactMap { $0.first.map { trees.entries[$0].key } }.min()
  }

  /// Moves all cursors on when they stand at the same entry, as they do nearly always.
  @inline(__always)
  private mutating func passEqualEntries() -> Bool {
    guard let own = cursors[0].first else { return false }
    for cursor in cursors.dropFirst() {
      guard let other = cursor.first, trees.entries[other] == trees.entries[own] else {
        return false
      }
    }
    guard cursors.count > 1 else { return false }
    for index in cursors.indices {
      cursors[index] = cursors[index].lowerBound + 1..<cursors[index].upperBound
    }
    return true
  }

  /// The entries of a name in one of the nodes; its cursor moves past them.
  private mutating func take(_ key: UInt64, _ index: Int) -> Range<Int> {
    let start = cursors[index].lowerBound
    var end = start
    while end < cursors[index].upperBound, trees.entries[end].key == key { end += 1 }
    cursors[index] = end..<cursors[index].upperBound
    return start..<end
  }

  /// Notes for each blob that stands under a name, here or in a parent, what the commit did to it.
  private func note(
    _ entries: [ArraySlice<CompactTrees.Entry>], at path: UInt32, commit: Int,
    into ledger: inout PlaceLedger
  ) {
    let (own, parents) = (entries[0], entries.dropFirst())
    for blob in Set(entries.joined().map(\.target)).sorted() {
      let kinds = own.filter { $0.target == blob }.map(\.kind)
      let before = parents.map { $0.filter { $0.target == blob }.map(\.kind) }
      let change: PlaceLedger.Change
      if kinds.isEmpty {
        change = before.contains([]) ? .other : .removed
      } else if before.allSatisfy(\.isEmpty) {
        change = .introduced
      } else if before.allSatisfy({ $0 == kinds }) {
        continue
      } else {
        // A merge that takes one side, or nothing but another mode.
        change = .other
      }
      ledger.note(change, of: blob, at: path, by: commit)
    }
  }
}
