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
    /// Every object of some kinds, reachable or not.
    case all(ObjectKinds)
    /// These, whatever their kind.
    case these(Set<ObjectID>)
  }

  private let store: ObjectStore
  private let selection: Selection
  private let packed: PackSelection
  private let branches = SharedBranches()
  private let nextRoot = Atomic<Int>(0)
  /// To be read one by one: loose objects, and what the packs do not give.
  private let singles: Mutex<Singles>
  private let failed: Mutex<[GitError]>

  private struct Singles {
    var ids: [ObjectID] = []
    /// Why those that are packed could not be read there.
    var reasons: [ObjectID: GitError] = [:]
  }

  /// How many trees of deltas a worker takes at once.
  private static let chunk = 32

  /// Selects what to visit.
  package init(_ store: ObjectStore, _ selection: Selection) {
    self.store = store
    self.selection = selection
    packed = PackSelection(store.forest, selection)
    var singles = Singles()
    var failures = store.failures
    for entry in packed.damaged {
      guard let reason = store.forest.damaged[entry] else { continue }
      let id = store.forest.id(of: entry)
      let pack = store.forest.packs[Int(store.forest.entries[Int(entry)].pack)]
      let error = GitError(id, in: pack.path, reason)
      guard reason.isWorthAnotherTry else {
        failures.append(error)
        continue
      }
      singles.ids.append(id)
      singles.reasons[id] = error
    }
    switch selection {
    case .all: singles.ids += store.loose
    case .these(let ids):
      singles.ids += store.loose.filter(ids.contains)
      if packed.count + singles.ids.count < ids.count {
        failures += ids.filter { !store.contains($0) }.map {
          GitError(.notFound, "read object \($0)", "it is missing: git fsck tells more")
        }
      }
    }
    count = packed.count + singles.ids.count
    self.singles = Mutex(singles)
    failed = Mutex(failures)
  }

  /// Opens the objects of a repository for one walk.
  ///
  /// - Throws: as `ObjectStore.init` does.
  package convenience init(
    _ location: RepositoryLocation, _ selection: Selection
  ) throws(GitError) {
    self.init(try ObjectStore(location), selection)
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
    let roots = packed.roots
    guard !roots.isEmpty else { return }
    let worker = try PackWorker(store.forest, packed, branches, visitor) {
      [self] id, path, reason in
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
      guard first < roots.count else { break }
      for root in roots[first..<min(first + Self.chunk, roots.count)] where goesOn() {
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
      if let repository { opened = repository } else { opened = try Repository(store.location) }
      repository = opened
      do throws(GitError) {
        try opened.requireReadable(id)
        try opened.withObject(id) { kind, bytes in
          if case .all(let kinds) = selection, !kinds.contains(packed: kind.packed) { return }
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
