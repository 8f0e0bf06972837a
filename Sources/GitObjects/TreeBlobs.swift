/// Collects the blobs of many trees, at any depth; each distinct tree is read once.
package struct TreeBlobs {
  package private(set) var blobs: Set<ObjectID> = []
  /// Trees that could not be read: what they hold is not known.
  package private(set) var unreadable: [GitError] = []
  private var seen: Set<ObjectID> = []
  private let repository: Repository

  package init(_ repository: Repository) {
    self.repository = repository
  }

  /// Adds all that is below a tree.
  package mutating func add(_ tree: ObjectID) {
    var pending = [tree]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      do throws(GitError) {
        for entry in try repository.tree(next) {
          switch entry.kind {
          case .folder: if !seen.contains(entry.id) { pending.append(entry.id) }
          case .file, .symbolicLink: blobs.insert(entry.id)
          case .gitlink: break
          }
        }
      } catch {
        unreadable.append(error)
      }
    }
  }
}
