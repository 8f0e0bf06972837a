package import GitObjects
package import ScanModel

extension RepositoryFacts {
  /// What reports say about a repository.
  ///
  /// - Throws: `GitError` when HEAD or the configuration cannot be read.
  package init(_ repository: Repository) throws(GitError) {
    self.init(
      remoteURL: try repository.remoteURL(),
      headCommit: try repository.headCommit()?.description,
      branch: try repository.branch())
  }
}
