internal import GitObjects
package import ScanModel

/// A file of a commit, as somebody wrote it down.
package struct CommitFile: Hashable, Sendable {
  /// An id, in full or its first digits.
  package let commit: String
  package let path: BytePath

  package init(commit: String, path: BytePath) {
    self.commit = commit
    self.path = path
  }
}

/// Files of some commits, each content once.
package struct CommitFilesInput: Input {
  private let files: [CommitFile]
  private let folder: String
  private let segmentSize: SegmentSize

  /// - Parameters:
  ///   - files: what to read, if it is there.
  ///   - folder: where the repository is looked for.
  ///   - segmentSize: how much of a blob is lent at once.
  package init(_ files: [CommitFile], folder: String, segmentSize: SegmentSize = .standard) {
    self.files = files
    self.folder = folder
    self.segmentSize = segmentSize
  }

  private func open() throws(GitError) -> Repository {
    guard let location = try RepositoryLocation.find(from: folder) else {
      throw GitError(.notFound, "read commits", "no git repository here or in a folder above")
    }
    return try Repository(location)
  }

  /// The contents that are there; files of commits that are missing, or that have no such file, are not.
  ///
  /// - Throws: `GitError` when there is no repository, or it cannot be opened.
  package func contents() throws -> [CommitFile: BlobID] {
    let repository = try open()
    var contents: [CommitFile: BlobID] = [:]
    for file in files {
      // Nothing but ids: other ways to name a commit can be slow, or mean another one by now.
      guard (4...40).contains(file.commit.utf8.count), file.commit.utf8.allSatisfy(\.isHexDigit),
        let commit = try? repository.commit(named: file.commit),
        let blob = try? repository.blob(at: file.path.text, ofCommit: commit)
      else { continue }
      contents[file] = BlobID(blob)
    }
    return contents
  }

  package func listing() throws -> Listing {
    let repository = try open()
    let contents = try contents()
    var seen: Set<BlobID> = []
    var blobs: [Blob] = []
    for file in files {
      guard let id = contents[file], seen.insert(id).inserted,
        let commit = try? repository.commit(repository.commit(named: file.commit))
      else { continue }
      blobs.append(Blob(id: id, path: file.path, origin: .commit(Commit(commit))))
    }
    return Listing(blobs: blobs, coverage: Coverage())
  }

  package func makeReader() throws -> any BlobReader {
    ObjectReader(try open(), segmentSize: segmentSize)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { Character(Unicode.Scalar(self)).isHexDigit }
}
