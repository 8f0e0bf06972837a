internal import GitObjects
internal import Synchronization

/// What listing and tracing a history both need, opened once.
final class OpenedHistory: Sendable {
  struct Contents: Sendable {
    let store: ObjectStore
    let references: References
  }

  private let opened = Mutex<Contents?>(nil)

  /// The objects and references of a repository, as they were when they were first asked for.
  ///
  /// - Throws: `GitError` when the objects cannot be opened.
  func contents(of repository: Repository) throws(GitError) -> Contents {
    if let contents = opened.withLock({ $0 }) { return contents }
    let store = try ObjectStore(repository.location)
    let contents = Contents(store: store, references: repository.references(in: store))
    opened.withLock { $0 = contents }
    return contents
  }
}
