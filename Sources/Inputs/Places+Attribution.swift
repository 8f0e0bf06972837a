internal import GitObjects
internal import ScanModel

extension Places {
  /// What an attribution says of some blobs: one place for each commit that brings one in at a path.
  init(of blobs: Set<BlobID>, _ attribution: Attribution) {
    self.init()
    issues = attribution.issues.map { ScanIssue(subject: nil, message: $0.description) }
    for place in attribution.places {
      let history = PathHistory(place, attribution)
      byBlob[history.blob, default: []] += history.introduced.kept.map {
        (history.path, .commit($0))
      }
      if history.introduced.kept.isEmpty {
        byBlob[history.blob, default: []].append((history.path, .unreachable))
      }
      histories[history.blob, default: []].append(history)
    }
    for blob in blobs where byBlob[blob] == nil {
      let path = Blob(unplaced: blob).path
      let refs = ObjectID(blob).flatMap { attribution.refsOfBlobs[$0] } ?? []
      byBlob[blob] = [(path, .unreachable)]
      histories[blob] = [
        PathHistory(blob: blob, path: path, refs: RefList(kept: refs, count: refs.count))
      ]
    }
  }
}

extension PathHistory {
  fileprivate init(_ place: Attribution.Place, _ attribution: Attribution) {
    self.init(
      blob: BlobID(place.blob), path: BytePath(place.path),
      introduced: CommitList(place.introduced, attribution),
      removed: CommitList(place.removed.reversed(), attribution),
      others: CommitList(place.changed, attribution),
      refs: RefList(kept: place.refs, count: place.refCount))
  }
}

extension CommitList {
  /// The first of some commits, those that a ref leads to before all others.
  fileprivate init(_ numbers: [Int], _ attribution: Attribution) {
    let kept = [true, false].flatMap { isReachable in
      numbers.lazy.filter { attribution.isReachable($0) == isReachable }.prefix(Self.longest)
    }
    self.init(
      kept: kept.prefix(Self.longest).map { Commit($0, attribution) }, count: numbers.count)
  }
}

extension Commit {
  /// A commit by its number.
  init(_ number: Int, _ attribution: Attribution) {
    self.init(
      attribution.commit(number), isReachable: attribution.isReachable(number))
  }

  init(_ commit: GitCommit, isReachable: Bool = true) {
    self.init(
      id: BlobID(commit.id), author: commit.author, authorEmail: commit.authorEmail,
      authorTime: commit.authorTime, committerTime: commit.committerTime, isReachable: isReachable)
  }
}
