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

  /// Compares a commit with all its parents at once, looking only into subtrees that are relevant.
  ///
  /// - Throws: `GitError` when a parent or a tree cannot be read.
  mutating func difference(
    of commit: GitCommit, where isRelevant: (ObjectID) -> Bool = { _ in true }
  ) throws(GitError) -> TreeDifference {
    var parents: [ObjectID] = []
    for parent in commit.parents {
      parents.append(try tree(of: parent))
    }
    return try repository.difference(of: commit.tree, from: parents, where: isRelevant)
  }

  private mutating func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    if let known = trees[commit] { return known }
    let tree = try repository.commit(commit).tree
    trees[commit] = tree
    return tree
  }
}

/// Follows wanted blobs through commits.
struct PlaceTrace {
  private(set) var places = Places()
  private let wanted: Set<ObjectID>

  init(_ wanted: Set<ObjectID>) {
    self.wanted = wanted
  }

  /// Notes every commit that brings in a wanted blob, and where; what cannot be read becomes an issue.
  mutating func follow(_ commits: [GitCommit], in repository: Repository) {
    let trace = BlobTrace(wanted, in: repository)
    var differences = CommitDifferences(commits, in: repository)
    for commit in commits {
      do throws(GitError) {
        let difference = try differences.difference(of: commit) { trace.isHeld(by: $0) }
        for entry in difference.added where entry.kind.isBlob && wanted.contains(entry.id) {
          places.byBlob[BlobID(entry.id), default: []]
            .append((BytePath(entry.path), .commit(Commit(commit))))
        }
      } catch {
        note(error)
      }
    }
    for error in trace.unreadable { note(error) }
  }

  private mutating func note(_ error: GitError) {
    let issue = ScanIssue(subject: nil, message: error.description)
    if !places.issues.contains(issue) { places.issues.append(issue) }
  }
}

extension Commit {
  init(_ commit: GitCommit) {
    self.init(
      id: BlobID(commit.id), author: commit.author, authorEmail: commit.authorEmail,
      authorTime: commit.authorTime, committerTime: commit.committerTime)
  }
}
