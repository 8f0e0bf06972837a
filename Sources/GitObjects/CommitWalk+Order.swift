extension CommitWalk {
  /// Orders commits as a walk does: parents before children, among equals the older one first.
  static func parentsFirst(_ commits: [ObjectID: GitCommit]) -> [GitCommit] {
    var children: [ObjectID: [ObjectID]] = [:]
    var waiting: [ObjectID: Int] = [:]
    var ready = CommitQueue()
    for (id, commit) in commits {
      let parents = Set(commit.parents).filter { commits[$0] != nil }
      for parent in parents { children[parent, default: []].append(id) }
      waiting[id] = parents.count
      if parents.isEmpty { ready.insert(id, time: -commit.committerTime) }
    }
    var ordered: [GitCommit] = []
    while let next = ready.popNewest() {
      guard let commit = commits[next] else { continue }
      ordered.append(commit)
      for child in children[next] ?? [] {
        let left = (waiting[child] ?? 0) - 1
        waiting[child] = left
        if left == 0, let time = commits[child]?.committerTime { ready.insert(child, time: -time) }
      }
    }
    return ordered
  }
}
