/// Commits that wait, the newest first: a binary heap, ties broken by id so that the order never varies.
struct CommitQueue {
  private var heap: [(time: Int64, id: ObjectID)] = []
  private var members: Set<ObjectID> = []

  var newestTime: Int64? { heap.first?.time }

  func contains(_ id: ObjectID) -> Bool { members.contains(id) }

  mutating func insert(_ id: ObjectID, time: Int64) {
    guard members.insert(id).inserted else { return }
    heap.append((time, id))
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popNewest() -> ObjectID? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    members.remove(first.id)
    var parent = 0
    while true {
      var top = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if precedes(child, top) { top = child }
      }
      guard top != parent else { return first.id }
      heap.swapAt(parent, top)
      parent = top
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (-heap[left].time, heap[left].id) < (-heap[right].time, heap[right].id)
  }
}
