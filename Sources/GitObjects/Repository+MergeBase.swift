extension Repository {
  /// What `git merge-base` finds, where some parents are cut off.
  ///
  /// As git does it (commit-reach.c, paint_down_to_common): the newest commit next, each hands its sides on to its parents;
  /// who has both is common, and what lies behind it is no better.
  func mergeBaseOfHeldCommits(
    _ one: ObjectID, _ other: ObjectID
  ) throws(GitError) -> ObjectID? {
    var painted: [ObjectID: Paint] = [:]
    var queue = CommitQueue()
    var common: [ObjectID] = []
    // How many that wait are not behind a common one.
    var undecided = 0

    func paint(_ id: ObjectID, _ paint: Paint) throws(GitError) {
      let before = painted[id] ?? []
      guard !before.isSuperset(of: paint) else { return }
      let wasUndecided = queue.contains(id) && !before.contains(.behind)
      painted[id] = before.union(paint)
      queue.insert(id, time: try commit(id).committerTime)
      undecided += (before.union(paint).contains(.behind) ? 0 : 1) - (wasUndecided ? 1 : 0)
    }

    try paint(one, .left)
    try paint(other, .right)
    while undecided > 0, let id = queue.popNewest() {
      var sides = painted[id] ?? []
      if !sides.contains(.behind) { undecided -= 1 }
      if sides == [.left, .right] {
        common.append(id)
        sides.insert(.behind)
      }
      for parent in try commit(id).parents { try paint(parent, sides) }
    }
    // In the order of time, so that the first is the newest of those that lie behind no other.
    return common.first { painted[$0]?.contains(.behind) == false }
  }
}

/// From which of two commits another one is reached.
private struct Paint: OptionSet {
  let rawValue: UInt8

  static let left = Paint(rawValue: 1)
  static let right = Paint(rawValue: 2)
  /// From a common one too.
  static let behind = Paint(rawValue: 4)
}
