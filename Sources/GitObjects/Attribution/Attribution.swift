internal import Dispatch

/// Where some wanted blobs live and lived: at which paths, by which commits, in which refs.
///
/// One pass over all trees of the repository and one over all commits, reachable or not, whatever the number of blobs;
/// all else happens in memory, on numbers.
package struct Attribution: Sendable {
  /// A blob at one path.
  package struct Place: Sendable {
    package let blob: ObjectID
    package let path: [UInt8]
    /// Commits that have the blob here while no parent does, the oldest first; they are numbers for `commit`.
    package fileprivate(set) var introduced: [Int] = []
    /// Commits that do not have it here, while their parent does, or all parents of a merge.
    package fileprivate(set) var removed: [Int] = []
    /// Commits that differ from a parent in it and are neither: merges that take one side, changes of the mode alone.
    package fileprivate(set) var changed: [Int] = []
    /// The names of refs whose tips have it here, HEAD among them; sorted, the first of them.
    package fileprivate(set) var refs: [String] = []
    /// How many refs those are in all.
    package fileprivate(set) var refCount = 0
  }

  /// Sorted by blob, then path; a blob may have none.
  package private(set) var places: [Place] = []
  /// The refs that lead to a wanted blob itself.
  package let refsOfBlobs: [ObjectID: [String]]
  /// What could not be read or was too much, so that places may lack.
  package private(set) var issues: [GitError] = []
  /// Trees and commits that are not there, although what refs lead to names them: places may lack for that too.
  package let missing: [ObjectID]
  private let commits: CommitTable
  private let isReachable: [Bool]

  /// Traces blobs.
  ///
  /// - Parameters:
  ///   - blobs: any number; those that no tree holds get no place.
  ///   - store: the objects of the repository.
  ///   - references: those of the repository, when they are known.
  ///   - gathered: its commits, when a walk has passed them.
  ///   - jobs: how many workers read objects.
  /// - Throws: `GitError` when the repository cannot be read at all.
  package init(
    of blobs: Set<ObjectID>, in store: ObjectStore, references: [Reference]? = nil,
    gathered: CommitGathering? = nil, jobs: Int
  ) throws(GitError) {
    var commitParts = gathered?.parts
    if commitParts == nil {
      let walk = ObjectWalk(store, .all(.commit))
      commitParts = try walk.run(jobs: jobs, { CommitCollector() }, { $0.part })
      issues = walk.failures
    }
    let wanted = WantedBlobs(blobs)
    // Without blobs, what is asked for is which commits can be reached.
    let walk = ObjectWalk(store, blobs.isEmpty ? .these([]) : .all(.tree))
    let shared = Locked<Result<(CommitTable, RefTips), GitError>?>(nil)
    let parts = try walk.run(
      jobs: jobs, { TreeCollector(wanted) }, { $0.part },
      beside: { [commitParts] in
        let result = Self.commitsAndTips(commitParts ?? [], references, in: store)
        shared.withLock { $0 = result }
      })
    guard let result = shared.withLock({ $0 }) else {
      preconditionFailure("what is done beside a walk is done when the walk is")
    }
    let tips: RefTips
    (commits, tips) = try result.get()
    refsOfBlobs = tips.blobs.filter { blobs.contains($0.key) }
    issues += walk.failures + tips.unreadable

    let graph = TreeGraph(parts, wanted: wanted)
    var trace = HistoryTrace(graph, commits, tips, blobCount: wanted.ids.count)
    if !blobs.isEmpty { trace.run() }
    isReachable = trace.isReachable
    issues += trace.issues
    // What is there and cannot be read is among the issues.
    missing = trace.missing.filter { !store.contains($0) }
    var ledger = trace.ledger
    var found = ledger.places.enumerated().map { number, place in
      let refs = trace.holders[number]
      return Place(
        blob: wanted.ids[Int(place.blob)], path: ledger.bytes(of: place.path, graph.names),
        refs: refs?.first.map { tips.names[Int($0)] } ?? [], refCount: refs?.count ?? 0)
    }
    ledger.forEachEvent { place, commit, change in
      switch change {
      case .introduced: found[place].introduced.append(commit)
      case .removed: found[place].removed.append(commit)
      case .other: found[place].changed.append(commit)
      }
    }
    places = found.sorted {
      $0.blob != $1.blob ? $0.blob < $1.blob : $0.path.lexicographicallyPrecedes($1.path)
    }
  }

  private static func commitsAndTips(
    _ parts: [CommitPart], _ references: [Reference]?, in store: ObjectStore
  ) -> Result<(CommitTable, RefTips), GitError> {
    Result { () throws(GitError) in
      let repository = try Repository(store.location)
      let commits = CommitTable(parts, shallow: repository.shallowCommits)
      let references = references ?? repository.references(in: store).found
      return (commits, try RefTips(references, of: repository, commits))
    }
  }

  /// A commit that is named by its number in a place.
  package func commit(_ number: Int) -> GitCommit { commits.commit(number) }

  /// Whether a ref leads to a commit; otherwise it is dangling, or only a reflog knows it.
  package func isReachable(_ number: Int) -> Bool { isReachable[number] }

  /// The number of a commit; nil for one that is not there.
  package func number(of commit: ObjectID) -> Int? { commits.number(of: commit) }
}

extension ObjectWalk {
  /// Walks with several workers, each with a visitor of its own.
  ///
  /// - Parameters:
  ///   - jobs: how many workers.
  ///   - makeVisitor: called by each.
  ///   - part: what to take from each visitor in the end.
  ///   - other: what is to be done at the same time, by the first of the workers.
  /// - Returns: the parts.
  /// - Throws: `GitError` when a worker cannot begin.
  fileprivate func run<Visitor: ObjectVisitor & SendableMetatype, Part: Sendable>(
    jobs: Int, _ makeVisitor: @Sendable () -> Visitor, _ part: @Sendable (Visitor) -> Part,
    beside other: @Sendable () -> Void = {}
  ) throws(GitError) -> [Part] {
    let results = Locked<[Result<Part, GitError>]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, count))) { worker in
      if worker == 0 { other() }
      let visitor = makeVisitor()
      let result: Result<Part, GitError>
      do throws(GitError) {
        try work(visitor)
        result = .success(part(visitor))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0.append(result) }
    }
    var parts: [Part] = []
    for result in results.withLock({ $0 }) { parts.append(try result.get()) }
    return parts
  }
}
