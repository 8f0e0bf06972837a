/// Tells which trees hold some wanted blobs, at any depth; each tree is read once.
package final class BlobTrace {
  private let repository: Repository
  private let wanted: Set<ObjectID>
  private var answers: [ObjectID: Bool] = [:]
  /// Trees that could not be read: what they hold is not known.
  package private(set) var unreadable: [GitError] = []

  package init(_ wanted: Set<ObjectID>, in repository: Repository) {
    self.repository = repository
    self.wanted = wanted
  }

  /// Whether a wanted blob is somewhere below the tree.
  package func isHeld(by tree: ObjectID) -> Bool {
    isHeld(by: tree, depth: 0)
  }

  private func isHeld(by id: ObjectID, depth: Int) -> Bool {
    if let answer = answers[id] { return answer }
    var answer = false
    do throws(GitError) {
      guard depth <= TreeComparison.maximumDepth else {
        throw GitError(.corrupt, "read tree \(id)", "folders nested too deeply")
      }
      for entry in try repository.tree(id) {
        // No early end: a tree that cannot be read must come to light whatever its neighbours hold.
        switch entry.kind {
        case .folder: answer = isHeld(by: entry.id, depth: depth + 1) || answer
        case .file, .symbolicLink: answer = answer || wanted.contains(entry.id)
        case .gitlink: break
        }
      }
    } catch {
      unreadable.append(error)
    }
    answers[id] = answer
    return answer
  }
}
