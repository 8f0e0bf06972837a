package import GitObjects
package import ScanModel
internal import Synchronization

/// What a push brings in: the contents and messages of all commits that the repository pushed to does not have yet.
///
/// Git keeps the objects of a push in quarantine until its hooks have accepted it; the environment tells where.
package final class PushInput: Input {
  /// What a message about the push wants to know of its commits.
  package struct Facts: Sendable {
    /// Parents before children.
    package var order: [BlobID] = []
    /// The commits that the references would point to.
    package var tips: Set<BlobID> = []
    /// Those without parents.
    package var roots: Set<BlobID> = []
  }

  /// Which end of a push this is.
  package enum Side: Hashable, Sendable {
    /// The repository that is pushed to: new is what none of its references reaches.
    case receiving
    /// The one that is pushed from: new is what the remote of this name is not known to have.
    case sending(remote: String)
  }

  let updates: [ReferenceUpdate]
  let side: Side
  private let folder: String
  private let environment: GitEnvironment
  private let segmentSize: SegmentSize
  private let listed = Mutex<(walk: PushWalk, blobs: IntroducedBlobs)?>(nil)

  /// - Parameters:
  ///   - updates: what the push wants of the references.
  ///   - side: which end of the push this is.
  ///   - folder: where the repository is looked for.
  ///   - environment: what git tells a hook.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(
    _ updates: [ReferenceUpdate], side: Side = .receiving, folder: String = ".",
    environment: GitEnvironment = .current, segmentSize: SegmentSize = .standard
  ) {
    self.updates = updates
    self.side = side
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
    let wanted = updates.filter { !$0.isDeletion }
    let walk = try walk(for: wanted, in: repository)
    var blobs = IntroducedBlobs()
    var coverage = Coverage()
    coverage.refs = wanted.count
    coverage.commits = walk.commits.count
    coverage.issues = walk.unreadable.map { ScanIssue(subject: nil, message: $0.description) }
    blobs.add(walk.commits, in: repository, &coverage)
    for (reference, object) in walk.others {
      do throws(GitError) {
        try blobs.add(object, of: reference, in: repository)
      } catch {
        coverage.issues.append(
          ScanIssue(subject: BytePath(reference).display, message: error.description))
      }
    }
    try blobs.addMessages(of: walk, in: repository)
    listed.withLock { [blobs] in $0 = (walk, blobs) }
    return try blobs.listing(of: repository, coverage)
  }

  package func makeReader() throws -> any BlobReader {
    ObjectReader(try open(), segmentSize: segmentSize)
  }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    listed.withLock { $0?.blobs }?.places(of: blobs) ?? Places()
  }

  /// What is known of the commits once they are listed.
  package var facts: Facts {
    var facts = Facts()
    let walk = listed.withLock { $0?.walk }
    for commit in walk?.commits ?? [] {
      facts.order.append(BlobID(commit.id))
      if commit.parents.isEmpty { facts.roots.insert(BlobID(commit.id)) }
    }
    facts.tips = Set(updates.map { BlobID($0.new) })
    return facts
  }

  private func walk(
    for updates: [ReferenceUpdate], in repository: Repository
  ) throws(GitError) -> PushWalk {
    let tips = updates.map { ($0.name.bytes, $0.new) }
    switch side {
    case .receiving: return try repository.pushWalk(from: tips, likely: updates.map(\.old))
    case .sending(let remote):
      return try repository.outgoingWalk(from: tips, to: remote, having: updates.map(\.old))
    }
  }

  func open() throws -> Repository {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw GitError(.notFound, "read the push", "no git repository here or in a folder above")
    }
    return try Repository(found)
  }
}

extension IntroducedBlobs {
  /// A tree or a blob to which a reference points, without a commit.
  fileprivate mutating func add(
    _ object: ObjectEntry, of reference: [UInt8], in repository: Repository
  ) throws(GitError) {
    guard object.kind == .tree else {
      return add(
        object.id, path: reference, origin: .unreachable, replaced: [], removed: [])
    }
    for entry in try repository.difference(of: object.id, from: []).added where entry.kind.isBlob {
      // As git names it: REVISION:PATH.
      add(
        entry.id, path: reference + Array(":".utf8) + entry.path, origin: .unreachable,
        replaced: [], removed: [])
    }
  }

  /// What was written about the commits and tags.
  fileprivate mutating func addMessages(
    of walk: PushWalk, in repository: Repository
  ) throws(GitError) {
    for commit in walk.commits {
      add(messageOf: commit.id, path: .commitMessage, origin: .commit(Commit(commit)))
    }
    for tag in walk.tags {
      let chain = try repository.tagChain(from: tag)
      let origin: Origin =
        chain.kind == .commit
        ? .commit(Commit(try repository.commit(chain.target))) : .unreachable
      add(messageOf: tag, path: .tagMessage(try repository.tagName(tag)), origin: origin)
    }
  }
}
