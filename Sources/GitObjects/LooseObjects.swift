internal import CGit2

/// Objects in files of their own, read through libgit2 but not through its reader of packs.
///
/// libgit2 1.5 trusts packs: an offset outside of one ends the process, and a cycle of deltas never ends. For one thread.
@safe
final class LooseObjects {
  private let store: ObjectStore
  private let objects: OpaquePointer
  private var repository: Repository?

  /// - Throws: `GitError` when libgit2 cannot start.
  init(_ store: ObjectStore) throws(GitError) {
    self.store = store
    try GitLibrary.require()
    let operation = "open the loose objects"
    var made: OpaquePointer?
    try check(unsafe git_odb_new(&made), operation)
    guard let made = unsafe made else { throw GitError(.corrupt, operation, "no objects") }
    unsafe objects = made
    for path in store.folders.paths {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      try check(unsafe git_odb_backend_loose(&backend, path, -1, 0, 0, 0), "open \(path)")
      try check(unsafe git_odb_add_backend(objects, backend, 1), "open \(path)")
    }
  }

  deinit {
    unsafe git_odb_free(objects)
  }

  /// Reads an object and lends its bytes; they are valid only during the call of `body`.
  ///
  /// - Parameters:
  ///   - id: of the object.
  ///   - mayBePacked: whether to look in packs as well: git may have packed it meanwhile.
  ///   - body: takes kind and bytes.
  /// - Throws: `GitError` when the object is missing, damaged, or too large to hold.
  func withObject(
    _ id: ObjectID, mayBePacked: Bool, _ body: (ObjectKind, Span<UInt8>) -> Void
  ) throws(GitError) {
    do throws(GitError) {
      try unsafe read(id, in: objects, body)
    } catch {
      guard error.code == .notFound, mayBePacked, store.failures.isEmpty else { throw error }
      let opened: Repository
      if let repository { opened = repository } else { opened = try Repository(store.location) }
      repository = opened
      try unsafe read(id, in: opened.objects, body)
    }
  }

  private func read(
    _ id: ObjectID, in objects: OpaquePointer, _ body: (ObjectKind, Span<UInt8>) -> Void
  ) throws(GitError) {
    try unsafe requireReadable(id, in: objects)
    try unsafe withStoredObject(id, in: objects, body)
  }
}

/// Looks at an object's header, so that one too large to hold is never read.
///
/// - Throws: `GitError` when it is missing, damaged or too large.
private func requireReadable(_ id: ObjectID, in objects: OpaquePointer) throws(GitError) {
  var raw = id.raw
  var byteCount = 0
  var type = GIT_OBJECT_INVALID
  try check(unsafe git_odb_read_header(&byteCount, &type, objects, &raw), "read object \(id)")
  guard UInt64(byteCount) <= PackLimits.largestObject else {
    throw GitError(
      .unsupported, "read object \(id)", PackDamage.tooLarge(UInt64(byteCount)).message)
  }
}

/// Reads an object of libgit2's database and lends its bytes; they are valid only during the call of `body`.
///
/// - Throws: `GitError` when the object is missing or damaged.
func withStoredObject<Result>(
  _ id: ObjectID, in objects: OpaquePointer, _ body: (ObjectKind, Span<UInt8>) -> Result
) throws(GitError) -> Result {
  var raw = id.raw
  var object: OpaquePointer?
  try check(unsafe git_odb_read(&object, objects, &raw), "read object \(id)")
  defer { unsafe git_odb_object_free(object) }
  guard let kind = ObjectKind(unsafe git_odb_object_type(object)) else {
    throw GitError(.corrupt, "read object \(id)", "unknown kind of object")
  }
  let buffer = unsafe UnsafeRawBufferPointer(
    start: git_odb_object_data(object), count: git_odb_object_size(object))
  return unsafe buffer.withMemoryRebound(to: UInt8.self) { bytes in
    unsafe body(kind, bytes.span)
  }
}
