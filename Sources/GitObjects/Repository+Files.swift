internal import CGit2

extension Repository {
  /// The file that a commit has at a path; no link is followed.
  ///
  /// - Parameters:
  ///   - path: from the root, with `/`.
  ///   - id: the commit.
  ///   - limit: how many bytes it may have.
  /// - Returns: nil when there is nothing at the path.
  /// - Throws: `GitError` when an object cannot be read, the entry is no file, or the file is too large.
  package func file(
    _ path: String, ofCommit id: ObjectID, limit: Int
  ) throws(GitError) -> [UInt8]? {
    guard let blob = try self.blob(at: path, ofCommit: id) else { return nil }
    let count = try byteCount(of: blob)
    guard count <= limit else {
      throw GitError(.unsupported, "read \(path)", "larger than \(limit) bytes")
    }
    return try withBlob(blob) { unsafe $0.withUnsafeBufferPointer { unsafe Array($0) } }
  }

  /// The blob that a commit has at a path.
  ///
  /// - Returns: nil when there is nothing at the path.
  /// - Throws: `GitError` when an object cannot be read, or the entry is no file.
  package func blob(at path: String, ofCommit id: ObjectID) throws(GitError) -> ObjectID? {
    var folder = try commit(id).tree
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    for (index, name) in names.enumerated() {
      guard let entry = try tree(folder).first(where: { $0.name.elementsEqual(name) }) else {
        return nil
      }
      guard index < names.count - 1 else {
        guard entry.kind == .file else {
          let kind = entry.kind == .symbolicLink ? "a symbolic link" : "not a file"
          throw GitError(.unsupported, "read \(path)", kind)
        }
        return entry.id
      }
      guard entry.kind == .folder else { return nil }
      folder = entry.id
    }
    return nil
  }

  private func byteCount(of id: ObjectID) throws(GitError) -> Int {
    var raw = id.raw
    var byteCount = 0
    var type = GIT_OBJECT_INVALID
    try check(unsafe git_odb_read_header(&byteCount, &type, objects, &raw), "read object \(id)")
    return byteCount
  }
}
