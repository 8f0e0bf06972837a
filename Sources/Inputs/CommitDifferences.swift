internal import GitObjects

/// What each commit of a walk brings in that no parent of it has.
struct CommitDifferences {
  private let repository: Repository
  private var trees: [ObjectID: ObjectID] = [:]

  init(_ commits: [GitCommit], in repository: Repository) {
    self.repository = repository
    for commit in commits { trees[commit.id] = commit.tree }
  }

  /// Compares a commit with all its parents at once.
  ///
  /// - Throws: `GitError` when a parent or a tree cannot be read.
  mutating func difference(of commit: GitCommit) throws(GitError) -> TreeDifference {
    var parents: [ObjectID] = []
    for parent in commit.parents {
      parents.append(try tree(of: parent))
    }
    return try repository.difference(of: commit.tree, from: parents)
  }

  private mutating func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    if let known = trees[commit] { return known }
    let tree = try repository.commit(commit).tree
    trees[commit] = tree
    return tree
  }
}
