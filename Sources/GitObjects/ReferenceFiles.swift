#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The references of a repository, read from git's own files (gitrepository-layout(5), `git pack-refs`).
///
/// libgit2 looks on disk for a file of each name in `packed-refs`: seconds, where there are hundreds of thousands.
struct ReferenceFiles {
  struct Entry {
    /// In full: `refs/heads/main`.
    let name: String
    let target: ObjectID
    /// What an annotated tag leads to, when `packed-refs` tells.
    var peeled: ObjectID?
  }

  /// In the order of their names.
  private(set) var entries: [Entry] = []
  /// Names that point to other names, and to which.
  private(set) var symbolic: [(name: String, target: String)] = []
  /// Files that hold neither an id nor a name, and why.
  private(set) var malformed: [(name: String, reason: String)] = []

  /// Git's own bounds: a path has 4,096 bytes, and a symbolic reference leads to a target in five steps.
  private static let deepestFolder = 2048
  private static let longestChain = 5

  /// Reads the references.
  ///
  /// - Parameters:
  ///   - gitDirectory: of the repository or of a linked work tree, which has some of its own.
  ///   - commonDirectory: where all others are.
  /// - Throws: `GitError` when `packed-refs` cannot be read.
  init(gitDirectory: String, commonDirectory: String) throws(GitError) {
    // Loose ones first, as git does: one that is packed meanwhile is seen twice, not never.
    var loose: [Entry] = []
    read(folder: commonDirectory + "/refs", name: "refs", depth: 0, into: &loose)
    if gitDirectory != commonDirectory {
      read(folder: gitDirectory + "/refs", name: "refs", depth: 0, into: &loose)
    }
    let overridden = Set(
      loose.map(\.name) + symbolic.map(\.name) + malformed.map(\.name))
    try readPacked(commonDirectory + "/packed-refs", except: overridden)
    entries += loose
    entries.sort { $0.name < $1.name }
  }

  /// Where a symbolic reference leads.
  enum Destination {
    case object(ObjectID)
    /// A name on the way does not exist.
    case nothing
    /// Too many names on the way, the same ones again perhaps.
    case tooFar
  }

  /// Follows a symbolic reference.
  func destination(ofSymbolic name: String) -> Destination {
    var name = name
    for _ in 0...Self.longestChain {
      if let entry = entries.first(where: { $0.name == name }) { return .object(entry.target) }
      guard let next = symbolic.first(where: { $0.name == name }) else { return .nothing }
      name = next.target
    }
    return .tooFar
  }

  // MARK: - Loose references

  private mutating func read(
    folder: String, name: String, depth: Int, into loose: inout [Entry]
  ) {
    guard depth <= Self.deepestFolder else {
      malformed.append((name, "too many folders in each other"))
      return
    }
    let parts: [String]
    do throws(GitError) { parts = try listedNames(in: folder) } catch {
      malformed.append((name, error.message))
      return
    }
    for part in parts where !part.hasSuffix(".lock") {
      let (path, name) = (folder + "/" + part, name + "/" + part)
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        read(folder: path, name: name, depth: depth + 1, into: &loose)
        continue
      }
      do throws(GitError) {
        guard let bytes = try readWholeFile(path) else { continue }
        read(line: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, of: name, into: &loose)
      } catch {
        malformed.append((name, error.message))
      }
    }
  }

  private mutating func read(
    line: ArraySlice<UInt8>, of name: String, into loose: inout [Entry]
  ) {
    let prefix = Array("ref:".utf8)
    if let id = ObjectID(hexadecimal: line.prefix(40)), line.count == 40 {
      loose.append(Entry(name: name, target: id))
    } else if line.starts(with: prefix) {
      let target = line.dropFirst(prefix.count).drop { $0 == 0x20 || $0 == 0x09 }
      symbolic.append((name, String(decoding: target, as: UTF8.self)))
    } else {
      malformed.append((name, "its file holds no object id: git fsck tells more"))
    }
  }

  // MARK: - packed-refs

  /// Lines of `ID NAME`, those of annotated tags each followed by `^ID`.
  private mutating func readPacked(
    _ path: String, except overridden: Set<String>
  ) throws(GitError) {
    guard let bytes = try readWholeFile(path) else { return }
    var start = 0
    var isHeld = false
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      defer { start = end + 1 }
      if bytes[start] == UInt8(ascii: "^") {
        if isHeld { entries[entries.count - 1].peeled = id(in: bytes, start + 1, end) }
        continue
      }
      isHeld = false
      guard start < end, bytes[start] != UInt8(ascii: "#") else { continue }
      if end > start + 41, let id = id(in: bytes, start, end) {
        let name = String(decoding: bytes[start + 41..<end], as: UTF8.self)
        if overridden.isEmpty || !overridden.contains(name) {
          entries.append(Entry(name: name, target: id))
          isHeld = true
        }
      } else if malformed.last?.name != "packed-refs" {
        malformed.append(("packed-refs", "a line of it is no reference: git fsck tells more"))
      }
    }
  }

  private func id(in bytes: [UInt8], _ start: Int, _ end: Int) -> ObjectID? {
    end - start >= 40 ? ObjectID(hexadecimal: bytes[start..<start + 40]) : nil
  }
}
