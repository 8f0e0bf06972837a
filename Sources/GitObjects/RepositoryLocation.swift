#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where a repository is on disk; found without libgit2, which takes longer to start than a small scan.
package struct RepositoryLocation: Hashable, Sendable {
  /// The repository itself: `.git`, a bare repository, or `.git/worktrees/NAME` of a linked work tree.
  package let gitDirectory: String
  /// The checked-out files, without a slash at the end; nil for a bare repository.
  package let workTree: String?
  package let indexFile: String
  /// Further folders of objects, of a push that is not yet accepted.
  package private(set) var objectDirectories: [String]
  /// The one of them that holds what the push has brought, and nothing else.
  package private(set) var quarantine: String?

  private init(gitDirectory: String, workTree: String?, environment: GitEnvironment) {
    self.gitDirectory = gitDirectory
    self.workTree = workTree
    indexFile = environment.indexFile.map(absolute) ?? gitDirectory + "/index"
    objectDirectories = environment.objectDirectories.map(absolute)
    quarantine = environment.quarantine.map(absolute)
  }

  /// The repository as it is before the push that is being received.
  var withoutQuarantine: RepositoryLocation {
    var location = self
    location.objectDirectories.removeAll { $0 == quarantine }
    location.quarantine = nil
    return location
  }

  /// The repository that holds a folder, or that the environment names.
  ///
  /// - Parameters:
  ///   - directory: where to look first, then in every folder above it. It must exist.
  ///   - environment: what git tells a hook; empty to look at the folders alone.
  /// - Returns: nil when no folder up to the root is a repository or holds one.
  /// - Throws: `GitError` when a `.git` is there and cannot be followed.
  package static func find(
    from directory: String, environment: GitEnvironment = GitEnvironment()
  ) throws(GitError) -> RepositoryLocation? {
    if let named = environment.gitDirectory {
      let gitDirectory = absolute(named)
      guard isGitDirectory(gitDirectory) else {
        throw GitError(.notFound, "open \(named) (GIT_DIR)", "not a git repository")
      }
      // Git's rule: with GIT_DIR alone, the current folder is the work tree; a hook of a bare repository runs inside it.
      let current = absolute(".")
      let workTree = environment.workTree.map(absolute) ?? (current == gitDirectory ? nil : current)
      return RepositoryLocation(
        gitDirectory: gitDirectory, workTree: workTree, environment: environment)
    }
    guard var folder = realPath(directory) else {
      throw systemError("open \(directory)")
    }
    while true {
      if let found = try find(in: folder, environment: environment) { return found }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// The repository whose work tree starts at `folder`, or which `folder` is.
  static func find(
    in folder: String, environment: GitEnvironment = GitEnvironment()
  ) throws(GitError) -> RepositoryLocation? {
    let dotGit = folder == "/" ? "/.git" : folder + "/.git"
    // Whoever may not look into it must not hear that there is no repository.
    if isForbidden(dotGit + "/HEAD") { throw systemError("open \(dotGit)") }
    if isGitDirectory(dotGit) {
      return RepositoryLocation(gitDirectory: dotGit, workTree: folder, environment: environment)
    }
    if isRegularFile(dotGit), let text = try readWholeFile(dotGit) {
      let target = try linkTarget(text, in: folder)
      return RepositoryLocation(gitDirectory: target, workTree: folder, environment: environment)
    }
    guard isGitDirectory(folder) else { return nil }
    return RepositoryLocation(gitDirectory: folder, workTree: nil, environment: environment)
  }

  /// What a `.git` file points to: `gitdir: PATH` (gitrepository-layout(5)).
  private static func linkTarget(_ text: [UInt8], in folder: String) throws(GitError) -> String {
    let line = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard line.hasPrefix("gitdir: ") else {
      throw GitError(.corrupt, "open \(folder)/.git", "not a git link (gitdir: PATH)")
    }
    let target = String(line.dropFirst("gitdir: ".count))
    let path = target.hasPrefix("/") ? target : folder + "/" + target
    guard let real = realPath(path), isGitDirectory(real) else {
      throw GitError(.notFound, "open \(folder)/.git", "\(target) is not a git repository")
    }
    return real
  }
}

/// Whether a folder is a repository: git's own test, `HEAD` and objects and refs, or a linked work tree's `commondir`.
package func isGitDirectory(_ path: String) -> Bool {
  exists(path + "/HEAD")
    && (exists(path + "/commondir") || exists(path + "/objects") && exists(path + "/refs"))
}

/// Whether a permission, and nothing else, hides a file; `errno` tells of it then.
private func isForbidden(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(path, &status) != 0 && errno == EACCES
}

private func exists(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(path, &status) == 0
}

func isRegularFile(_ path: String, followingLinks: Bool = false) -> Bool {
  var status = stat()
  let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
  return result == 0 && status.st_mode & S_IFMT == S_IFREG
}

private func absolute(_ path: String) -> String {
  if let real = realPath(path) { return real }
  guard !path.hasPrefix("/"), let current = realPath(".") else { return path }
  return current + "/" + path
}

/// The path without links, or nil (and `errno`) when it does not exist.
package func realPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}
