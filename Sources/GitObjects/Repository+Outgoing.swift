extension Repository {
  /// What some tips lead to and a remote does not have, as far as this repository knows.
  ///
  /// What it knows are the references that the last fetch or push has left, and what git says of the references that the
  /// push is to change. Other remotes do not count: what one of them has is new to this one.
  ///
  /// In a shallow clone the walk may end at a commit whose parents are cut off; then all that it holds counts as new.
  ///
  /// - Parameters:
  ///   - tips: what the remote's references are to point to, each with its name.
  ///   - remote: the name of the remote; where it is a URL, there are no references of it.
  ///   - held: what its references point to now, whether or not this repository has it.
  /// - Returns: new commits, tags and what else the tips lead to.
  /// - Throws: `GitError` when the references cannot be read.
  package func outgoingWalk(
    from tips: [(name: [UInt8], id: ObjectID)], to remote: String, having held: [ObjectID]
  ) throws(GitError) -> PushWalk {
    let files = try ReferenceFiles(
      gitDirectory: location.gitDirectory, commonDirectory: commonDirectory())
    let prefix = "refs/remotes/\(remote)/"
    let known = files.entries.lazy.filter { $0.name.hasPrefix(prefix) }.map(\.target)
    let had = Set(held + known).filter { $0 != .zero && contains($0) }
    var walk = PushWalk()
    var newTips: [ObjectID] = []
    for (name, id) in tips where !had.contains(id) {
      do throws(GitError) {
        try peel(id, name, &walk, &newTips)
      } catch {
        walk.unreadable.append(error)
      }
    }
    let commits = try self.walk(from: newTips, hiding: had.compactMap(commitHidden))
    walk.commits = commits.commits
    walk.unreadable += commits.missing.map {
      GitError(.notFound, "read commit \($0)", "it is missing: git fsck tells more")
    }
    return walk
  }

  /// What a reference hides; a tag stands for its commit, and what is none hides nothing.
  private func commitHidden(_ tip: ObjectID) -> ObjectID? {
    try? peeledCommit(tip)
  }
}
