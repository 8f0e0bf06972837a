internal import Synchronization

/// Finds what objects name and the repository does not hold, while a walk passes by, and keeps the commits that it sees.
package final class LinkCheck: Sendable {
  private struct Findings {
    var commits: [CommitPart] = []
    var missing: Set<ObjectID> = []
    var isWhole = true
  }

  private let store: ObjectStore
  private let shallowCommits: Set<ObjectID>
  private let findings = Mutex(Findings())

  package init(of repository: Repository, _ store: ObjectStore) {
    self.store = store
    shallowCommits = repository.shallowCommits
  }

  /// One worker's part.
  package func checker() -> LinkChecker {
    LinkChecker(store, shallowCommits)
  }

  /// Adds what a worker has found, at its end.
  ///
  /// - Parameters:
  ///   - checker: the worker's.
  ///   - isWhole: whether it was let work to the end.
  package func add(_ checker: LinkChecker, isWhole: Bool) {
    findings.withLock {
      $0.commits.append(checker.commits)
      $0.isWhole = $0.isWhole && isWhole
      $0.missing.formUnion(checker.missing)
    }
  }

  /// How many commits were looked at.
  package var commitCount: Int {
    findings.withLock { $0.commits.reduce(0) { $0 + $1.records.count + $1.damaged.count } }
  }

  /// The commits that were looked at; nil when the walk was cut short.
  package var commits: CommitRecords? {
    findings.withLock { $0.isWhole ? CommitRecords(parts: $0.commits) : nil }
  }

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
  fileprivate private(set) var commits = CommitPart()

  fileprivate init(_ store: ObjectStore, _ shallowCommits: Set<ObjectID>) {
    self.store = store
    self.shallowCommits = shallowCommits
  }

  /// Checks all that a commit, an annotated tag or a tree names; not what other repositories hold: submodules, and
  /// the parents that a shallow clone has cut off.
  package func check(_ object: ObjectEntry, _ bytes: Span<UInt8>) {
    switch object.kind {
    case .commit:
      guard let commit = commits.add(object.id, bytes) else { return }
      require(commit.tree, isOftenNamed: false)
      guard !shallowCommits.contains(object.id) else { return }
      for parent in commits.parents[commit.parents] { require(parent, isOftenNamed: false) }
    case .blob, .tree, .tag:
      ObjectLinks.visit(object.kind, bytes) { require($0, isOftenNamed: object.kind == .tree) }
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
