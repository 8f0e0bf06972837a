import ScanModel

/// How paths of a report become paths of the repository that a CI system has checked out, which it wants beside annotations.
///
/// In a repository paths start at its root already. What is scanned elsewhere, as in a checkout without `.git`, is called as
/// the user typed it, from the current folder.
package struct RepositoryPaths: Sendable {
  /// The current folder below the root, with a slash at the end unless empty; nil when it lies elsewhere.
  private let folder: [UInt8]?
  /// Absolute, with a slash at the end.
  private let root: [UInt8]

  /// - Parameters:
  ///   - root: where the CI system has checked out the repository; absolute, links resolved.
  ///   - current: the current folder, likewise.
  package init(root: String, current: String) {
    func withSlash(_ path: String) -> [UInt8] {
      Array((path.hasSuffix("/") ? path : path + "/").utf8)
    }
    let current = withSlash(current)
    self.root = withSlash(root)
    folder = current.starts(with: self.root) ? Array(current.dropFirst(self.root.count)) : nil
  }

  /// The path from the root; as it is, where that does not hold it.
  func path(_ path: BytePath) -> BytePath {
    if path.bytes.first == slash {
      return path.bytes.starts(with: root)
        ? BytePath(Array(path.bytes.dropFirst(root.count))) : path
    }
    guard let folder else { return path }
    var names: [ArraySlice<UInt8>] = []
    for name in (folder + path.bytes).split(separator: slash) where !name.elementsEqual(".".utf8) {
      if name.elementsEqual("..".utf8) {
        guard names.popLast() != nil else { return path }
      } else {
        names.append(name)
      }
    }
    return BytePath(Array(names.joined(separator: [slash])))
  }
}

private let slash = UInt8(ascii: "/")
