internal import Synchronization

/// Takes the objects of a walk, on one worker.
package protocol ObjectVisitor: AnyObject {
  /// Takes one object.
  ///
  /// - Parameters:
  ///   - object: its name and kind.
  ///   - bytes: its content, valid only during the call.
  ///   - changed: when the object was made from another for which `visit` returned a note: the ranges of `bytes` that are
  ///     not copied from it, ascending; an empty range is a seam, where copied parts meet that did not before. nil: nothing
  ///     is known, all bytes count as new.
  ///   - base: that note; 0 without one.
  /// - Returns: what this or another visitor is to know of the object when it is told by what they change of those that
  ///   are made from it; nil when it may not be.
  func visit(
    _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8?
}

/// A visitor that reads objects by what they have from their bases.
///
/// It takes what is packed here, and what is read by itself as any visitor does.
protocol LineageVisitor: ObjectVisitor {
  /// Copies of fewer bytes are not told.
  var shortestCopy: Int { get }

  /// Takes one object.
  ///
  /// - Parameters:
  ///   - object: its name and kind.
  ///   - bytes: its content, valid only during the call.
  ///   - copies: what of them is copied from the base, in their order.
  ///   - base: what a visitor, maybe another one, has noted of the base; nil for a whole object.
  ///   - notes: of this object; empty.
  func visit(
    _ object: ObjectEntry, _ bytes: UnsafeRawBufferPointer, _ copies: [DeltaCopy],
    from base: ObjectNotes?, noting notes: inout ObjectNotes)
}

/// One pass over objects of a repository, each once, shared out over workers.
///
/// Packs are read as forests of deltas: every entry is inflated once, with its base at hand. Loose objects, and those
/// that cannot be read so, come after them, one by one.
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
  /// To be read one by one: loose objects, and what the first pack that holds it does not give.
  private let singles: Locked<Singles>
  private let failed: Locked<[GitError]>

  private struct Single {
    let id: ObjectID
    /// Why it could not be read where it is packed.
    var damage: GitError?
  }

  private struct Singles {
    /// May be whole in another pack.
    var damaged: [Single] = []
    /// In files of their own, or nowhere.
    var loose: [Single] = []
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
      singles.damaged.append(Single(id: id, damage: error))
    }
    switch selection {
    case .all: singles.loose = store.loose.map { Single(id: $0) }
    case .these(let ids):
      singles.loose = store.loose.filter(ids.contains).map { Single(id: $0) }
      if packed.count + singles.damaged.count + singles.loose.count < ids.count {
        failures += ids.filter { !store.contains($0) }.map {
          GitError(.notFound, "read object \($0)", "it is missing: git fsck tells more")
        }
      }
    }
    count = packed.count + singles.damaged.count + singles.loose.count
    self.singles = Locked(singles)
    failed = Locked(failures)
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
    try readLoose(visitor, while: goesOn)
  }

  /// What could not be read, once all workers have ended.
  package var failures: [GitError] { failed.withLock { $0 } }

  private func walkPacks(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool
  ) throws(GitError) {
    let roots = packed.roots
    guard !roots.isEmpty || !packed.damaged.isEmpty else { return }
    let worker = try PackWorker(store.forest, packed, branches, visitor) {
      [self] id, path, reason in
      let error = GitError(id, in: path, reason)
      guard reason.isWorthAnotherTry else { return failed.withLock { $0.append(error) } }
      singles.withLock { $0.damaged.append(Single(id: id, damage: error)) }
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
    while goesOn(), let single = singles.withLock({ $0.damaged.popLast() }) {
      guard !worker.visitCopy(of: single.id, isSelected) else { continue }
      singles.withLock { $0.loose.append(single) }
    }
  }

  private func isSelected(_ kind: ObjectKind) -> Bool {
    if case .all(let kinds) = selection { kinds.contains(packed: kind.packed) } else { true }
  }

  private func readLoose(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool
  ) throws(GitError) {
    var opened: LooseObjects?
    while goesOn(), let single = singles.withLock({ $0.loose.popLast() }) {
      let objects: LooseObjects
      if let opened { objects = opened } else { objects = try LooseObjects(store) }
      opened = objects
      do throws(GitError) {
        try objects.withObject(single.id, mayBePacked: single.damage == nil) { kind, bytes in
          guard isSelected(kind) else { return }
          _ = visitor.visit(ObjectEntry(id: single.id, kind: kind), bytes, changed: nil, since: 0)
        }
      } catch {
        failed.withLock { $0.append(single.damage ?? error) }
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
