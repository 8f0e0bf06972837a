/// Finds what objects name and the repository does not hold, while a walk passes by.
package final class LinkCheck: Sendable {
  private struct Findings {
    var commitCount = 0
    var missing: Set<ObjectID> = []
  }

  private let store: ObjectStore
  private let shallowCommits: Set<ObjectID>
  private let findings = Locked(Findings())

  package init(of repository: Repository, _ store: ObjectStore) {
    self.store = store
    shallowCommits = repository.shallowCommits
  }

  /// One worker's part.
  package func checker() -> LinkChecker {
    LinkChecker(store, shallowCommits)
  }

  /// Adds what a worker has found, at its end.
  package func add(_ checker: LinkChecker) {
    checker.lookForPending()
    findings.withLock {
      $0.commitCount += checker.commitCount
      $0.missing.formUnion(checker.missing)
    }
  }

  /// How many commits were looked at.
  package var commitCount: Int { findings.withLock(\.commitCount) }

  /// What is missing, sorted; looked for once more, since `git gc` may have moved it meanwhile.
  package func missing() throws(GitError) -> [ObjectID] {
    let missing = findings.withLock(\.missing)
    guard !missing.isEmpty else { return [] }
    let now = try ObjectStore(store.location)
    return missing.filter { !now.contains($0) }.sorted()
  }
}

/// Looks for what objects name, on one worker.
package final class LinkChecker {
  private let store: ObjectStore
  private let shallowCommits: Set<ObjectID>
  private var held: Set<ObjectID> = []
  /// To be looked for together: in their order an index is read from front to back, and each page of it waited for once.
  private var pending: [ObjectID] = []
  fileprivate private(set) var missing: Set<ObjectID> = []
  fileprivate private(set) var commitCount = 0

  /// Some for each page of a large index; their numbers have to fit in 16 bits.
  private static let mostPending = 1 << 14

  fileprivate init(_ store: ObjectStore, _ shallowCommits: Set<ObjectID>) {
    self.store = store
    self.shallowCommits = shallowCommits
  }

  /// Checks all that a commit, an annotated tag or a tree names; not what other repositories hold: submodules, and
  /// the parents that a shallow clone has cut off.
  package func check(_ object: ObjectEntry, _ bytes: Span<UInt8>) {
    var isFirst = true
    let isCutOff = object.kind == .commit && shallowCommits.contains(object.id)
    if object.kind == .commit { commitCount += 1 }
    ObjectLinks.visit(object.kind, bytes) { id in
      // The first is a commit's tree.
      if isFirst || !isCutOff {
        if object.kind == .tree { requireOften(id) } else { require(id) }
      }
      isFirst = false
    }
  }

  private func require(_ id: ObjectID) {
    pending.append(id)
    if pending.count == Self.mostPending { lookForPending() }
  }

  /// For what most trees name again, as the one before did.
  private func requireOften(_ id: ObjectID) {
    guard !held.contains(id) else { return }
    if isThere(id) { held.insert(id) } else { missing.insert(id) }
  }

  /// Looks for what waits; to be called at the end.
  fileprivate func lookForPending() {
    // The number of an id stands for its last bits.
    var keys = pending.indices.map { pending[$0].prefix & ~0xFFFF | UInt64($0) }
    // As many of the first bits as tell the pages of a large index apart.
    keys.sortByBits(from: 42)
    for key in keys {
      let id = pending[Int(key & 0xFFFF)]
      if !isThere(id) { missing.insert(id) }
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func isThere(_ id: ObjectID) -> Bool { id == .emptyTree || store.contains(id) }
}
