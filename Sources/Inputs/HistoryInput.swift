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

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    let ids = Set(blobs.compactMap(ObjectID.init))
    return Places(
      of: blobs, try Attribution(of: ids, in: open().location, jobs: jobs))
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
