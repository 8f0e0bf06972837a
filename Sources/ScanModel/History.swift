/// What became of one content at one path of a repository.
package struct PathHistory: Hashable, Sendable {
  package let blob: BlobID
  package let path: BytePath
  /// Commits that have it here while no parent does; the oldest first, those that a ref leads to before all others.
  package let introduced: CommitList
  /// Commits that lack it here while their parent has it, or all parents of a merge; ordered alike, but the newest first.
  package let removed: CommitList
  /// Further commits that differ in it from a parent: merges that take one side, changes of the mode alone.
  package let others: CommitList
  /// The refs whose tips have it here.
  package let refs: RefList

  package init(
    blob: BlobID, path: BytePath, introduced: CommitList = CommitList(),
    removed: CommitList = CommitList(), others: CommitList = CommitList(),
    refs: RefList = RefList()
  ) {
    self.blob = blob
    self.path = path
    self.introduced = introduced
    self.removed = removed
    self.others = others
    self.refs = refs
  }

  /// The same at another path.
  package func moved(to path: BytePath) -> PathHistory {
    PathHistory(
      blob: blob, path: path, introduced: introduced, removed: removed, others: others, refs: refs)
  }

  /// Whether the commit at HEAD has it here.
  package var isInHead: Bool { refs.kept.first == "HEAD" }

  /// Whether a ref leads to a commit that brought it here, or has it still.
  package var isReachable: Bool {
    refs.count > 0 || introduced.kept.contains(where: \.isReachable)
  }
}

/// Commits, of which a long list keeps the first.
package struct CommitList: Hashable, Sendable {
  /// How many are kept.
  package static let longest = 20

  package let kept: [Commit]
  /// How many there are in all.
  package let count: Int

  package init(kept: [Commit] = [], count: Int = 0) {
    self.kept = Array(kept.prefix(Self.longest))
    self.count = max(count, kept.count)
  }
}

/// Refs, of which a long list keeps the first.
package struct RefList: Hashable, Sendable {
  /// How many are kept.
  package static let longest = 20

  /// In full, sorted: `HEAD`, `refs/heads/main`.
  package let kept: [String]
  /// How many there are in all.
  package let count: Int
  /// Whether there may be more than `count`.
  package let isAtLeast: Bool

  package init(kept: [String] = [], count: Int = 0, isAtLeast: Bool = false) {
    self.kept = Array(kept.prefix(Self.longest))
    self.count = max(count, kept.count)
    self.isAtLeast = isAtLeast
  }

  /// All refs of some lists; those that a list has dropped may be the same as others or not.
  init(joining lists: some Collection<RefList>) {
    let lists = lists.filter { $0.count > 0 }
    let names = Set(lists.flatMap(\.kept))
    let known = lists.reduce(names.count) { max($0, $1.count) }
    self.init(
      kept: names.sorted(), count: known,
      isAtLeast: lists.count > 1 && lists.contains { $0.isAtLeast || $0.count > $0.kept.count })
  }
}

/// What became of a secret: in every content and at every path that holds it.
package struct SecretHistory: Hashable, Sendable {
  /// How many paths are kept.
  package static let longestList = 200

  /// Each content at each path; the first of a long list, in which those that a ref still has come first.
  package private(set) var paths: [PathHistory]
  /// How many there are in all.
  package let pathCount: Int
  /// How many contents those are, and how many files.
  package let contentCount: Int
  package let fileCount: Int
  /// The oldest commit that brought it in, of those that a ref leads to if there are any.
  package let first: Commit?
  /// The newest commit that took it away, and did not bring it in elsewhere.
  package let lastRemoval: Commit?
  /// The refs that still have it.
  package let refs: RefList
  /// Whether a ref leads to it, now or in its past.
  package let isReachable: Bool

  package init(_ paths: some Collection<PathHistory>) {
    self.paths = paths.sorted(by: Self.isEarlier)
    pathCount = paths.count
    contentCount = Set(paths.map(\.blob)).count
    fileCount = Set(paths.map(\.path)).count
    refs = RefList(joining: paths.map(\.refs))
    isReachable = paths.contains(where: \.isReachable)
    let introduced = paths.flatMap(\.introduced.kept)
    first = introduced.min { Self.precedes($0, $1) }
    // A commit that edits the file takes away one content and brings in the next.
    let edits = Set(introduced.map(\.id))
    lastRemoval = paths.flatMap(\.removed.kept).filter { !edits.contains($0.id) }
      .min { Self.precedes($0, $1, isNewestFirst: true) }
  }

  /// The same without the end of a long list.
  package var shortened: SecretHistory {
    var short = self
    short.paths = Array(paths.prefix(Self.longestList))
    return short
  }

  /// Whether HEAD still has it.
  package var isInHead: Bool { refs.kept.first == "HEAD" }

  private static func isEarlier(_ left: PathHistory, _ right: PathHistory) -> Bool {
    if (left.refs.count > 0) != (right.refs.count > 0) { return left.refs.count > 0 }
    return (left.path, left.blob) < (right.path, right.blob)
  }

  private static func precedes(
    _ left: Commit, _ right: Commit, isNewestFirst: Bool = false
  ) -> Bool {
    if left.isReachable != right.isReachable { return left.isReachable }
    guard left.committerTime != right.committerTime else { return left.id < right.id }
    return (left.committerTime < right.committerTime) != isNewestFirst
  }
}
