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

  /// - Parameters:
  ///   - references: all of the repository.
  ///   - repository: where HEAD and tags are read.
  ///   - table: its commits.
  /// - Throws: `GitError` when the HEAD of another work tree cannot be read.
  init(
    _ references: [Reference], of repository: Repository, _ table: CommitTable
  ) throws(GitError) {
    var tips = references
    if let head = repository.heldHeadCommit() { tips.append(Reference(name: "HEAD", target: head)) }
    tips += try repository.detachedHeads().filter { $0.name != "HEAD" }
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
    var kind = ObjectKind.commit
    if table.number(of: target) == nil {
      let chain = try repository.tagChain(from: target)
      (target, kind) = (chain.target, chain.kind)
    }
    if let commit = table.number(of: target) {
      commits.append(commit)
      return append(tip.name, root: table.tree(of: commit))
    }
    if kind == .blob { blobs[target, default: []].append(tip.name) }
    append(tip.name, root: kind == .tree ? target : nil)
  }

  private mutating func append(_ name: String, root: ObjectID?) {
    names.append(name)
    roots.append(root)
  }
}
