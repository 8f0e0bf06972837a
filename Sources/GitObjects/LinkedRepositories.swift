extension Repository {
  /// The HEADs of all work trees that are on no branch: `HEAD` for the one that is open here, for others git's names,
  /// `main-worktree/HEAD` and `worktrees/NAME/HEAD`.
  ///
  /// - Throws: `GitError` when one cannot be read.
  package func detachedHeads() throws(GitError) -> [Reference] {
    let common = try commonDirectory()
    var heads: [Reference] = []
    let linked = fileNames(in: common + "/worktrees").map { "worktrees/" + $0 }
    for name in ["main-worktree"] + linked {
      let folder = name == "main-worktree" ? common : common + "/" + name
      guard let head = try readWholeFile(folder + "/HEAD"),
        let id = ObjectID(hexadecimal: head.prefix(2 * ObjectID.byteCount)), contains(id)
      else { continue }
      let isOpen = realPath(folder) == realPath(location.gitDirectory)
      heads.append(Reference(name: isOpen ? "HEAD" : name + "/HEAD", target: id))
    }
    return heads
  }

  /// Folders of objects that the repository borrows from and that are gone (`objects/info/alternates`).
  package func missingAlternates() throws(GitError) -> [String] {
    let objects = try commonDirectory() + "/objects"
    let list = try readWholeFile(objects + "/info/alternates") ?? []
    return list.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
      .map { String(decoding: $0, as: UTF8.self) }
      .filter { realPath($0.hasPrefix("/") ? $0 : objects + "/" + $0) == nil }
  }
}

/// A repository inside of another one.
package struct Submodule: Sendable {
  /// Where it is in the work tree; inside `.git` when it is checked out nowhere.
  package let path: String
  /// nil when it was never cloned.
  package let location: RepositoryLocation?
}

extension Repository {
  /// More than any real repository has; a loop of links inside `.git/modules` would never end.
  private static let mostSubmodules = 10_000
  private static let deepestModule = 32

  /// The submodules of the index and of HEAD, and those that `.git/modules` still holds, sorted by path.
  ///
  /// - Throws: `GitError` when the index, HEAD or a submodule's `.git` cannot be read.
  package func submodules() throws(GitError) -> [Submodule] {
    var found: [String: Submodule] = [:]
    var known: Set<String> = []
    for path in try gitlinks() {
      var inside: RepositoryLocation?
      if let workTree = location.workTree {
        inside = try RepositoryLocation.find(in: workTree + "/" + path)
      }
      if let inside { known.insert(inside.gitDirectory) }
      found[path] = Submodule(path: path, location: inside)
    }
    for folder in Set([location.gitDirectory, try commonDirectory()]).sorted() {
      for name in moduleNames(in: folder + "/modules", depth: 0) {
        guard let module = try RepositoryLocation.find(in: folder + "/modules/" + name),
          known.insert(module.gitDirectory).inserted, found.count < Self.mostSubmodules
        else { continue }
        // By default a module is named for its path.
        let isKnown = found[name].map { $0.location == nil } ?? false
        let path = isKnown ? name : ".git/modules/" + name
        found[path] = Submodule(path: path, location: module)
      }
    }
    return found.values.sorted { $0.path < $1.path }
  }

  /// The paths of submodules, in the index and in HEAD.
  private func gitlinks() throws(GitError) -> Set<String> {
    let index = try location.readIndex()
    var paths = Set(
      index.entries.filter { $0.kind == .gitlink }
        .map { String(decoding: index.path(of: $0), as: UTF8.self) })
    if let head = try headCommit() {
      for entry in try difference(of: commit(head).tree, from: []).added
      where entry.kind == .gitlink {
        paths.insert(String(decoding: entry.path, as: UTF8.self))
      }
    }
    return paths
  }

  /// The names of repositories below a folder; a name may have slashes.
  private func moduleNames(in folder: String, depth: Int) -> [String] {
    guard depth < Self.deepestModule else { return [] }
    return fileNames(in: folder).sorted().prefix(Self.mostSubmodules).flatMap { name in
      isGitDirectory(folder + "/" + name)
        ? [name] : moduleNames(in: folder + "/" + name, depth: depth + 1).map { name + "/" + $0 }
    }
  }
}
