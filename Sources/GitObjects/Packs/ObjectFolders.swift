#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folders that hold a repository's objects, and what lies in them.
struct ObjectFolders: Sendable {
  /// Its own first, then alternates; without links, each once.
  private(set) var paths: [String] = []

  /// How deep alternates may name further alternates: git's own bound (object-file.c).
  private static let deepestAlternate = 5

  /// Finds the folders of a repository.
  ///
  /// - Throws: `GitError` when a list of alternates cannot be read.
  init(of location: RepositoryLocation) throws(GitError) {
    let common = try Self.commonDirectory(of: location)
    for folder in [common + "/objects"] + location.objectDirectories {
      try add(folder, depth: 0)
    }
  }

  private mutating func add(_ folder: String, depth: Int) throws(GitError) {
    guard let path = realPath(folder), !paths.contains(path), depth <= Self.deepestAlternate
    else { return }
    paths.append(path)
    guard let list = try readWholeFile(path + "/info/alternates") else { return }
    for line in list.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let named = String(decoding: line, as: UTF8.self)
      try add(named.hasPrefix("/") ? named : path + "/" + named, depth: depth + 1)
    }
  }

  /// What linked work trees share: `commondir` names it (gitrepository-layout(5)).
  ///
  /// - Parameter location: of either.
  /// - Returns: the folder of the repository itself.
  /// - Throws: `GitError` when the file is there and cannot be read.
  static func commonDirectory(
    of location: RepositoryLocation
  ) throws(GitError) -> String {
    let own = location.gitDirectory
    guard let bytes = try readWholeFile(own + "/commondir") else { return own }
    let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return text.hasPrefix("/") ? text : own + "/" + text
  }

  /// The indexes of packs, the largest pack first, so that most objects are found in the first place they are sought.
  func packIndexes() -> [String] {
    var found: [(path: String, size: Int)] = []
    for folder in paths.map({ $0 + "/pack" }) {
      for name in fileNames(in: folder) where name.hasSuffix(".idx") {
        var status = stat()
        let pack = folder + "/" + name.dropLast("idx".count) + "pack"
        // One whose pack is gone is tried all the same: that tells what is missing.
        let size = unsafe stat(pack, &status) == 0 ? Int(status.st_size) : 0
        found.append((folder + "/" + name, size))
      }
    }
    return found.sorted { ($1.size, $0.path) < ($0.size, $1.path) }.map(\.path)
  }

  /// When the folders of packs were last changed, in nanoseconds since 1970.
  func packFolderTimes() -> [Int] {
    paths.map { folder in
      var status = stat()
      guard unsafe stat(folder + "/pack", &status) == 0 else { return 0 }
      #if canImport(Glibc)
        let time = status.st_mtim
      #else
        let time = status.st_mtimespec
      #endif
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
  }

  /// The names of loose objects.
  ///
  /// - Parameter failures: gets what cannot be listed.
  /// - Returns: of all folders.
  func looseObjects(failures: inout [GitError]) -> Set<ObjectID> {
    var ids: Set<ObjectID> = []
    func names(in folder: String) -> [String] {
      do throws(GitError) {
        // What libgit2 would wait for is missing.
        return try listedNames(in: folder, includingSpecial: false)
      } catch {
        failures.append(error)
        return []
      }
    }
    for folder in paths {
      for prefix in names(in: folder) where prefix.utf8.count == 2 {
        for rest in names(in: folder + "/" + prefix) {
          if let id = ObjectID(hexadecimal: Array((prefix + rest).utf8)) { ids.insert(id) }
        }
      }
    }
    return ids
  }
}

/// The names in a folder, without those that begin with a dot; none when it cannot be read.
func fileNames(in folder: String) -> [String] {
  (try? listedNames(in: folder)) ?? []
}

/// The names in a folder, without those that begin with a dot; none when there is no such folder.
///
/// - Parameters:
///   - folder: its path.
///   - includingSpecial: whether pipes and devices are among them.
/// - Returns: in no order.
/// - Throws: `GitError` when it is there and cannot be read.
func listedNames(
  in folder: String, includingSpecial: Bool = true
) throws(GitError) -> [String] {
  guard let handle = unsafe opendir(folder) else {
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw systemError("read \(folder)")
  }
  defer { unsafe closedir(handle) }
  var names: [String] = []
  while let entry = unsafe readdir(handle) {
    guard unsafe includingSpecial || !entry.pointee.isSpecial else { continue }
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names
}
