package import GitObjects
package import ScanModel

/// What the next commit would bring in: the index where it differs from HEAD.
///
/// When files are named and none of them is staged, the files themselves are scanned: `pre-commit run --all-files`
/// names every file, and a scan that then read nothing would pass everything.
package struct StagedInput: Input {
  private let files: [String]
  private let folder: String
  private let environment: GitEnvironment
  private let segmentSize: SegmentSize

  /// - Parameters:
  ///   - files: files and folders to which the scan is limited, relative to the current folder; empty for all.
  ///   - folder: where the repository is looked for.
  ///   - environment: what git tells a hook: a partial commit has an index of its own.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(
    files: [String] = [], folder: String = ".", environment: GitEnvironment = .current,
    segmentSize: SegmentSize = .standard
  ) {
    self.files = files
    self.folder = folder
    self.environment = environment
    self.segmentSize = segmentSize
  }

  /// Starts what takes longest in the background; called before the rules are read, it costs nothing.
  package func prepare() {
    GitLibrary.startInBackground()
  }

  package func listing() throws -> Listing {
    // The index is parsed while libgit2 starts.
    prepare()
    let location = try location()
    let index = try location.readIndex()
    let repository = try Repository(location)
    let changes = try changes(of: index, in: repository)
    guard files.isEmpty || !changes.added.isEmpty || !changes.removedPaths.isEmpty else {
      return try workTree.listing()
    }
    var blobs = IntroducedBlobs()
    var coverage = Coverage()
    for entry in changes.added {
      guard entry.kind.isBlob else {
        coverage.skipped[.submodule, default: 0] += 1
        continue
      }
      coverage.files += 1
      blobs.add(
        entry.id, path: entry.path, origin: .index, replaced: entry.replaced.map { [$0] } ?? [],
        removed: changes.removed)
    }
    let listed = blobs.blobs
    coverage.blobs = listed.count
    return Listing(
      blobs: listed, coverage: coverage, repository: try RepositoryFacts(repository))
  }

  package func makeReader() throws -> any BlobReader {
    StagedReader(
      objects: ObjectReader(try Repository(location()), segmentSize: segmentSize),
      files: workTree.makeReader())
  }

  package func places(of blobs: Set<BlobID>, jobs: Int) throws -> Places {
    let location = try location()
    let changes = try changes(of: location.readIndex(), in: Repository(location))
    var places = Places()
    for entry in changes.added where entry.kind.isBlob && blobs.contains(BlobID(entry.id)) {
      places.byBlob[BlobID(entry.id), default: []].append((BytePath(entry.path), .index))
    }
    return places
  }

  func location() throws(GitError) -> RepositoryLocation {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw GitError(
        .notFound, "read what is staged", "no git repository here or in a folder above")
    }
    return found
  }

  private var workTree: WorkTreeInput {
    WorkTreeInput(paths: files, environment: environment, segmentSize: segmentSize)
  }

  /// The staged changes, limited to the files named.
  private func changes(
    of index: GitIndex, in repository: Repository
  ) throws(GitError) -> StagedChanges {
    var changes = try repository.stagedChanges(of: index)
    guard !files.isEmpty else { return changes }
    let workTree = repository.location.workTree
    let named = files.compactMap { file in workTree.flatMap { pathInWorkTree(file, $0) } }
    let limit = PathLimit(named)
    changes.added.removeAll { !limit.covers($0.path) }
    changes.removedPaths.removeAll { !limit.covers($0) }
    return changes
  }
}

/// A set of files and folders.
private struct PathLimit {
  private let paths: Set<[UInt8]>

  init(_ paths: [[UInt8]]) {
    self.paths = Set(paths)
  }

  /// Whether a path, or a folder above it, is in the set.
  func covers(_ path: [UInt8]) -> Bool {
    if paths.contains(path) || paths.contains([]) { return true }
    return path.indices.contains { index in
      path[index] == UInt8(ascii: "/") && paths.contains(Array(path[..<index]))
    }
  }
}

/// The path of a name relative to the work tree, also of one that is no longer there; nil outside.
private func pathInWorkTree(_ name: String, _ workTree: String) -> [UInt8]? {
  let parts = NamedPath.split(name)
  if parts.file == "." || parts.file == ".." || parts.file.isEmpty {
    return realPath(name).flatMap { NamedPath.path($0, in: workTree) }
  }
  // The folder may be gone with the file: then what is left of it is found higher up.
  let folder = realPath(parts.folder).flatMap { NamedPath.path($0, in: workTree) }
  let above =
    folder
    ?? (parts.folder == "." || parts.folder == "/" ? nil : pathInWorkTree(parts.folder, workTree))
  return above.map { ($0.isEmpty ? [] : $0 + [UInt8(ascii: "/")]) + Array(parts.file.utf8) }
}

/// Reads staged blobs from the repository, and files from the work tree.
private final class StagedReader: BlobReader {
  private let objects: ObjectReader
  private let files: any BlobReader

  init(objects: ObjectReader, files: any BlobReader) {
    self.objects = objects
    self.files = files
  }

  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    switch blob.origin {
    case .file: try files.read(blob, unless: takes, body)
    default: try objects.read(blob, unless: takes, body)
    }
  }

  func addedLines(of blob: Blob) throws(ReadFailure) -> LineSet? {
    try objects.addedLines(of: blob)
  }
}
