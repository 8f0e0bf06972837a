internal import GitObjects
internal import ScanModel

/// Collects what a change brings in: each blob once, with its places and all that it replaces.
struct IntroducedBlobs: Sendable {
  private struct Introduction {
    let path: [UInt8]
    let origin: Origin
    /// Where else it is brought in; most are nowhere.
    var morePlaces: [(path: BytePath, origin: Origin)] = []
    var replaces: [[BlobID]]
    var madeOf: [[BlobID]] = []
    /// Brought in once without replacing anything: every line counts.
    var isNew: Bool
    /// Brought in at another path too.
    var hasOtherPaths = false
  }

  /// Removed contents of a commit that a new file is sought among; git's own search for renames has such a limit too.
  private static let mostRenamed = 64

  private var order: [ObjectID] = []
  private var introductions: [ObjectID: Introduction] = [:]

  /// Notes that a blob is brought in, in place of what was `replaced` at the path; nothing, for a new file.
  ///
  /// A new path with a content that the same change has `removed` elsewhere is a rename, which adds no line; one with another
  /// content may be `made` of what is removed, changed on the way.
  mutating func add(
    _ id: ObjectID, path: [UInt8], origin: Origin, replaced: [ObjectID], removed: Set<ObjectID>,
    madeOf made: [BlobID] = []
  ) {
    let old = replaced.isEmpty && removed.contains(id) ? [id] : replaced
    var introduction =
      introductions[id] ?? Introduction(path: path, origin: origin, replaces: [], isNew: false)
    if introductions[id] == nil {
      order.append(id)
    } else {
      introduction.morePlaces.append((BytePath(path), origin))
    }
    if introduction.path != path { introduction.hasOtherPaths = true }
    if old.isEmpty {
      introduction.isNew = true
      introduction.madeOf.append(made)
    } else {
      introduction.replaces.append(old.map(BlobID.init))
      introduction.madeOf.append(old.map(BlobID.init))
    }
    introductions[id] = introduction
  }

  /// Notes everything that commits bring in and none of their parents has; what cannot be told becomes an issue.
  mutating func add(_ commits: [GitCommit], in repository: Repository, _ coverage: inout Coverage) {
    var differences = CommitDifferences(commits, in: repository)
    for commit in commits {
      do throws(GitError) {
        let difference = try differences.difference(of: commit)
        let origin = Origin.commit(Commit(commit))
        let removed = difference.removed
        let made = removed.count <= Self.mostRenamed ? removed.map(BlobID.init) : []
        for entry in difference.added {
          guard entry.kind.isBlob else {
            coverage.skipped[.submodule, default: 0] += 1
            continue
          }
          add(
            entry.id, path: entry.path, origin: origin, replaced: entry.replaced,
            removed: removed, madeOf: made)
        }
      } catch {
        coverage.issues.append(
          ScanIssue(subject: "commit \(commit.id)", message: error.description))
      }
    }
  }

  /// Notes a message, which replaces nothing.
  mutating func add(messageOf id: ObjectID, path: BytePath, origin: Origin) {
    add(id, path: path.bytes, origin: origin, replaced: [], removed: [])
  }

  /// In the order in which they were first noted.
  var blobs: [Blob] {
    order.compactMap { id in
      introductions[id].map { introduction in
        Blob(
          id: BlobID(id), path: BytePath(introduction.path), origin: introduction.origin,
          replaces: introduction.isNew ? [] : introduction.replaces, madeOf: introduction.madeOf,
          isPlaced: !introduction.hasOtherPaths)
      }
    }
  }

  /// Where blobs are brought in.
  func places(of blobs: Set<BlobID>) -> Places {
    var places = Places()
    for blob in blobs {
      guard let id = ObjectID(blob), let introduction = introductions[id] else { continue }
      places.byBlob[blob] =
        [(BytePath(introduction.path), introduction.origin)] + introduction.morePlaces
    }
    return places
  }
}
