/// Follows wanted blobs through all commits and refs, in memory.
struct HistoryTrace {
  private let commits: CommitTable
  private let tips: RefTips
  private var trees: CompactTrees
  private(set) var ledger: PlaceLedger
  /// By place.
  private(set) var holders: [Int: RefHolders] = [:]
  /// Of each commit: whether a ref leads to it.
  let isReachable: [Bool]
  /// Of each commit: its root.
  private var roots: [UInt32]
  /// Parents that are not there, of commits that a ref reaches.
  private var missingParents: Set<ObjectID> = []
  private var isExhausted = false

  init(_ graph: TreeGraph, _ commits: CommitTable, _ tips: RefTips, blobCount: Int) {
    self.commits = commits
    self.tips = tips
    trees = CompactTrees(graph)
    ledger = PlaceLedger(blobCount: blobCount)
    isReachable = commits.reachable(from: tips.commits)
    roots = [UInt32](repeating: CompactTrees.empty, count: commits.count)
  }

  mutating func run() {
    // What a ref reaches first: a tree that is missing counts only there, elsewhere git may have pruned it.
    for isWanted in [true, false] {
      for commit in roots.indices where isReachable[commit] == isWanted {
        roots[commit] = trees.node(of: commits.tree(of: commit), notesMissing: isWanted)
      }
    }
    let tipRoots = tips.roots.map { root in
      root.map { trees.node(of: $0, notesMissing: true) } ?? CompactTrees.empty
    }
    compareCommits()
    var descent = TipDescent(trees)
    descent.descend(from: tipRoots, into: &ledger)
    holders = descent.holders
    isExhausted = isExhausted || descent.isExhausted
    lookOutsideCommits()
  }

  /// Trees and commits that what a ref leads to names, and that are not there.
  var missing: [ObjectID] { missingParents.union(trees.missing).sorted() }

  /// What was damaged or too much.
  var issues: [GitError] {
    var issues = trees.graph.damaged.map { GitError(.corrupt, "read tree \($0)", "not a tree") }
    issues += commits.damaged.map { GitError(.corrupt, "read commit \($0)", "not a commit") }
    if trees.isTooDeep {
      let depth = CompactTrees.maximumDepth
      issues.append(
        GitError(.corrupt, "trace all findings", "folders nested deeper than \(depth)"))
    }
    if ledger.isFull || isExhausted || trees.isTooLarge {
      issues.append(
        GitError(.corrupt, "trace all findings", "they stand at more paths than can be listed"))
    }
    return issues
  }

  private mutating func compareCommits() {
    var comparison = CommitComparison(trees)
    var nodes: [UInt32] = []
    for commit in roots.indices {
      nodes.removeAll(keepingCapacity: true)
      nodes.append(roots[commit])
      var differs = false
      for parent in commits.parents(of: commit) {
        guard let number = commits.number(of: parent) else {
          if isReachable[commit] { missingParents.insert(parent) }
          continue
        }
        nodes.append(roots[number])
        differs = differs || roots[number] != roots[commit]
      }
      if differs || nodes.count == 1, !nodes.allSatisfy({ $0 == CompactTrees.empty }) {
        comparison.compare(nodes, commit: commit, into: &ledger)
      }
    }
    isExhausted = comparison.isExhausted
  }

  /// Looks for blobs that no commit holds in trees that nothing holds: of an index, of a commit that is gone.
  private mutating func lookOutsideCommits() {
    let blobs = ledger.blobsWithoutPlace
    guard !blobs.isEmpty else { return }
    var tops: [UInt32] = []
    for tree in trees.graph.tops() {
      tops.append(trees.node(of: trees.graph.trees.ids[tree], notesMissing: false))
    }
    var descent = TipDescent(trees)
    descent.descend(from: tops, only: blobs, into: &ledger)
    isExhausted = isExhausted || descent.isExhausted
  }
}

extension CommitTable {
  /// Of each commit, whether it is one of some or in their past.
  fileprivate func reachable(from tips: [Int]) -> [Bool] {
    var isReachable = [Bool](repeating: false, count: count)
    var pending = tips
    while let commit = pending.popLast() {
      guard !isReachable[commit] else { continue }
      isReachable[commit] = true
      for parent in parents(of: commit) {
        if let number = number(of: parent), !isReachable[number] { pending.append(number) }
      }
    }
    return isReachable
  }
}
