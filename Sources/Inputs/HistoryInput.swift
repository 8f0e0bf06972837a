package import GitObjects
package import ScanModel

/// Every blob that a repository holds, once: of all refs, and what no ref reaches any more.
///
/// Blobs are listed without their paths. `places` finds them, for those that have findings.
package struct HistoryInput: Input {
  private let folder: String
  private let environment: GitEnvironment
  private let segmentSize: SegmentSize

  /// - Parameters:
  ///   - folder: the repository, bare or not, or a folder in its work tree.
  ///   - environment: what git tells a hook.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(
    folder: String = ".", environment: GitEnvironment = GitEnvironment(),
    segmentSize: SegmentSize = .standard
  ) {
    self.folder = folder
    self.environment = environment
    self.segmentSize = segmentSize
  }

  package func listing() throws -> Listing {
    let repository = try open()
    let objects = try repository.allObjects()
    let references = try repository.references()
    let walk = BlobWalk(try ObjectWalk(repository.location, .all(.blob)))
    var coverage = Coverage()
    coverage.refs = references.found.count
    coverage.commits = objects.found.count { $0.kind == .commit }
    coverage.blobs = walk.count
    coverage.issues = objects.unreadable.map { ScanIssue(subject: nil, message: $0.description) }
    coverage.issues += references.broken.map {
      ScanIssue(
        subject: $0, message: "the reference points to a missing object: git fsck tells more")
    }
    coverage.issues += try gaps(in: repository, objects.found)
    return Listing(
      blobs: [], walk: walk, coverage: coverage, repository: try RepositoryFacts(repository))
  }

  package func makeReader() throws -> any BlobReader {
    ObjectReader(try open(), segmentSize: segmentSize)
  }

  package func places(of blobs: Set<BlobID>) throws -> Places {
    let repository = try open()
    var tips: [ObjectID] = try repository.headCommit().map { [$0] } ?? []
    var issues: [ScanIssue] = []
    for reference in try repository.references().found {
      do throws(GitError) {
        if let commit = try repository.peeledCommit(reference.target) { tips.append(commit) }
      } catch {
        issues.append(ScanIssue(subject: reference.name, message: error.description))
      }
    }
    let walk = try repository.walk(from: tips)
    issues += walk.missing.map {
      ScanIssue(subject: nil, message: "commit \($0) is missing: git fsck tells more")
    }
    var trace = PlaceTrace(Set(blobs.compactMap(ObjectID.init)))
    trace.follow(walk.commits, in: repository)
    var places = trace.places
    places.issues += issues
    for blob in blobs where places.byBlob[blob] == nil {
      places.byBlob[blob] = [(BytePath(blob.description), .unreachable)]
    }
    return places
  }

  /// What the repository ought to hold and does not.
  private func gaps(
    in repository: Repository, _ objects: [ObjectEntry]
  ) throws -> [ScanIssue] {
    var gaps: [ScanIssue] = []
    if repository.isShallow {
      gaps.append(
        ScanIssue(
          subject: nil,
          message: "history is cut off (shallow clone): \(RangeFailure.fetchEverything)"))
    }
    if try repository.isPartialClone() {
      let missing = try repository.missingObjectCount(among: objects)
      if missing > 0 {
        gaps.append(
          ScanIssue(
            subject: nil,
            message:
              "\(missing) objects are missing (partial clone): git fetch --refetch --no-filter"))
      }
    }
    return gaps
  }

  private func open() throws -> Repository {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw GitError(
        .notFound, "read the history of \(folder)", "no git repository here or in a folder above")
    }
    return try Repository(found)
  }
}
