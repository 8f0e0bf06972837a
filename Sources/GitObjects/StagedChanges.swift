/// What the index holds that HEAD does not.
package struct StagedChanges: Sendable {
  /// New or changed entries in the order of the index; every stage of an unmerged path.
  package var added: [StagedEntry] = []
  /// Blobs at paths that the index has no more: together with `added`, a rename.
  package var removed: Set<ObjectID> = []
  /// Paths in HEAD's tree that the index has no more.
  package var removedPaths: [[UInt8]] = []
}

/// An entry of the index that differs from HEAD.
package struct StagedEntry: Hashable, Sendable {
  package let path: [UInt8]
  package let mode: UInt32
  package let kind: EntryKind
  package let id: ObjectID
  /// 0, or 1 to 3 for the sides of a conflict.
  package let stage: UInt8
  /// The blob that HEAD has at this path, if it has one.
  package let replaced: ObjectID?
}

extension Repository {
  /// Compares the index with the commit at HEAD, as `git diff --cached` does.
  ///
  /// Folders whose tree the index remembers and HEAD shares are not looked into: a few trees are read, not all.
  ///
  /// - Throws: `GitError` when HEAD or one of its trees cannot be read.
  package func stagedChanges(of index: GitIndex) throws(GitError) -> StagedChanges {
    let head = try headCommit()
    let tree: ObjectID? = if let head { try commit(head).tree } else { nil }
    var comparison = StagedComparison(repository: self, index: index)
    try comparison.compare(
      index.entries.indices, with: tree, cached: index.cacheTree?.root, depth: 0)
    return comparison.changes
  }
}

private struct StagedComparison {
  let repository: Repository
  let index: GitIndex
  private(set) var changes = StagedChanges()
  private var path: [UInt8] = []

  init(repository: Repository, index: GitIndex) {
    self.repository = repository
    self.index = index
  }

  /// Compares the entries below the current path with HEAD's tree of that path.
  mutating func compare(
    _ range: Range<Int>, with id: ObjectID?, cached: Int?, depth: Int
  ) throws(GitError) {
    guard depth <= TreeComparison.maximumDepth else {
      throw GitError(.corrupt, "read the index", "folders nested too deeply")
    }
    if let cached, let node = index.cacheTree?[cached], let count = node.entryCount, node.id == id,
      count == range.count
    {
      return
    }
    let cachedChildren = cached.flatMap { index.cacheTree?.children(of: $0) } ?? [:]
    var tree = (try id.map { id throws(GitError) in try repository.tree(id) } ?? .empty)
      .makeIterator()
    var inHead = tree.next()
    var position = range.lowerBound
    while position < range.upperBound {
      let item = self.item(at: position, in: range)
      while let entry = inHead, item.isBehind(entry) {
        try remove(entry, depth: depth)
        inHead = tree.next()
      }
      var same: TreeEntry?
      if let entry = inHead, item.isSame(as: entry) {
        same = entry
        inHead = tree.next()
      }
      position = item.range.upperBound
      if item.isFolder {
        try compareFolder(item, with: same, cached: cachedChildren[item.name], depth: depth)
      } else {
        compareFile(item, with: same)
      }
    }
    while let entry = inHead {
      try remove(entry, depth: depth)
      inHead = tree.next()
    }
  }

  private mutating func compareFolder(
    _ item: Item, with entry: TreeEntry?, cached: Int?, depth: Int
  ) throws(GitError) {
    let parentCount = path.count
    path += item.name
    path.append(UInt8(ascii: "/"))
    if let sparse = item.sparseTree {
      try compareSparse(sparse, with: entry?.id)
    } else {
      try compare(item.range, with: entry?.id, cached: cached, depth: depth + 1)
    }
    path.removeLast(path.count - parentCount)
  }

  /// A sparse index holds a folder outside of the checkout as one entry with its tree.
  private mutating func compareSparse(
    _ tree: ObjectID, with other: ObjectID?
  ) throws(GitError) {
    let difference = try repository.difference(of: tree, from: other.map { [$0] } ?? [])
    changes.removed.formUnion(difference.removed)
    for added in difference.added {
      changes.added.append(
        StagedEntry(
          path: path + added.path, mode: added.mode, kind: added.kind, id: added.id, stage: 0,
          replaced: added.replaced.first))
    }
  }

  private mutating func compareFile(_ item: Item, with entry: TreeEntry?) {
    let staged = index.entries[item.range].filter { !$0.isIntentToAdd }
    if staged.isEmpty, let entry { remove(file: entry) }
    for own in staged where own.stage > 0 || own.id != entry?.id || own.mode != entry?.mode {
      changes.added.append(
        StagedEntry(
          path: path + item.name, mode: own.mode, kind: own.kind, id: own.id, stage: own.stage,
          replaced: entry.flatMap { $0.kind.isBlob ? $0.id : nil }))
    }
  }

  private mutating func remove(_ entry: TreeEntry, depth: Int) throws(GitError) {
    guard entry.kind == .folder else { return remove(file: entry) }
    let parentCount = path.count
    path += entry.name
    path.append(UInt8(ascii: "/"))
    try compare(0..<0, with: entry.id, cached: nil, depth: depth + 1)
    path.removeLast(path.count - parentCount)
  }

  private mutating func remove(file entry: TreeEntry) {
    changes.removed.insert(entry.id)
    changes.removedPaths.append(path + entry.name)
  }

  /// What stands at a position below the current path: a file with all its stages, or a whole folder.
  private func item(at position: Int, in range: Range<Int>) -> Item {
    let rest = index.suffix(of: position, from: path.count)
    let rangeFromHere = position..<range.upperBound
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
      var end = position + 1
      while end < range.upperBound, index.suffix(of: end, from: path.count) == rest { end += 1 }
      return Item(name: rest, range: position..<end, isFolder: false, sparseTree: nil)
    }
    let name = rest[..<slash]
    if slash + 1 == rest.endIndex {
      let tree = index.entries[position].id
      return Item(name: name, range: position..<position + 1, isFolder: true, sparseTree: tree)
    }
    let folder = index.range(below: name, in: rangeFromHere, from: path.count)
    return Item(name: name, range: folder, isFolder: true, sparseTree: nil)
  }

  private struct Item {
    let name: ArraySlice<UInt8>
    let range: Range<Int>
    let isFolder: Bool
    let sparseTree: ObjectID?

    /// Whether the tree's entry comes first, so that the index does not have it.
    func isBehind(_ entry: TreeEntry) -> Bool {
      TreeEntry.isOrdered(
        entry.name, isFolder: entry.kind == .folder, before: name, isFolder: isFolder)
    }

    func isSame(as entry: TreeEntry) -> Bool {
      entry.name == name && (entry.kind == .folder) == isFolder
    }
  }
}
