internal import GitObjects
internal import ScanModel

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

extension Places {
  /// Where each of some commits brings in one of some blobs; what cannot be compared becomes an issue.
  init(of blobs: Set<BlobID>, broughtInBy commits: [GitCommit], in repository: Repository) {
    self.init()
    var differences = CommitDifferences(commits, in: repository)
    for commit in commits {
      do throws(GitError) {
        for entry in try differences.difference(of: commit).added where entry.kind.isBlob {
          let id = BlobID(entry.id)
          guard blobs.contains(id) else { continue }
          byBlob[id, default: []].append((BytePath(entry.path), .commit(Commit(commit))))
        }
      } catch {
        issues.append(ScanIssue(subject: nil, message: error.description))
      }
    }
  }
}
