internal import CGit2

/// A commit: what it holds, what it follows, who made it.
package struct GitCommit: Hashable, Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  /// Empty where a shallow clone has cut them off, as for a root commit.
  package let parents: [ObjectID]
  /// As written in the commit; invalid UTF-8 is repaired.
  package let author: String
  package let authorEmail: String
  /// Seconds since 1970, UTC.
  package let authorTime: Int64
  /// Never `Int64.min`, so that it can be negated.
  package let committerTime: Int64
}

extension Repository {
  /// Reads a commit.
  ///
  /// - Throws: `GitError` when the object is missing, damaged or no commit.
  package func commit(_ id: ObjectID) throws(GitError) -> GitCommit {
    var raw = id.raw
    var commit: OpaquePointer?
    try check(unsafe git_commit_lookup(&commit, handle, &raw), "read commit \(id)")
    defer { unsafe git_commit_free(commit) }
    guard let tree = unsafe git_commit_tree_id(commit),
      let author = unsafe git_commit_author(commit)
    else { throw GitError(.corrupt, "read commit \(id)", "no tree or author") }
    var parents: [ObjectID] = []
    if !shallowCommits.contains(id) {
      for index in unsafe 0..<git_commit_parentcount(commit) {
        guard let parent = unsafe git_commit_parent_id(commit, index) else { continue }
        parents.append(ObjectID(unsafe parent.pointee))
      }
    }
    return unsafe GitCommit(
      id: id, tree: ObjectID(tree.pointee), parents: parents,
      author: author.pointee.name.map { unsafe String(cString: $0) } ?? "",
      authorEmail: author.pointee.email.map { unsafe String(cString: $0) } ?? "",
      authorTime: author.pointee.when.time, committerTime: max(git_commit_time(commit), -Int64.max))
  }
}
