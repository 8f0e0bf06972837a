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
  fileprivate private(set) var missing: Set<ObjectID> = []
  fileprivate private(set) var commitCount = 0

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
      if isFirst || !isCutOff { require(id, isOftenNamed: object.kind == .tree) }
      isFirst = false
    }
  }

  private func require(_ id: ObjectID, isOftenNamed: Bool) {
    if isOftenNamed, held.contains(id) { return }
    if id == .emptyTree || store.contains(id) {
      if isOftenNamed { held.insert(id) }
    } else {
      missing.insert(id)
    }
  }
}
