internal import Synchronization

/// Takes the objects of a walk, on one worker.
package protocol ObjectVisitor: AnyObject {
  /// Takes one object.
  ///
  /// - Parameters:
  ///   - object: its name and kind.
  ///   - bytes: its content, valid only during the call.
  ///   - changed: when the object was made from another for which `visit` returned true: the ranges of `bytes` that are
  ///     not copied from it, ascending; an empty range is a seam, where copied parts meet that did not before. nil: nothing
  ///     is known, all bytes count as new.
  /// - Returns: whether objects made from this one may be told by what they change.
  func visit(_ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool
}

/// One pass over objects of a repository, each once, shared out over workers.
///
/// Packs are read as forests of deltas: every entry is inflated once, with its base at hand. Loose objects, and those
/// that cannot be read so, come after them, through libgit2.
package final class ObjectWalk: Sendable {
  /// Which objects a walk visits.
  package enum Selection: Sendable {
    /// Every object of one kind, reachable or not.
    case all(ObjectKind)
    /// These, whatever their kind.
    case these(Set<ObjectID>)
  }

  private let location: RepositoryLocation
  private let selection: Selection
  private let forest: PackForest
  private let branches = SharedBranches()
  private let nextRoot = Atomic<Int>(0)
  /// To be read one by one: loose objects, and what the packs do not give.
  private let singles: Mutex<Singles>
  private let failed = Mutex<[GitError]>([])

  private struct Singles {
    var ids: [ObjectID] = []
    /// Why those that are packed could not be read there.
    var reasons: [ObjectID: GitError] = [:]
  }

  /// How many trees of deltas a worker takes at once.
  private static let chunk = 32

  /// Opens the packs and links what is to be visited.
  ///
  /// - Throws: `GitError` when the objects cannot be listed at all; a damaged pack is among the `failures`.
  package init(_ location: RepositoryLocation, _ selection: Selection) throws(GitError) {
    self.location = location
    self.selection = selection
    let folders = try ObjectFolders(of: location)
    var packs: [PackFile] = []
    for index in folders.packIndexes() {
      do throws(GitError) {
        packs.append(try PackFile(index: index))
      } catch {
        failed.withLock { $0.append(error) }
      }
    }
    let forest = try PackForest(packs, selection)
    var singles = Singles()
    for (entry, reason) in forest.damaged {
      let id = forest.id(of: entry)
      singles.ids.append(id)
      let pack = packs[Int(forest.entries[Int(entry)].pack)]
      singles.reasons[id] = GitError(id, in: pack.path, reason)
    }
    for id in folders.looseObjects()
    where !packs.contains(where: { $0.index.position(of: id) != nil }) {
      if case .these(let ids) = selection, !ids.contains(id) { continue }
      singles.ids.append(id)
    }
    if case .these(let ids) = selection, forest.wantedCount + singles.ids.count < ids.count {
      let loose = Set(singles.ids)
      for id in ids
      where !loose.contains(id) && !packs.contains(where: { $0.index.position(of: id) != nil }) {
        failed.withLock {
          $0.append(GitError(.notFound, "read object \(id)", "it is missing: git fsck tells more"))
        }
      }
    }
    count = forest.wantedCount + singles.ids.count
    self.forest = forest
    self.singles = Mutex(singles)
  }

  /// How many objects the walk visits, at most: of what kind a loose object is shows when it is read.
  package let count: Int

  /// Visits objects until none is left; called once by each worker, at the same time.
  ///
  /// - Parameters:
  ///   - visitor: belongs to this worker alone.
  ///   - goesOn: asked before each object; false ends the work.
  /// - Throws: `GitError` when the worker cannot begin.
  package func work(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool = { true }
  ) throws(GitError) {
    try walkPacks(visitor, while: goesOn)
    try readSingles(visitor, while: goesOn)
  }

  /// What could not be read, once all workers have ended.
  package var failures: [GitError] { failed.withLock { $0 } }

  private func walkPacks(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool
  ) throws(GitError) {
    guard !forest.roots.isEmpty else { return }
    let worker = try PackWorker(forest, branches, visitor) { [self] id, path, reason in
      let error = GitError(id, in: path, reason)
      guard reason.isWorthAnotherTry else { return failed.withLock { $0.append(error) } }
      singles.withLock { singles in
        singles.ids.append(id)
        singles.reasons[id] = error
      }
    }
    branches.begin()
    while goesOn() {
      let first = nextRoot.add(Self.chunk, ordering: .relaxed).oldValue
      guard first < forest.roots.count else { break }
      for root in forest.roots[first..<min(first + Self.chunk, forest.roots.count)] where goesOn() {
        worker.walk(root: root, while: goesOn)
      }
    }
    if !goesOn() { branches.stop() }
    while let branch = branches.next() {
      worker.walk(branch, while: goesOn)
      if !goesOn() { branches.stop() }
    }
  }

  private func readSingles(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool
  ) throws(GitError) {
    var repository: Repository?
    while goesOn(), let id = singles.withLock({ $0.ids.popLast() }) {
      let opened: Repository
      if let repository { opened = repository } else { opened = try Repository(location) }
      repository = opened
      do throws(GitError) {
        try opened.requireReadable(id)
        try opened.withObject(id) { kind, bytes in
          if case .all(let wanted) = selection, kind != wanted { return }
          _ = visitor.visit(ObjectEntry(id: id, kind: kind), bytes, changed: nil)
        }
      } catch {
        let reason = singles.withLock { $0.reasons[id] } ?? error
        failed.withLock { $0.append(reason) }
      }
    }
  }
}

extension GitError {
  /// An entry of a pack that cannot be read.
  fileprivate init(_ id: ObjectID, in path: String, _ reason: PackDamage) {
    self.init(.corrupt, "read object \(id) in \(path)", reason.message)
  }
}
