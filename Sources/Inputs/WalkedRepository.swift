internal import GitObjects
internal import ScanModel
internal import Synchronization

/// What the listing of a history has opened and its walk has passed, kept for tracing what was found.
final class WalkedRepository: Sendable {
  struct Contents: Sendable {
    let store: ObjectStore
    let references: [Reference]
    /// Empty where not all commits were visited.
    let commits = CommitGathering()
    /// What was selected of the commits; nil for all.
    var selected: Set<BlobID>?
  }

  private let contents = Mutex<Contents?>(nil)

  func keep(_ new: Contents) {
    contents.withLock { $0 = new }
  }

  /// Nothing, when nothing was listed.
  var kept: Contents? { contents.withLock { $0 } }
}
