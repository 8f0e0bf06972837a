import ScanModel

/// What became of a secret, in the JSON report.
struct JSONHistory: Encodable {
  let first: JSONCommit?
  let lastRemoval: JSONCommit?
  let refs: Refs
  let reachable: Bool
  let contentCount: Int
  let fileCount: Int
  let pathCount: Int
  let paths: [Path]

  init(_ history: SecretHistory) {
    first = history.first.map(JSONCommit.init)
    lastRemoval = history.lastRemoval.map(JSONCommit.init)
    refs = Refs(history.refs)
    reachable = history.isReachable
    contentCount = history.contentCount
    fileCount = history.fileCount
    pathCount = history.pathCount
    paths = history.paths.map(Path.init)
  }

  struct Refs: Encodable {
    let names: [String]
    let count: Int
    /// True when `count` is the least that there are.
    let atLeast: Bool?

    init(_ refs: RefList) {
      names = refs.kept
      count = refs.count
      atLeast = refs.isAtLeast ? true : nil
    }
  }

  struct Commits: Encodable {
    let commits: [JSONCommit]
    let count: Int

    init(_ list: CommitList) {
      commits = list.kept.map(JSONCommit.init)
      count = list.count
    }
  }

  struct Path: Encodable {
    let path: String
    let pathBytes: String?
    let blob: String
    let introduced: Commits
    let removed: Commits
    let others: Commits
    let refs: Refs
    let reachable: Bool

    init(_ history: PathHistory) {
      path = history.path.text
      pathBytes = history.path.base64IfRepaired
      blob = history.blob.description
      introduced = Commits(history.introduced)
      removed = Commits(history.removed)
      others = Commits(history.others)
      refs = Refs(history.refs)
      reachable = history.isReachable
    }
  }
}

/// A commit in the machine formats.
struct JSONCommit: Encodable {
  let id: String
  let author: String
  let authorEmail: String
  let authorDate: String?
  let committerDate: String?
  let reachable: Bool

  init(_ commit: Commit) {
    id = commit.id.description
    author = commit.author
    authorEmail = commit.authorEmail
    authorDate = UTCTime(secondsSince1970: commit.authorTime)?.timestamp
    committerDate = UTCTime(secondsSince1970: commit.committerTime)?.timestamp
    reachable = commit.isReachable
  }
}
