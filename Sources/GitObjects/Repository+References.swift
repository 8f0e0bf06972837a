internal import CGit2

/// A name that points to an object.
package struct Reference: Hashable, Sendable {
  /// In full: `refs/heads/main`, `refs/stash`.
  package let name: String
  /// What it points to, symbolic references followed: a commit, or an annotated tag.
  package let target: ObjectID
}

/// The references of a repository, and what is wrong with some.
package struct References: Sendable {
  /// Those that point to an object, sorted by name.
  package var found: [Reference] = []
  /// Those that cannot be followed, and why, sorted by name: what they once reached may be gone.
  package var broken: [(name: String, reason: String)] = []
  /// Symbolic references to a branch that is gone, as `refs/remotes/origin/HEAD` often is; they hide nothing.
  package var dangling: [String] = []
}

extension Repository {
  /// Every reference: branches, tags, remotes, notes, stash.
  ///
  /// - Parameter store: the repository's objects, when they are open already; looking there is faster.
  /// - Returns: them all, sorted by name.
  package func references(in store: ObjectStore? = nil) -> References {
    var references = References()
    let files: ReferenceFiles
    do throws(GitError) {
      files = try ReferenceFiles(
        gitDirectory: location.gitDirectory, commonDirectory: commonDirectory())
    } catch {
      references.broken = [("refs", error.message)]
      return references
    }
    references.broken = files.malformed
    for entry in files.entries {
      if store?.contains(entry.target) ?? contains(entry.target) {
        references.found.append(Reference(name: entry.name, target: entry.target))
      } else {
        references.broken.append((entry.name, "it points to \(entry.target), which is missing"))
      }
    }
    for (name, _) in files.symbolic {
      switch files.destination(ofSymbolic: name) {
      case .object(let target):
        references.found.append(Reference(name: name, target: target))
      case .nothing: references.dangling.append(name)
      case .tooFar: references.broken.append((name, "it leads in a circle, or too far"))
      }
    }
    if !files.symbolic.isEmpty { references.found.sort { $0.name < $1.name } }
    references.broken.sort { $0.name < $1.name }
    references.dangling.sort()
    return references
  }

  /// The commit at HEAD, or nil when HEAD is unborn.
  ///
  /// - Throws: `GitError` when HEAD cannot be read.
  package func headCommit() throws(GitError) -> ObjectID? {
    let unborn = unsafe git_repository_head_unborn(handle)
    try check(unborn, "read HEAD of \(location.gitDirectory)")
    guard unborn == 0 else { return nil }
    var id = git_oid()
    try check(
      unsafe git_reference_name_to_id(&id, handle, "HEAD"),
      "read HEAD of \(location.gitDirectory)")
    return ObjectID(id)
  }

  /// The commit at HEAD, or nil when HEAD is unborn, damaged, or at a commit that is missing.
  package func heldHeadCommit() -> ObjectID? {
    guard let head = try? headCommit(), contains(head) else { return nil }
    return head
  }

  /// The branch that HEAD is on, such as `main`; nil when it is detached.
  ///
  /// - Throws: `GitError` when HEAD cannot be read.
  package func branch() throws(GitError) -> String? {
    var head: OpaquePointer?
    try check(
      unsafe git_reference_lookup(&head, handle, "HEAD"),
      "read HEAD of \(location.gitDirectory)")
    defer { unsafe git_reference_free(head) }
    guard let target = unsafe git_reference_symbolic_target(head) else { return nil }
    let name = unsafe String(cString: target)
    let prefix = "refs/heads/"
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  /// The commit that a revision names, as `git rev-parse REVISION^{commit}` would tell.
  ///
  /// - Throws: `GitError` with `.notFound` or `.ambiguous` when it names none.
  package func commit(named revision: String) throws(GitError) -> ObjectID {
    let operation = "find the revision \(revision)"
    var object: OpaquePointer?
    let found = unsafe git_revparse_single(&object, handle, revision)
    // A word too short for the beginning of an id is "ambiguous", and a name that no ref can have "no valid
    // specification": both are names of nothing.
    guard found != GIT_EINVALIDSPEC.rawValue,
      found != GIT_EAMBIGUOUS.rawValue || revision.utf8.count > 3
    else { throw GitError(.notFound, operation, "no such revision") }
    try check(found, operation)
    defer { unsafe git_object_free(object) }
    var commit: OpaquePointer?
    let peeled = unsafe git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
    guard peeled != GIT_EPEEL.rawValue, peeled != GIT_EINVALIDSPEC.rawValue else {
      throw GitError(.corrupt, operation, "it names a file or a tree, and no commit")
    }
    try check(peeled, operation)
    defer { unsafe git_object_free(commit) }
    guard let id = unsafe git_object_id(commit) else {
      throw GitError(.corrupt, operation, "no object")
    }
    return ObjectID(unsafe id.pointee)
  }

  /// The commit that an object is or, for an annotated tag, leads to; nil for a tree or a blob.
  ///
  /// - Throws: `GitError` when the object or the commit cannot be read.
  package func peeledCommit(_ id: ObjectID) throws(GitError) -> ObjectID? {
    let operation = "read object \(id)"
    var raw = id.raw
    var object: OpaquePointer?
    try check(unsafe git_object_lookup(&object, handle, &raw, GIT_OBJECT_ANY), operation)
    defer { unsafe git_object_free(object) }
    var peeled: OpaquePointer?
    let status = unsafe git_object_peel(&peeled, object, GIT_OBJECT_COMMIT)
    if status == GIT_EPEEL.rawValue || status == GIT_EINVALIDSPEC.rawValue { return nil }
    try check(status, operation)
    defer { unsafe git_object_free(peeled) }
    return unsafe git_object_id(peeled).map { ObjectID(unsafe $0.pointee) }
  }

  /// The best common ancestor of two commits, or nil when they have none.
  ///
  /// In a shallow clone, of what it holds: libgit2 1.5 follows parents that were never fetched, and fails.
  ///
  /// - Throws: `GitError` when the commits cannot be followed.
  package func mergeBase(
    of one: ObjectID, and other: ObjectID
  ) throws(GitError) -> ObjectID? {
    guard !isShallow else { return try mergeBaseOfHeldCommits(one, other) }
    var (left, right, base) = (one.raw, other.raw, git_oid())
    let status = unsafe git_merge_base(&base, handle, &left, &right)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try check(status, "find where \(one) and \(other) parted")
    return ObjectID(base)
  }
}
