/// The commits that some tips reach and others do not.
package struct CommitWalk: Sendable {
  /// Parents before children; among equals the older one first.
  package var commits: [GitCommit] = []
  /// Parents that the repository does not hold, although it is not shallow there.
  package var missing: [ObjectID] = []
  /// Whether the walk ended at a commit whose parents a shallow clone has cut off.
  package var isCutOff = false
  /// Whether the two sides have a commit in common.
  package var sidesMeet = false

  /// The commits in the order of `git log`: from the tips on, of those that wait the newest next.
  package func newestFirst(from tips: [ObjectID]) -> [GitCommit] {
    let byID = Dictionary(commits.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var queue = CommitQueue()
    var seen: Set<ObjectID> = []
    var ordered: [GitCommit] = []
    func wait(_ id: ObjectID) {
      guard let commit = byID[id], seen.insert(id).inserted else { return }
      queue.insert(id, time: commit.committerTime)
    }
    tips.forEach(wait)
    while let next = queue.popNewest() {
      guard let commit = byID[next] else { continue }
      ordered.append(commit)
      commit.parents.forEach(wait)
    }
    return ordered
  }
}

extension Repository {
  /// Walks from `tips` to the past, as far as `hidden` and its past do not reach.
  ///
  /// libgit2's own walk fails at the boundary of a shallow clone (before 1.7), so this one is ours. Like git's, it
  /// orders by commit time and looks a few commits further, so that a wrong clock can at worst show too much.
  ///
  /// - Throws: `GitError` when one of `tips` cannot be read. A hidden one that is no commit, or not there, hides nothing.
  package func walk(
    from tips: [ObjectID], hiding hidden: [ObjectID] = []
  ) throws(GitError) -> CommitWalk {
    var walker = CommitWalker(repository: self)
    for tip in hidden { try walker.start(at: tip, isHidden: true) }
    for tip in tips { try walker.start(at: tip, isHidden: false) }
    walker.run()
    return walker.result()
  }
}

private struct CommitWalker {
  /// How many hidden commits to follow once nothing else is left, as git does (revision.c, SLOP).
  private static let furtherSteps = 5

  private let repository: Repository
  private var commits: [ObjectID: GitCommit] = [:]
  private var hidden: Set<ObjectID> = []
  private var queue = CommitQueue()
  private var shownInQueue = 0
  private var oldestShown = Int64.max
  private var walk = CommitWalk()

  init(repository: Repository) {
    self.repository = repository
  }

  mutating func start(at tip: ObjectID, isHidden: Bool) throws(GitError) {
    if isHidden { hide(tip) }
    guard commits[tip] == nil else {
      walk.sidesMeet = walk.sidesMeet || hidden.contains(tip) && !isHidden
      return
    }
    if isHidden { enqueue(tip) } else { enqueue(try repository.commit(tip)) }
  }

  mutating func run() {
    var stepsLeft = Self.furtherSteps
    while let next = queue.popNewest(), let commit = commits[next] {
      let isHidden = hidden.contains(next)
      if !isHidden {
        shownInQueue -= 1
        oldestShown = min(oldestShown, commit.committerTime)
      }
      for parent in commit.parents {
        if isHidden { hide(parent) } else if hidden.contains(parent) { walk.sidesMeet = true }
        enqueue(parent)
      }
      guard shownInQueue == 0 else {
        stepsLeft = Self.furtherSteps
        continue
      }
      if let time = queue.newestTime, time >= oldestShown {
        stepsLeft = Self.furtherSteps
      } else {
        stepsLeft -= 1
        guard stepsLeft > 0 else { return }
      }
    }
  }

  /// What is left to show, in the order of `CommitWalk.commits`.
  func result() -> CommitWalk {
    var walk = walk
    walk.missing.sort()
    let shown = commits.filter { !hidden.contains($0.key) }
    walk.isCutOff = shown.keys.contains { repository.shallowCommits.contains($0) }
    walk.commits = CommitWalk.parentsFirst(shown)
    return walk
  }

  private mutating func enqueue(_ id: ObjectID) {
    guard commits[id] == nil else { return }
    do throws(GitError) {
      enqueue(try repository.commit(id))
    } catch {
      // A hidden commit that is not there hides nothing.
      if !hidden.contains(id), !walk.missing.contains(id) { walk.missing.append(id) }
    }
  }

  private mutating func enqueue(_ commit: GitCommit) {
    commits[commit.id] = commit
    queue.insert(commit.id, time: commit.committerTime)
    if !hidden.contains(commit.id) { shownInQueue += 1 }
  }

  /// Hides a commit, and what was already walked from it.
  private mutating func hide(_ id: ObjectID) {
    var pending = [id]
    while let next = pending.popLast() {
      guard hidden.insert(next).inserted, let commit = commits[next] else { continue }
      walk.sidesMeet = true
      if queue.contains(next) {
        shownInQueue -= 1
      } else {
        pending += commit.parents
      }
    }
  }
}
