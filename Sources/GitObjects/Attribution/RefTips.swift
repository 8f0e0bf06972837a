internal import CGit2

/// What the refs and HEAD point to.
struct RefTips {
  /// In the order of the names.
  private(set) var names: [String] = []
  /// Of each: the tree at it or at the commit it leads to.
  private(set) var roots: [ObjectID?] = []
  /// The numbers of the commits that they lead to.
  private(set) var commits: [Int] = []
  /// The refs that lead to a blob without any tree.
  private(set) var blobs: [ObjectID: [String]] = [:]
  private(set) var unreadable: [GitError] = []

  /// More tags of tags than anybody makes.
  private static let longestChain = 1000

  init(of repository: Repository, _ table: CommitTable) throws(GitError) {
    var tips = try repository.references().found
    if let head = try repository.headCommit() { tips.append(Reference(name: "HEAD", target: head)) }
    tips += try repository.detachedHeads()
    tips.sort { $0.name < $1.name }
    for tip in tips {
      do throws(GitError) {
        try add(tip, table, repository)
      } catch {
        unreadable.append(GitError(error.code, "follow \(tip.name)", error.description))
      }
    }
  }

  private mutating func add(
    _ tip: Reference, _ table: CommitTable, _ repository: Repository
  ) throws(GitError) {
    var target = tip.target
    for _ in 0..<Self.longestChain {
      if let commit = table.number(of: target) {
        commits.append(commit)
        return append(tip.name, root: table.tree(of: commit))
      }
      let (kind, next) = try repository.withObject(target) { kind, bytes in
        var header = HeaderReader()
        return (kind, kind == .tag ? header.id(after: Self.object, in: bytes) : nil)
      }
      switch kind {
      case .tree: return append(tip.name, root: target)
      case .blob:
        blobs[target, default: []].append(tip.name)
        return append(tip.name, root: nil)
      // A commit that could not be read: the pass over all commits tells.
      case .commit: return append(tip.name, root: nil)
      case .tag:
        guard let next else { throw GitError(.corrupt, "read tag \(target)", "it names no object") }
        target = next
      }
    }
    throw GitError(.corrupt, "read tag \(tip.target)", "too many tags of tags")
  }

  private static let object = Array("object ".utf8)

  private mutating func append(_ name: String, root: ObjectID?) {
    names.append(name)
    roots.append(root)
  }
}

extension Repository {
  /// The commits at which other work trees of the repository stand without a branch.
  ///
  /// - Throws: `GitError` when the work trees cannot be listed.
  fileprivate func detachedHeads() throws(GitError) -> [Reference] {
    guard let path = unsafe git_repository_commondir(handle) else { return [] }
    let folder = unsafe String(cString: path)
    var names = unsafe git_strarray()
    try check(unsafe git_worktree_list(&names, handle), "list the work trees of \(folder)")
    defer { unsafe git_strarray_dispose(&names) }
    var heads: [Reference] = []
    for index in unsafe 0..<names.count {
      guard let name = unsafe names.strings[index].map({ unsafe String(cString: $0) }) else {
        continue
      }
      heads += detachedHead("worktrees/\(name)/HEAD", in: folder)
    }
    // Where this is a linked work tree, the main one is another.
    if unsafe git_repository_is_worktree(handle) != 0 {
      heads += detachedHead("HEAD", in: folder).map {
        Reference(name: "main-worktree/HEAD", target: $0.target)
      }
    }
    return heads
  }

  private func detachedHead(_ name: String, in folder: String) -> [Reference] {
    // A work tree that is gone since: git passes over it too.
    guard let bytes = try? readWholeFile(folder + "/" + name),
      let id = ObjectID(hexadecimal: bytes.prefix { $0 > 0x20 })
    else { return [] }
    return contains(id) ? [Reference(name: name, target: id)] : []
  }
}
