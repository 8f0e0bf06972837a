package import GitObjects
package import ScanModel

/// The history of a repository: every blob and every message that it holds, once, also what no ref reaches any more;
/// or what selected commits bring in.
///
/// Blobs are listed without their paths. `places` finds them, for those that have findings.
package struct HistoryInput: Input {
  private enum Place {
    case folder(String)
    case location(RepositoryLocation)
  }

  private let place: Place
  /// Of a submodule: put before what is told of it.
  private let name: String?
  private let options: HistoryOptions
  private let environment: GitEnvironment
  private let segmentSize: SegmentSize
  private let walked = WalkedRepository()

  /// - Parameters:
  ///   - folder: the repository, bare or not, or a folder in its work tree.
  ///   - options: how much of it to read.
  ///   - environment: what git tells a hook.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(
    folder: String = ".", options: HistoryOptions = HistoryOptions(),
    environment: GitEnvironment = GitEnvironment(), segmentSize: SegmentSize = .standard
  ) {
    place = .folder(folder)
    name = nil
    self.options = options
    self.environment = environment
    self.segmentSize = segmentSize
  }

  /// The history of a submodule, read as that of the repository around it.
  init(_ location: RepositoryLocation, named name: String, like outer: HistoryInput) {
    place = .location(location)
    self.name = name
    options = outer.options
    environment = GitEnvironment()
    segmentSize = outer.segmentSize
  }

  package func listing() throws -> Listing {
    let repository = try open()
    let store = try ObjectStore(repository.location)
    let references = repository.references(in: store)
    var contents = WalkedRepository.Contents(store: store, references: references.found)
    var coverage = Coverage()
    coverage.refs = references.found.count
    coverage.issues = references.broken.map { ScanIssue(subject: $0.name, message: $0.reason) }
    coverage.skipped[.danglingReference] =
      references.dangling.isEmpty ? nil : references.dangling.count
    coverage.issues += try repository.missingAlternates().map {
      ScanIssue(subject: $0, message: "this folder of objects (info/alternates) is missing")
    }
    var walk: RepositoryWalk
    if options.selection.isEmpty {
      noteShallowness(isCutOff: repository.isShallow, in: &coverage)
      walk = try everything(in: repository, contents)
    } else {
      walk = try selection(in: repository, &contents, &coverage)
    }
    walked.keep(contents)
    let facts = facts(of: repository, &coverage)
    walk.name = name
    if let name { coverage.nameIssues(name) }
    return Listing(blobs: [], walk: BlobWalk(walk), coverage: coverage, repository: facts)
  }

  /// A damaged HEAD or configuration makes the scan incomplete, and hides nothing else.
  private func facts(of repository: Repository, _ coverage: inout Coverage) -> RepositoryFacts? {
    do throws(GitError) {
      if let head = try repository.headCommit(), !repository.contains(head) {
        coverage.issues.append(
          ScanIssue(subject: "HEAD", message: "it points to \(head), which is missing"))
      }
      return try RepositoryFacts(repository)
    } catch {
      coverage.issues.append(ScanIssue(subject: nil, message: error.description))
      return nil
    }
  }

  /// Up to so many commits, all that trees name is looked for; beyond, only what commits and tags name.
  ///
  /// To look for all would make large scans a third longer, and there is `git fsck`.
  private static let fullyCheckedCommits = 5000

  /// All objects, reachable or not.
  private func everything(
    in repository: Repository, _ contents: WalkedRepository.Contents
  ) throws -> RepositoryWalk {
    let store = contents.store
    let isPartial = try repository.isPartialClone()
    var kinds: ObjectKinds = [.blob, .commit, .tag]
    if isPartial || store.count(of: .commit) <= Self.fullyCheckedCommits { kinds.insert(.tree) }
    return RepositoryWalk(
      ObjectWalk(store, .all(kinds)), readsMessages: options.messages,
      LinkCheck(of: repository, store),
      Gaps(isPartialClone: isPartial, areAllowed: options.allowsMissing), contents.commits)
  }

  /// What the selected commits bring in.
  private func selection(
    in repository: Repository, _ contents: inout WalkedRepository.Contents,
    _ coverage: inout Coverage
  ) throws -> RepositoryWalk {
    let store = contents.store
    let selected = try SelectedHistory(options.selection, contents.references, in: repository)
    contents.selected = Set(selected.commits.map { BlobID($0.id) })
    coverage.refs = selected.referenceCount
    coverage.issues += selected.issues
    coverage.notes.append(options.selection.summary)
    noteShallowness(isCutOff: selected.isCutOff, in: &coverage)
    let held = selected.blobs.filter(store.contains)
    let gaps = Gaps(
      isPartialClone: try repository.isPartialClone(), areAllowed: options.allowsMissing)
    gaps.tell(of: selected.blobs.subtracting(held).sorted(), in: &coverage)
    let texts = selected.tags.union(selected.commits.map(\.id))
    return RepositoryWalk(
      ObjectWalk(store, .these(held.union(texts))), readsMessages: options.messages,
      LinkCheck(of: repository, store), gaps)
  }

  private func noteShallowness(isCutOff: Bool, in coverage: inout Coverage) {
    guard isCutOff else { return }
    let cut = "history is cut off (shallow clone)"
    if options.allowsShallow {
      coverage.notes.append(cut + ", and was read as far as it goes")
    } else {
      coverage.issues.append(
        ScanIssue(subject: nil, message: "\(cut): \(CloneAdvice.fetchEverything)"))
    }
  }

  package func makeReader() throws -> any BlobReader {
    ObjectReader(try open(), segmentSize: segmentSize)
  }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    let repository = try open()
    let (texts, files) = blobs.partitionedByMessages(in: repository)
    let kept = walked.kept
    let attribution = try Attribution(
      of: Set(files.compactMap(ObjectID.init)),
      in: kept?.store ?? ObjectStore(repository.location), references: kept?.references,
      gathered: kept?.commits, jobs: jobs)
    var places = Places(of: files, attribution)
    if let commits = kept?.selected { places.select(commits, options.selection) }
    places.merge(MessagePlaces(of: texts, in: repository, attribution).places)
    // Of a partial clone the listing has told what is missing, or that the user puts up with it.
    if let first = attribution.missing.first, try !repository.isPartialClone() {
      let message =
        "object \(first) is missing, so that findings may lack commits: git fsck tells more"
      places.issues.append(ScanIssue(subject: nil, message: message))
    }
    return places
  }

  package func walk(of blobs: Set<BlobID>) throws -> BlobWalk? {
    guard let store = walked.kept?.store else { return nil }
    let held = Set(blobs.compactMap(ObjectID.init).filter(store.contains))
    return BlobWalk(RepositoryWalk(texts: ObjectWalk(store, .these(held))))
  }

  func open() throws -> Repository {
    switch place {
    case .location(let location): return try Repository(location)
    case .folder(let folder):
      let found = try RepositoryLocation.find(from: folder, environment: environment)
      guard let found else {
        throw GitError(
          .notFound, "read the history of \(folder)", "no git repository here or in a folder above")
      }
      return try Repository(found)
    }
  }
}
