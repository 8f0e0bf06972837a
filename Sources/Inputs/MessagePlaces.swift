internal import GitObjects
internal import ScanModel

/// Where messages stand: in no file, so that what they are stands for a path.
struct MessagePlaces {
  private(set) var places = Places()
  /// The ids that are no commits and no tags.
  private(set) var others: Set<BlobID> = []

  /// Takes the commits and annotated tags out of a set of objects.
  init(among ids: Set<BlobID>, in repository: Repository) {
    for blob in ids {
      guard let id = ObjectID(blob) else { continue }
      do throws(GitError) {
        switch try repository.kind(of: id) {
        case .commit:
          let commit = Commit(try repository.commit(id))
          places.byBlob[blob] = [(.commitMessage, .commit(commit))]
        case .tag:
          let target = try repository.tagChain(from: id)
          let origin: Origin =
            target.kind == .commit
            ? .commit(Commit(try repository.commit(target.target))) : .unreachable
          places.byBlob[blob] = [(.tagMessage(try repository.tagName(id)), origin)]
        case .blob, .tree:
          others.insert(blob)
        }
      } catch {
        others.insert(blob)
        places.issues.append(ScanIssue(subject: nil, message: error.description))
      }
    }
  }
}

extension Places {
  /// Adds the places of other blobs, or more places of the same.
  mutating func merge(_ other: Places) {
    byBlob.merge(other.byBlob) { $0 + $1 }
    issues += other.issues
  }
}
