internal import CGit2

extension Repository {
  /// Whether objects may be missing because the clone left them with a remote (`git clone --filter`).
  ///
  /// - Throws: `GitError` when the configuration cannot be read.
  package func isPartialClone() throws(GitError) -> Bool {
    let operation = "read the configuration of \(location.gitDirectory)"
    var configuration: OpaquePointer?
    try check(unsafe git_repository_config(&configuration, handle), operation)
    defer { unsafe git_config_free(configuration) }
    var isPartial = false
    let status = unsafe withUnsafeMutablePointer(to: &isPartial) { payload in
      unsafe git_config_foreach_match(
        configuration, "^(extensions\\.partialclone|remote\\..*\\.promisor)$",
        { _, payload in
          unsafe payload?.assumingMemoryBound(to: Bool.self).pointee = true
          return 0
        }, payload)
    }
    try check(status, operation)
    return isPartial
  }

  /// How many blobs and trees are named by trees among `objects`, and are not among them.
  ///
  /// - Throws: `GitError` when a tree cannot be read.
  package func missingObjectCount(among objects: [ObjectEntry]) throws(GitError) -> Int {
    let held = Set(objects.lazy.map(\.id))
    var missing: Set<ObjectID> = []
    for object in objects where object.kind == .tree {
      for entry in try tree(object.id) where entry.kind != .gitlink && !held.contains(entry.id) {
        missing.insert(entry.id)
      }
    }
    return missing.count
  }
}
