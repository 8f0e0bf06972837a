package import GitObjects
package import ScanModel
internal import Synchronization

/// What the commits of a range bring in, also what a later one of them takes away again: it has leaked all the same.
///
/// Each commit is compared with all its parents at once, so that a merge counts only for what is in none of them.
package final class RangeInput: Input {
  let range: RevisionRange
  private let folder: String
  private let environment: GitEnvironment
  private let segmentSize: SegmentSize
  private let listed = Mutex<IntroducedBlobs?>(nil)

  /// - Parameters:
  ///   - range: `A..B`, `A...B` or one commit.
  ///   - folder: where the repository is looked for.
  ///   - environment: what git tells a hook.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(
    _ range: RevisionRange, folder: String = ".", environment: GitEnvironment = .current,
    segmentSize: SegmentSize = .standard
  ) {
    self.range = range
    self.folder = folder
    self.environment = environment
    self.segmentSize = segmentSize
  }

  /// Starts what takes longest in the background; called before the rules are read, it costs nothing.
  package func prepare() {
    GitLibrary.startInBackground()
  }

  package func listing() throws -> Listing {
    let repository = try open()
    let commits = try commits(in: repository)
    var blobs = IntroducedBlobs()
    var coverage = Coverage()
    coverage.commits = commits.count
    blobs.add(commits, in: repository, &coverage)
    listed.withLock { [blobs] in $0 = blobs }
    return try blobs.listing(of: repository, coverage)
  }

  package func makeReader() throws -> any BlobReader {
    ObjectReader(try open(), segmentSize: segmentSize)
  }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    listed.withLock { $0 }?.places(of: blobs) ?? Places()
  }

  func open() throws -> Repository {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw GitError(.notFound, "read the range", "no git repository here or in a folder above")
    }
    return try Repository(found)
  }

  /// The commits of the range, parents first.
  private func commits(in repository: Repository) throws -> [GitCommit] {
    switch range {
    case .single(let name):
      let commit = try repository.commit(resolve(name, in: repository))
      guard !repository.shallowCommits.contains(commit.id) else {
        throw RangeFailure(
          "the parents of \(name) are cut off (shallow clone): \(CloneAdvice.fetchEverything)")
      }
      return [commit]
    case .between(let from, let to):
      return try walk(from: from, to: to, in: repository).commits
    case .sinceMergeBase(let from, let to):
      // What B reaches and a merge base of A and B does not is what B reaches and A does not.
      let walk = try walk(from: from, to: to, in: repository)
      guard walk.sidesMeet else {
        throw RangeFailure(
          "\(from) and \(to) have no commit in common: compare with \(from)..\(to)")
      }
      return walk.commits
    }
  }

  private func walk(
    from: String, to: String, in repository: Repository
  ) throws -> CommitWalk {
    let tips = (try resolve(from, in: repository), try resolve(to, in: repository))
    let walk = try repository.walk(from: [tips.1], hiding: [tips.0])
    guard !walk.isCutOff else {
      throw RangeFailure(
        "the history between \(from) and \(to) is cut off (shallow clone): "
          + CloneAdvice.fetchEverything)
    }
    if let missing = walk.missing.first {
      throw RangeFailure("commit \(missing) of the range is missing: run git fetch")
    }
    return walk
  }

  func resolve(_ revision: String, in repository: Repository) throws -> ObjectID {
    do throws(GitError) {
      return try repository.commit(named: revision)
    } catch {
      guard error.code == .notFound else { throw error }
      throw RangeFailure(
        "the revision \(revision) is not in this clone: "
          + CloneAdvice.find(revision, in: repository))
    }
  }
}
