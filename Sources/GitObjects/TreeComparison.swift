/// A blob that a tree has at a path where no tree that it is compared with has it.
package struct AddedEntry: Hashable, Sendable {
  package let path: [UInt8]
  package let mode: UInt32
  package let kind: EntryKind
  package let id: ObjectID
  /// What the other trees have at this path, those that have a file there; empty when none has.
  package let replaced: [ObjectID]
}

/// What one tree holds that others do not; against each parent of a commit, it is what the commit itself brings in.
package struct TreeDifference: Sendable {
  /// In the order of the tree: files, links and gitlinks.
  package var added: [AddedEntry] = []
  /// Blobs at paths that the tree has no more: together with `added`, a rename.
  package var removed: Set<ObjectID> = []
}

extension Repository {
  /// Compares a tree with others at once: an entry counts as added when no other tree has the same at its path.
  ///
  /// - Parameters:
  ///   - tree: the newer tree; nil stands for an empty one.
  ///   - others: the trees of the parents; with none, everything is added.
  ///   - limit: how many entries to look at before it is an error.
  /// - Returns: what was added, and what is gone.
  /// - Throws: `GitError` when a tree cannot be read, or nests or multiplies beyond what git itself could check out.
  package func difference(
    of tree: ObjectID?, from others: [ObjectID], limit: Int = TreeComparison.maximumEntries
  ) throws(GitError) -> TreeDifference {
    guard let tree else {
      var comparison = TreeComparison(repository: self, limit: limit)
      for other in others { try comparison.remove(folder: other, depth: 0) }
      return comparison.difference
    }
    guard !others.contains(tree) else { return TreeDifference() }
    var comparison = TreeComparison(repository: self, limit: limit)
    try comparison.compare(tree, with: others, depth: 0)
    return comparison.difference
  }
}

package struct TreeComparison {
  /// Git's own bound on nested folders (core.maxTreeDepth).
  static let maximumDepth = 2048
  /// More entries than any real checkout; a tree that holds itself many times over would never end.
  package static let maximumEntries = 20_000_000

  private let repository: Repository
  private(set) var difference = TreeDifference()
  private var path: [UInt8] = []
  private let limit: Int
  private var visitedEntries = 0

  init(repository: Repository, limit: Int) {
    self.repository = repository
    self.limit = limit
  }

  /// Compares two folders that both sides, or some of them, have at the current path.
  mutating func compare(
    _ tree: ObjectID, with others: [ObjectID], depth: Int
  ) throws(GitError) {
    try checkDepth(depth, tree)
    var cursors: [TreeCursor] = []
    for other in others { cursors.append(TreeCursor(try repository.tree(other))) }
    var entries = try repository.tree(tree).makeIterator()
    while true {
      Self.skipCommon(&entries, &cursors)
      guard let entry = entries.next() else { break }
      try countEntry(tree)
      var same: [TreeEntry] = []
      for index in cursors.indices {
        for gone in cursors[index].skip(before: entry) { try remove(gone, depth: depth) }
        if let match = cursors[index].take(matching: entry) { same.append(match) }
      }
      guard !same.contains(where: { $0.id == entry.id }) else { continue }
      if entry.kind == .folder {
        let parentCount = path.count
        path += entry.name
        path.append(UInt8(ascii: "/"))
        try compare(entry.id, with: same.map(\.id), depth: depth + 1)
        path.removeLast(path.count - parentCount)
      } else {
        add(entry, replaced: same)
      }
    }
    for index in cursors.indices {
      for gone in cursors[index].rest() { try remove(gone, depth: depth) }
    }
  }

  /// How far to look at once: far enough to be quick, and not again and again over a large tree where only one differs.
  private static let stride = 4096

  /// Moves on behind the entries that come next in all trees alike: most of two versions of a folder.
  private static func skipCommon(_ entries: inout Tree.Iterator, _ cursors: inout [TreeCursor]) {
    guard !cursors.isEmpty else { return }
    while true {
      var common = stride
      for cursor in cursors {
        guard let ahead = cursor.ahead else { return }
        common = entries.commonByteCount(with: ahead, limit: common)
      }
      let count = entries.wholeEntries(in: common)
      guard count > 0 else { return }
      entries.skip(count)
      for index in cursors.indices { cursors[index].skip(count) }
    }
  }

  /// Notes every blob of a folder as removed.
  mutating func remove(folder id: ObjectID, depth: Int) throws(GitError) {
    try checkDepth(depth, id)
    for entry in try repository.tree(id) {
      try countEntry(id)
      try remove(entry, depth: depth)
    }
  }

  private mutating func remove(_ entry: TreeEntry, depth: Int) throws(GitError) {
    if entry.kind == .folder {
      try remove(folder: entry.id, depth: depth + 1)
    } else {
      difference.removed.insert(entry.id)
    }
  }

  private mutating func add(_ entry: TreeEntry, replaced: [TreeEntry]) {
    difference.added.append(
      AddedEntry(
        path: path + entry.name, mode: entry.mode, kind: entry.kind, id: entry.id,
        replaced: replaced.filter(\.kind.isBlob).map(\.id)))
  }

  private mutating func countEntry(_ tree: ObjectID) throws(GitError) {
    visitedEntries += 1
    guard visitedEntries <= limit else {
      throw GitError(.corrupt, "read tree \(tree)", "more than \(limit) entries")
    }
  }

  private func checkDepth(_ depth: Int, _ tree: ObjectID) throws(GitError) {
    guard depth <= Self.maximumDepth else {
      throw GitError(
        .corrupt, "read tree \(tree)", "folders nested deeper than \(Self.maximumDepth)")
    }
  }
}

/// A tree walked in step with another.
private struct TreeCursor {
  private var entries: Tree.Iterator
  /// Where `current` begins.
  private var afterLast: Tree.Iterator
  private var current: TreeEntry?

  init(_ tree: Tree) {
    entries = tree.makeIterator()
    afterLast = entries
    advance()
  }

  private mutating func advance() {
    afterLast = entries
    current = entries.next()
  }

  /// Walks what comes next, `current` included; nil at the end.
  var ahead: Tree.Iterator? { current == nil ? nil : afterLast }

  mutating func skip(_ count: Int) {
    entries = afterLast
    entries.skip(count)
    advance()
  }

  /// The entries that sort before `entry`: the other side does not have them.
  mutating func skip(before entry: TreeEntry) -> [TreeEntry] {
    var skipped: [TreeEntry] = []
    while let candidate = current, candidate.isOrdered(before: entry) {
      skipped.append(candidate)
      advance()
    }
    return skipped
  }

  /// The entry of the same name, and folder for folder, if it is the next.
  mutating func take(matching entry: TreeEntry) -> TreeEntry? {
    guard let candidate = current, candidate.name == entry.name,
      (candidate.kind == .folder) == (entry.kind == .folder)
    else { return nil }
    advance()
    return candidate
  }

  mutating func rest() -> [TreeEntry] {
    var rest: [TreeEntry] = []
    while let candidate = current {
      rest.append(candidate)
      advance()
    }
    return rest
  }
}
