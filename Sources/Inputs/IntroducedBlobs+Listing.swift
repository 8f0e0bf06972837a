internal import GitObjects
internal import ScanModel

extension IntroducedBlobs {
  /// From so many on, blobs are read in the order of the packs: before anything can be read so, all packs are looked
  /// through, which takes as long as to read some thousand blobs one by one.
  static let walkThreshold = 4000

  /// What was noted, as an input lists it.
  ///
  /// - Parameters:
  ///   - repository: where the blobs are.
  ///   - coverage: what else was counted.
  /// - Returns: many blobs as a walk, few as a list.
  /// - Throws: `GitError` when the repository's own facts or folders cannot be read.
  func listing(of repository: Repository, _ coverage: Coverage) throws(GitError) -> Listing {
    var listing = Listing(
      blobs: blobs, coverage: coverage, repository: try RepositoryFacts(repository))
    listing.coverage.blobs = listing.blobs.count
    guard listing.blobs.count >= Self.walkThreshold else { return listing }
    var ids: Set<ObjectID> = []
    for blob in listing.blobs {
      guard let id = blob.id else { continue }
      listing.walked[id] = blob
      if let id = ObjectID(id) { ids.insert(id) }
    }
    listing.blobs = []
    let store = try ObjectStore(repository.location)
    listing.walk = BlobWalk(RepositoryWalk(texts: ObjectWalk(store, .these(ids))))
    return listing
  }
}
