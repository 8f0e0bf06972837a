internal import GitObjects

/// A repository's ignore rules; the repository is opened when the first untracked path is met.
final class IgnoreRules {
  private let location: RepositoryLocation
  private var repository: Repository?

  init(_ location: RepositoryLocation) {
    self.location = location
  }

  /// Whether an untracked path, relative to the work tree, is left out; a folder's ends in `/`.
  ///
  /// - Throws: `GitError` when the repository or its rules cannot be read.
  func leaveOut(_ path: [UInt8]) throws(GitError) -> Bool {
    if let repository { return try repository.isIgnored(path) }
    let opened = try Repository(location)
    repository = opened
    return try opened.isIgnored(path)
  }
}
