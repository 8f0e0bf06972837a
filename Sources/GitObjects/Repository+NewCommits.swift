/// What a push would make reachable, told from what the references reach already.
package struct PushWalk: Sendable {
  /// Commits that the new tips reach and no reference does, parents before children.
  package internal(set) var commits: [GitCommit] = []
  /// Annotated tags that come with them.
  package internal(set) var tags: [ObjectID] = []
  /// Tips, or what tags lead to, that are a tree or a blob, by the reference that would hold them.
  package internal(set) var others: [(reference: [UInt8], object: ObjectEntry)] = []
  /// What the push leads to and the repository does not hold.
  package internal(set) var unreadable: [GitError] = []
}

extension Repository {
  /// What some tips lead to and no reference does: what `git rev-list TIPS --not --all` lists, and the tags on the way.
  ///
  /// Most pushes go on from a tip that the repository has, and bring nothing but new objects: then the walk ends at that
  /// tip, and no other is looked at. Only where it comes to a commit that was there before and is no tip, the references
  /// are followed, the likeliest first.
  ///
  /// - Parameters:
  ///   - tips: what the references are to point to, each with its name.
  ///   - likely: what they point to now.
  /// - Returns: new commits, tags and what else they lead to.
  /// - Throws: `GitError` when the references cannot be read.
  package func pushWalk(
    from tips: [(name: [UInt8], id: ObjectID)], likely: [ObjectID]
  ) throws(GitError) -> PushWalk {
    let references = try HeldTips(of: self)
    var walk = PushWalk()
    var newTips: [ObjectID] = []
    var finder = NewCommitFinder(self, references, try locationBeforePush.map(Repository.init))
    for (name, id) in tips where !finder.isHeld(id) {
      do throws(GitError) {
        try peel(id, name, &walk, &newTips)
      } catch {
        walk.unreadable.append(error)
      }
    }
    try finder.find(from: newTips, likely: likely)
    walk.commits = CommitWalk.parentsFirst(finder.commits)
    walk.unreadable += finder.unreadable
    return walk
  }

  /// The repository without what the push has brought; nil without a quarantine, where nothing tells what that is.
  private var locationBeforePush: RepositoryLocation? {
    location.quarantine == nil ? nil : location.withoutQuarantine
  }

  /// Follows a tip to what it stands for, with the tags on the way.
  func peel(
    _ tip: ObjectID, _ name: [UInt8], _ walk: inout PushWalk, _ commits: inout [ObjectID]
  ) throws(GitError) {
    let chain = try tagChain(from: tip)
    walk.tags += chain.tags
    if chain.kind == .commit {
      commits.append(chain.target)
    } else {
      walk.others.append((name, ObjectEntry(id: chain.target, kind: chain.kind)))
    }
  }
}

/// What the references of a repository and HEAD point to.
private struct HeldTips {
  /// All of it, and what the tags among it lead to as far as `packed-refs` tells.
  private(set) var ids: Set<ObjectID> = []
  /// What the branches point to.
  private(set) var branches: [ObjectID] = []
  /// What everything else points to; tags may stand for themselves.
  private(set) var others: [ObjectID] = []

  init(of repository: Repository) throws(GitError) {
    let files = try ReferenceFiles(
      gitDirectory: repository.location.gitDirectory, commonDirectory: repository.commonDirectory())
    for entry in files.entries {
      if let peeled = entry.peeled { ids.insert(peeled) }
      guard ids.insert(entry.target).inserted else { continue }
      if entry.name.hasPrefix("refs/heads/") {
        branches.append(entry.target)
      } else {
        others.append(entry.peeled ?? entry.target)
      }
    }
    for head in try repository.detachedHeads() where ids.insert(head.target).inserted {
      branches.append(head.target)
    }
  }
}

private struct NewCommitFinder {
  private let repository: Repository
  private let references: HeldTips
  private let before: Repository?
  private(set) var commits: [ObjectID: GitCommit] = [:]
  private(set) var unreadable: [GitError] = []

  init(_ repository: Repository, _ references: HeldTips, _ before: Repository?) {
    self.repository = repository
    self.references = references
    self.before = before
  }

  /// Whether a reference points to an object; one that only the push brings was missing there, and is new.
  func isHeld(_ id: ObjectID) -> Bool {
    references.ids.contains(id) && before?.containsAsOpened(id) != false
  }

  mutating func find(from tips: [ObjectID], likely: [ObjectID]) throws(GitError) {
    var seen: Set<ObjectID> = []
    var pending = tips
    var doubtful: [ObjectID] = []
    while let id = pending.popLast() {
      guard seen.insert(id).inserted, !isHeld(id) else { continue }
      guard let before, !before.containsAsOpened(id) else {
        doubtful.append(id)
        continue
      }
      if let commit = read(id) { pending += commit.parents }
    }
    try settle(doubtful, likely: likely)
  }

  private mutating func read(_ id: ObjectID) -> GitCommit? {
    do throws(GitError) {
      let commit = try repository.commit(id)
      commits[id] = commit
      return commit
    } catch {
      unreadable.append(error)
      return nil
    }
  }

  /// Adds those of the doubtful commits, and of their past, that no reference reaches.
  private mutating func settle(_ doubtful: [ObjectID], likely: [ObjectID]) throws(GitError) {
    guard !doubtful.isEmpty else { return }
    var hidden = likely.filter(references.ids.contains)
    var left = CommitWalk()
    for more in [[], references.branches, references.others] {
      hidden += more
      guard !hidden.isEmpty else { continue }
      left = try repository.walk(from: doubtful, hiding: hidden.compactMap(commit))
      guard !left.commits.isEmpty else { return }
    }
    if hidden.isEmpty { left = try repository.walk(from: doubtful) }
    for commit in left.commits { commits[commit.id] = commit }
    unreadable += left.missing.map {
      GitError(.notFound, "read commit \($0)", "it is missing: git fsck tells more")
    }
  }

  /// What a reference hides; a tag stands for its commit, and what is broken hides nothing.
  private func commit(_ tip: ObjectID) -> ObjectID? {
    try? repository.peeledCommit(tip)
  }
}
