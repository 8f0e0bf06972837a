internal import CGit2

/// The four kinds of git object.
package enum ObjectKind: Hashable, Sendable {
  case blob
  case tree
  case commit
  case tag
}

/// Some of the kinds of git object.
package struct ObjectKinds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  // The bits are those of the numbers that packs use.
  package static let commit = ObjectKinds(rawValue: 1 << 1)
  package static let tree = ObjectKinds(rawValue: 1 << 2)
  package static let blob = ObjectKinds(rawValue: 1 << 3)
  package static let tag = ObjectKinds(rawValue: 1 << 4)

  func contains(packed kind: UInt8) -> Bool { rawValue >> kind & 1 == 1 }
}

/// An object's name and kind.
package struct ObjectEntry: Hashable, Sendable {
  package let id: ObjectID
  package let kind: ObjectKind
}

extension Repository {
  /// Reads an object and lends its bytes; they are valid only during the call of `body`.
  ///
  /// - Throws: `GitError` when the object is missing or damaged.
  package func withObject<Result>(
    _ id: ObjectID, _ body: (ObjectKind, Span<UInt8>) -> Result
  ) throws(GitError) -> Result {
    try unsafe withStoredObject(id, in: objects, body)
  }

  /// Reads a blob and lends its bytes; they are valid only during the call of `body`.
  ///
  /// - Throws: `GitError` when the blob is missing or damaged, or the object is no blob.
  package func withBlob<Result>(
    _ id: ObjectID, _ body: (Span<UInt8>) -> Result
  ) throws(GitError) -> Result {
    let result = try withObject(id) { kind, bytes in kind == .blob ? body(bytes) : nil }
    guard let result else { throw GitError(.corrupt, "read blob \(id)", "not a blob") }
    return result
  }

  /// Whether the object is there, loose, packed or in an alternate.
  package func contains(_ id: ObjectID) -> Bool {
    var raw = id.raw
    return unsafe git_odb_exists(objects, &raw) == 1
  }

  /// The same, without a look for packs that have come since: cheap for what is mostly not there.
  func containsAsOpened(_ id: ObjectID) -> Bool {
    var raw = id.raw
    return unsafe git_odb_exists_ext(objects, &raw, UInt32(GIT_ODB_LOOKUP_NO_REFRESH.rawValue)) == 1
  }

  /// Every object of the repository and its alternates once, reachable or not, packed ones in the order of the pack.
  ///
  /// - Returns: the objects, and an error for each whose header cannot be read.
  /// - Throws: `GitError` when the object database cannot be listed.
  package func allObjects() throws(GitError) -> (found: [ObjectEntry], unreadable: [GitError]) {
    let ids = try allObjectIDs()
    var found: [ObjectEntry] = []
    var unreadable: [GitError] = []
    found.reserveCapacity(ids.count)
    for id in ids {
      do throws(GitError) {
        found.append(ObjectEntry(id: id, kind: try kind(of: id)))
      } catch {
        unreadable.append(error)
      }
    }
    return (found, unreadable)
  }

  /// The kind of an object, without reading its content.
  ///
  /// - Throws: `GitError` when the object is missing or damaged.
  package func kind(of id: ObjectID) throws(GitError) -> ObjectKind {
    var raw = id.raw
    var byteCount = 0
    var type = GIT_OBJECT_INVALID
    try check(unsafe git_odb_read_header(&byteCount, &type, objects, &raw), "read object \(id)")
    guard let kind = ObjectKind(type) else {
      throw GitError(.corrupt, "read object \(id)", "unknown kind of object")
    }
    return kind
  }

  private func allObjectIDs() throws(GitError) -> [ObjectID] {
    var listed = ListedIDs()
    let status = unsafe withUnsafeMutablePointer(to: &listed) { payload in
      unsafe git_odb_foreach(
        objects,
        { id, payload in
          guard let id = unsafe id, let payload = unsafe payload else { return -1 }
          unsafe payload.assumingMemoryBound(to: ListedIDs.self).pointee
            .add(ObjectID(unsafe id.pointee))
          return 0
        }, payload)
    }
    try check(status, "list the objects of \(location.gitDirectory)")
    return listed.ids
  }
}

/// Ids in the order of their first appearance: an object may be loose and packed, or in several packs.
private struct ListedIDs {
  private(set) var ids: [ObjectID] = []
  private var seen: Set<ObjectID> = []

  mutating func add(_ id: ObjectID) {
    if seen.insert(id).inserted { ids.append(id) }
  }
}

extension ObjectKind {
  /// libgit2's kind; nil when it is none of the four.
  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }
}
