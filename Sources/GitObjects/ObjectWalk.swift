internal import Synchronization

/// Takes the objects of a walk, on one worker.
package protocol ObjectVisitor: AnyObject {
  /// Takes one object.
  ///
  /// - Parameters:
  ///   - object: its name and kind.
  ///   - bytes: its content, valid only during the call.
  ///   - changed: when the object was made from another for which `visit` returned true: the ranges of `bytes` that are
  ///     not copied from it, ascending; an empty range is a seam, where copied parts meet that did not before. nil: nothing
  ///     is known, all bytes count as new.
  /// - Returns: whether objects made from this one may be told by what they change.
  func visit(_ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool
}

/// One pass over objects of a repository, each once, shared out over workers.
package final class ObjectWalk: Sendable {
  /// Which objects a walk visits.
  package enum Selection: Sendable {
    /// Every object of one kind, reachable or not.
    case all(ObjectKind)
    /// These, whatever their kind.
    case these(Set<ObjectID>)
  }

  private let location: RepositoryLocation
  private let objects: [ObjectEntry]
  private let cursor = Atomic<Int>(0)
  private let failed = Mutex<[GitError]>([])

  /// Lists the objects to visit.
  ///
  /// - Throws: `GitError` when the objects cannot be listed at all.
  package init(_ location: RepositoryLocation, _ selection: Selection) throws(GitError) {
    self.location = location
    let all = try Repository(location).allObjects()
    objects = all.found.filter {
      switch selection {
      case .all(let kind): $0.kind == kind
      case .these(let ids): ids.contains($0.id)
      }
    }
    failed.withLock { $0 += all.unreadable }
  }

  /// How many objects the walk visits.
  package var count: Int { objects.count }

  /// Visits objects until none is left; called once by each worker, at the same time.
  ///
  /// - Parameters:
  ///   - visitor: belongs to this worker alone.
  ///   - goesOn: asked before each object; false ends the work.
  /// - Throws: `GitError` when the worker cannot begin.
  package func work(
    _ visitor: any ObjectVisitor, while goesOn: () -> Bool = { true }
  ) throws(GitError) {
    let repository = try Repository(location)
    while goesOn() {
      let index = cursor.add(1, ordering: .relaxed).oldValue
      guard index < objects.count else { return }
      do throws(GitError) {
        _ = try repository.withObject(objects[index].id) { _, bytes in
          visitor.visit(objects[index], bytes, changed: nil)
        }
      } catch {
        failed.withLock { $0.append(error) }
      }
    }
  }

  /// What could not be read, once all workers have ended.
  package var failures: [GitError] { failed.withLock { $0 } }
}
