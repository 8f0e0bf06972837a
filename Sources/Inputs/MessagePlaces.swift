internal import GitObjects
internal import ScanModel

/// Where messages stand: in no file, so that what they are stands for a path.
struct MessagePlaces {
  private(set) var places = Places()

  /// Places the messages of commits and annotated tags; other objects, and what cannot be read, get none.
  init(of ids: Set<BlobID>, in repository: Repository, _ attribution: Attribution) {
    for blob in ids {
      guard let id = ObjectID(blob) else { continue }
      do throws(GitError) {
        let chain = try repository.tagChain(from: id)
        let path: BytePath =
          chain.tags.isEmpty ? .commitMessage : .tagMessage(try repository.tagName(id))
        var origin = Origin.unreachable
        if chain.kind == .commit, let number = attribution.number(of: chain.target) {
          origin = .commit(Commit(number, attribution))
        }
        places.byBlob[blob] = [(path, origin)]
      } catch {
        places.issues.append(ScanIssue(subject: nil, message: error.description))
      }
    }
  }
}

extension Set<BlobID> {
  /// Takes the commits and annotated tags out of a set of objects; what cannot be read is none of them.
  func partitionedByMessages(
    in repository: Repository
  ) -> (texts: Set<BlobID>, files: Set<BlobID>) {
    let texts = filter { blob in
      guard let id = ObjectID(blob), let kind = try? repository.kind(of: id) else { return false }
      return kind == .commit || kind == .tag
    }
    return (texts, subtracting(texts))
  }
}

extension Places {
  /// Adds the places of other blobs, or more places of the same.
  mutating func merge(_ other: Places) {
    byBlob.merge(other.byBlob) { $0 + $1 }
    histories.merge(other.histories) { $0 + $1 }
    issues += other.issues
  }
}
