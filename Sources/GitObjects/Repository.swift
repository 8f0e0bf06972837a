internal import CGit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open repository: refs, objects and settings, read through libgit2.
///
/// For one thread: libgit2's objects "cannot be safely accessed by multiple threads simultaneously"
/// (docs/threading.md). Each worker opens its own, which takes less than a millisecond.
@safe
package final class Repository {
  package let location: RepositoryLocation
  /// Commits whose parents a shallow clone has cut off.
  package let shallowCommits: Set<ObjectID>

  // Both are freed in deinit and stay inside this module.
  let handle: OpaquePointer
  let objects: OpaquePointer

  var trees = TreeCache()

  /// Opens a repository that was found on disk.
  ///
  /// - Parameter location: from `RepositoryLocation.find`.
  /// - Throws: `GitError` when libgit2 cannot start, or the repository is damaged or in a format it cannot read.
  package init(_ location: RepositoryLocation) throws(GitError) {
    try GitLibrary.require()
    self.location = location
    try location.requirePlainFiles()
    unsafe handle = try Self.open(location)
    do throws(GitError) {
      unsafe objects = try Self.objectDatabase(of: handle, location)
      shallowCommits = try unsafe Self.shallowCommits(of: handle)
    } catch {
      unsafe git_repository_free(handle)
      throw error
    }
  }

  deinit {
    unsafe git_odb_free(objects)
    unsafe git_repository_free(handle)
  }

  package var isShallow: Bool { !shallowCommits.isEmpty }

  /// Whether the configuration has a remote of this name.
  package func hasRemote(_ name: String) -> Bool {
    var remote: OpaquePointer?
    defer { unsafe git_remote_free(remote) }
    return unsafe git_remote_lookup(&remote, handle, name) == 0
  }

  /// The URL of `origin`, or of the only remote, without user name and password.
  ///
  /// - Throws: `GitError` when the configuration cannot be read.
  package func remoteURL() throws(GitError) -> String? {
    var names = unsafe git_strarray()
    try check(unsafe git_remote_list(&names, handle), "list remotes")
    defer { unsafe git_strarray_dispose(&names) }
    let list = unsafe (0..<names.count).compactMap { index in
      unsafe names.strings[index].map { unsafe String(cString: $0) }
    }
    guard let name = list.contains("origin") ? "origin" : list.first else { return nil }
    var remote: OpaquePointer?
    try check(unsafe git_remote_lookup(&remote, handle, name), "read remote \(name)")
    defer { unsafe git_remote_free(remote) }
    return unsafe git_remote_url(remote).map { withoutUserInfo(unsafe String(cString: $0)) }
  }

  private static func open(_ location: RepositoryLocation) throws(GitError) -> OpaquePointer {
    let operation = "open the repository \(location.gitDirectory)"
    var handle: OpaquePointer?
    let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
    let asBare = flags | GIT_REPOSITORY_OPEN_BARE.rawValue
    do throws(GitError) {
      try check(
        unsafe git_repository_open_ext(&handle, location.gitDirectory, flags, nil), operation)
    } catch {
      // A submodule that is checked out no more still names its work tree.
      let isWithoutTree = location.workTree == nil && error.code == .notFound
      if isWithoutTree,
        unsafe git_repository_open_ext(&handle, location.gitDirectory, asBare, nil) == 0,
        let handle = unsafe handle
      {
        return unsafe handle
      }
      // Checked after the failure, so that a libgit2 built for it may read the format.
      guard error.message.contains("objectformat") else { throw error }
      throw GitError(
        .unsupported, operation,
        "its objects are named by SHA-256, which the installed libgit2 cannot read")
    }
    guard let handle = unsafe handle else { throw GitError(.corrupt, operation, "no repository") }
    if let workTree = location.workTree, unsafe git_repository_is_bare(handle) == 0 {
      let current = unsafe git_repository_workdir(handle).map { unsafe String(cString: $0) }
      guard current != workTree + "/" else { return unsafe handle }
      let status = unsafe git_repository_set_workdir(handle, workTree, 0)
      do throws(GitError) { try check(status, operation) } catch {
        unsafe git_repository_free(handle)
        throw error
      }
    }
    return unsafe handle
  }

  private static func objectDatabase(
    of handle: OpaquePointer, _ location: RepositoryLocation
  ) throws(GitError) -> OpaquePointer {
    let operation = "open the objects of \(location.gitDirectory)"
    // libgit2 takes a folder that it may not read for one that is empty.
    if let folder = unsafe git_repository_commondir(handle).map({ unsafe String(cString: $0) }),
      unsafe access(folder + "objects", R_OK | X_OK) != 0, errno == EACCES
    {
      throw systemError(operation)
    }
    var objects: OpaquePointer?
    try check(unsafe git_repository_odb(&objects, handle), operation)
    guard let objects = unsafe objects else { throw GitError(.corrupt, operation, "no objects") }
    do throws(GitError) {
      for directory in location.objectDirectories {
        try check(unsafe git_odb_add_disk_alternate(objects, directory), "open \(directory)")
      }
    } catch {
      unsafe git_odb_free(objects)
      throw error
    }
    return unsafe objects
  }

  private static func shallowCommits(of handle: OpaquePointer) throws(GitError) -> Set<ObjectID> {
    guard let path = unsafe git_repository_commondir(handle) else { return [] }
    let bytes = try readWholeFile(unsafe String(cString: path) + "/shallow") ?? []
    return Set(bytes.split(separator: UInt8(ascii: "\n")).compactMap(ObjectID.init(hexadecimal:)))
  }
}

/// A URL without the user name and password before the host.
///
/// The short form of SSH, `git@host:path`, becomes `ssh://host/path`, so that the result is a URL.
func withoutUserInfo(_ url: String) -> String {
  let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].contains("/") else { return url }
  if parts[1].hasPrefix("//") {
    let rest = parts[1].dropFirst(2)
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return url }
    return parts[0] + "://" + rest[rest.index(after: at)...]
  }
  let host = parts[0].lastIndex(of: "@").map { parts[0][parts[0].index(after: $0)...] } ?? parts[0]
  return "ssh://" + host + "/" + parts[1].drop { $0 == "/" }
}
