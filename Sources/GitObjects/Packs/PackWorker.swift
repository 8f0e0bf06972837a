/// One worker's walk through trees of deltas.
final class PackWorker {
  private let forest: PackForest
  private let selection: PackSelection
  private let branches: SharedBranches
  private let reader: EntryReader
  private let visitor: any ObjectVisitor
  /// The visitor, if it reads objects by what they have from their bases.
  private let heir: (any LineageVisitor)?
  /// The bases that wait for their further children, the one nearest to the root first.
  private var waiting: [Waiting] = []
  private var heldBytes = 0
  /// Called for each object that cannot be read.
  private let fail: (ObjectID, String, PackDamage) -> Void

  private struct Waiting {
    let entry: UInt32
    var nextChild: UInt32
    /// The sibling at which to stop.
    let end: UInt32
    /// nil once it was dropped to save memory.
    var buffer: ObjectBuffer?
    /// What the visitor said of it.
    let note: UInt8?
  }

  /// Branches are handed over from this weight on, in units of 16 bytes, or this number of children.
  private static let leastShared: (weight: UInt64, children: Int) = (512, 64)

  init(
    _ forest: PackForest, _ selection: PackSelection, _ branches: SharedBranches,
    _ visitor: any ObjectVisitor, fail: @escaping (ObjectID, String, PackDamage) -> Void
  ) throws(GitError) {
    self.forest = forest
    self.selection = selection
    self.branches = branches
    self.visitor = visitor
    heir = visitor as? any LineageVisitor
    self.fail = fail
    reader = try EntryReader(forest, listingCopiesOfAtLeast: heir?.shortestCopy)
  }

  /// Visits what is wanted in the tree of a root.
  ///
  /// - Parameters:
  ///   - root: a whole object.
  ///   - goesOn: asked before each object; false ends the walk.
  func walk(root: UInt32, while goesOn: () -> Bool) {
    do throws(PackDamage) {
      let buffer = try reader.inflateRoot(root)
      let note = visit(root, buffer, from: nil, since: nil)
      descend(from: root, buffer, note)
    } catch {
      giveUp(root, error)
    }
    finish(while: goesOn)
  }

  /// Visits what is wanted in a branch that another worker has left.
  func walk(_ branch: SharedBranches.Branch, while goesOn: () -> Bool) {
    heldBytes += branch.base.count
    waiting.append(
      Waiting(
        entry: branch.parent, nextChild: branch.first, end: branch.end, buffer: branch.base,
        note: branch.note))
    finish(while: goesOn)
  }

  /// Visits an object by itself, from a further pack that holds it whole, if its kind is wanted.
  ///
  /// - Returns: whether there is one.
  func visitCopy(of id: ObjectID, _ isWanted: (ObjectKind) -> Bool) -> Bool {
    for entry in forest.copies(of: id) {
      guard let kind = ObjectKind(packed: forest.entries[Int(entry)].kind) else { continue }
      do throws(PackDamage) {
        let buffer = try reader.remake(entry)
        if isWanted(kind) {
          unsafe buffer.bytes.withMemoryRebound(to: UInt8.self) { bytes in
            _ = unsafe visitor.visit(
              ObjectEntry(id: id, kind: kind), bytes.span, changed: nil, since: 0)
          }
        }
        reader.give(buffer)
        return true
      } catch {
        continue
      }
    }
    return false
  }

  private func finish(while goesOn: () -> Bool) {
    while let top = waiting.indices.last {
      guard goesOn() else {
        waiting.removeAll()
        heldBytes = 0
        return
      }
      if branches.areWanted { share() }
      let child = waiting[top].nextChild
      guard child != waiting[top].end else {
        release(waiting.removeLast())
        continue
      }
      guard let base = base(at: top) else { continue }
      waiting[top].nextChild = sibling(after: child)
      let note = waiting[top].note
      // Nothing else needs a base whose last child is on its way.
      let isLast = waiting[top].nextChild == waiting[top].end
      if isLast {
        heldBytes -= base.count
        waiting.removeLast()
      }
      make(child, from: base, since: note)
      if isLast { reader.give(base) }
    }
  }

  /// Makes an object from its base, visits it, and lets it wait for its children.
  private func make(_ entry: UInt32, from base: ObjectBuffer, since note: UInt8?) {
    do throws(PackDamage) {
      let buffer = try reader.apply(entry, to: base)
      let note = visit(entry, buffer, from: base, since: note)
      descend(from: entry, buffer, note)
    } catch {
      giveUp(entry, error)
    }
  }

  private func descend(from entry: UInt32, _ buffer: consuming ObjectBuffer, _ note: UInt8?) {
    let child = selection.firstNeeded(from: forest.entries[Int(entry)].firstChild, in: forest)
    guard child != PackForest.none else {
      reader.give(buffer)
      return
    }
    heldBytes += buffer.count
    waiting.append(
      Waiting(
        entry: entry, nextChild: child, end: PackForest.none, buffer: buffer,
        note: note))
    var index = 0
    while heldBytes > PackLimits.heldBytes, index < waiting.count - 1 {
      if let held = waiting[index].buffer.take() {
        heldBytes -= held.count
        reader.give(held)
      }
      index += 1
    }
  }

  private func sibling(after child: UInt32) -> UInt32 {
    selection.firstNeeded(from: forest.entries[Int(child)].nextSibling, in: forest)
  }

  private func release(_ finished: consuming Waiting) {
    guard let buffer = finished.buffer.take() else { return }
    heldBytes -= buffer.count
    reader.give(buffer)
  }

  /// Visits an object if it is wanted.
  ///
  /// - Parameters:
  ///   - entry: of the object.
  ///   - buffer: its content.
  ///   - base: from which it was made; nil for a whole object.
  ///   - note: of the base; nil when the object may not be told by its changes.
  /// - Returns: the visitor's note; nil when what is made from the object may not be told so.
  private func visit(
    _ entry: UInt32, _ buffer: ObjectBuffer, from base: ObjectBuffer?, since note: UInt8?
  ) -> UInt8? {
    let record = forest.entries[Int(entry)]
    guard selection.isVisited(entry), let kind = ObjectKind(packed: record.kind) else {
      return nil
    }
    let object = ObjectEntry(id: forest.id(of: entry), kind: kind)
    if let heir {
      unsafe heir.visit(
        object, buffer.bytes, base == nil ? [] : reader.copies, from: base?.notes,
        noting: &buffer.notes)
      return nil
    }
    return unsafe buffer.bytes.withMemoryRebound(to: UInt8.self) { bytes in
      guard let note else {
        return unsafe visitor.visit(object, bytes.span, changed: nil, since: 0)
      }
      return unsafe reader.changes.ranges.withUnsafeBufferPointer { ranges in
        unsafe visitor.visit(object, bytes.span, changed: ranges.span, since: note)
      }
    }
  }

  /// Leaves some children of the base nearest to the root to somebody who has nothing to do.
  private func share() {
    for index in waiting.indices {
      guard let buffer = waiting[index].buffer else { continue }
      let first = waiting[index].nextChild
      let (last, isLast) = (waiting[index].end, index == waiting.count - 1)
      var end = first
      var (weight, children): (UInt64, Int) = (0, 0)
      while end != last, weight < Self.leastShared.weight, children < Self.leastShared.children {
        weight += UInt64(forest.entries[Int(end)].weight)
        children += 1
        end = sibling(after: end)
      }
      // One child of the entry at hand is this worker's own.
      guard weight >= Self.leastShared.weight || children == Self.leastShared.children,
        !isLast || end != last
      else { continue }
      waiting[index].nextChild = end
      branches.add(
        SharedBranches.Branch(
          parent: waiting[index].entry, first: first, end: end, base: buffer,
          note: waiting[index].note))
      return
    }
  }

  /// The bytes of a base that waits, made again if they were dropped; nil, and its children given up, if that fails.
  private func base(at index: Int) -> ObjectBuffer? {
    if let buffer = waiting[index].buffer { return buffer }
    do throws(PackDamage) {
      let buffer = try reader.remake(waiting[index].entry)
      waiting[index].buffer = buffer
      heldBytes += buffer.count
      return buffer
    } catch {
      var child = waiting[index].nextChild
      while child != waiting[index].end {
        giveUp(child, error)
        child = sibling(after: child)
      }
      waiting.remove(at: index)
      return nil
    }
  }

  /// Tells of an entry that cannot be read, and of all that is made from it.
  private func giveUp(_ entry: UInt32, _ reason: PackDamage) {
    var pending: [(entry: UInt32, reason: PackDamage)] = [(entry, reason)]
    while let (entry, reason) = pending.popLast() {
      let record = forest.entries[Int(entry)]
      let id = forest.id(of: entry)
      if selection.isVisited(entry) { fail(id, forest.packs[Int(record.pack)].path, reason) }
      var child = record.firstChild
      while child != PackForest.none {
        pending.append((child, .damagedBase(id)))
        child = forest.entries[Int(child)].nextSibling
      }
    }
  }
}
