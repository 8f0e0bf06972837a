#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the references of a repository point to, all of them at once.
///
/// Read from git's own files (gitrepository-layout(5), `git pack-refs`): libgit2 opens one by one, which takes seconds
/// where there are hundreds of thousands.
struct ReferenceTips {
  /// Every object that a reference names, and what the tags among them lead to, as far as `packed-refs` tells.
  private(set) var ids: Set<ObjectID> = []
  /// What HEAD and the branches point to.
  private(set) var branches: [ObjectID] = []
  /// What all other references point to; tags may stand for themselves.
  private(set) var others: [ObjectID] = []
  private var looseNames: Set<[UInt8]> = []

  /// Folders of references that lie deeper are no work of git's: a name has at most 4,096 bytes.
  private static let maximumDepth = 2048

  /// Reads the references of a repository.
  ///
  /// - Parameters:
  ///   - gitDirectory: where HEAD is.
  ///   - commonDirectory: where the references are; the same but for linked work trees.
  /// - Throws: `GitError` when a file or folder of references cannot be read.
  init(gitDirectory: String, commonDirectory: String) throws(GitError) {
    let head = Self.line(try readWholeFile(gitDirectory + "/HEAD") ?? [])
    if let id = ObjectID(hexadecimal: head) { add(id, isBranch: true) }
    // Loose ones first, as git does: one that is packed meanwhile is seen twice and not missed.
    try readFolder(commonDirectory + "/refs", name: Array("refs".utf8), depth: 0)
    try readPacked(commonDirectory + "/packed-refs")
  }

  private mutating func add(_ id: ObjectID, isBranch: Bool) {
    guard ids.insert(id).inserted else { return }
    if isBranch { branches.append(id) } else { others.append(id) }
  }

  // MARK: - Loose references

  private mutating func readFolder(
    _ path: String, name: [UInt8], depth: Int
  ) throws(GitError) {
    guard depth <= Self.maximumDepth else { return }
    for entry in try folderNames(path) {
      let text = String(decoding: entry, as: UTF8.self)
      // A name that is no UTF-8 is not looked into: what it points to hides nothing then, and is scanned.
      guard text.utf8.elementsEqual(entry), !text.hasSuffix(".lock") else { continue }
      let (inner, innerName) = (path + "/" + text, name + [UInt8(ascii: "/")] + entry)
      if isFolder(inner) {
        try readFolder(inner, name: innerName, depth: depth + 1)
      } else if let bytes = try readWholeFile(inner) {
        looseNames.insert(innerName)
        // A symbolic one points to a reference that is read as well.
        if let id = ObjectID(hexadecimal: Self.line(bytes)) {
          add(id, isBranch: innerName.starts(with: Self.branchPrefix))
        }
      }
    }
  }

  private static let branchPrefix = Array("refs/heads/".utf8)

  private static func line(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
  }

  // MARK: - packed-refs

  /// Lines of `ID NAME`, each followed by `^ID` where the first is a tag: what it leads to.
  private mutating func readPacked(_ path: String) throws(GitError) {
    guard let bytes = try readWholeFile(path) else { return }
    var isHeld = false
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { start = end + 1 }
      if bytes[start] == UInt8(ascii: "^") {
        if isHeld, let id = id(in: bytes, at: start + 1, end) { ids.insert(id) }
        continue
      }
      isHeld = false
      guard let id = id(in: bytes, at: start, end) else { continue }
      let name = bytes[min(start + 41, end)..<end]
      guard looseNames.isEmpty || !looseNames.contains(Array(name)) else { continue }
      isHeld = true
      add(id, isBranch: name.starts(with: Self.branchPrefix))
    }
  }

  private func id(in bytes: [UInt8], at start: Int, _ end: Int) -> ObjectID? {
    end - start >= 40 ? ObjectID(hexadecimal: bytes[start..<start + 40]) : nil
  }
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The names in a folder but `.` and `..`; none when the folder is gone.
private func folderNames(_ path: String) throws(GitError) -> [[UInt8]] {
  guard let folder = unsafe opendir(path) else {
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw systemError("read \(path)")
  }
  defer { unsafe closedir(folder) }
  guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else {
    preconditionFailure("the name is a stored field")
  }
  var names: [[UInt8]] = []
  while let entry = unsafe readdir(folder) {
    let start = unsafe UnsafeRawPointer(entry) + nameOffset
    let name = unsafe UnsafeBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self),
      count: strlen(start.assumingMemoryBound(to: CChar.self)))
    if unsafe name.first != UInt8(ascii: ".") { unsafe names.append(Array(name)) }
  }
  return names
}
