internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a name in a folder is.
enum FileKind: Hashable, Sendable {
  case file
  case folder
  case symbolicLink
  /// A FIFO, a socket, a device: never opened.
  case special

  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .symbolicLink
    default: self = .special
    }
  }
}

/// A name in a folder.
struct FolderEntry {
  let name: [UInt8]
  let kind: FileKind

  /// Git's order: a folder sorts as if its name ended in `/`.
  static func isOrdered(_ left: FolderEntry, _ right: FolderEntry) -> Bool {
    let common = min(left.name.count, right.name.count)
    for index in 0..<common where left.name[index] != right.name[index] {
      return left.name[index] < right.name[index]
    }
    return left.byte(at: common) < right.byte(at: common)
  }

  private func byte(at index: Int) -> UInt8 {
    index < name.count ? name[index] : kind == .folder ? UInt8(ascii: "/") : 0
  }
}

/// The names in a folder, in git's order, without `.` and `..`.
///
/// A path that is a link is followed only with a slash behind it.
///
/// - Throws: `ReadFailure` when the folder cannot be opened or read.
func folderEntries(_ path: [CChar]) throws(ReadFailure) -> [FolderEntry] {
  let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard descriptor >= 0 else { throw ReadFailure.system() }
  guard let folder = unsafe fdopendir(descriptor) else {
    close(descriptor)
    throw ReadFailure.system()
  }
  defer { unsafe closedir(folder) }
  guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else {
    preconditionFailure("the name is a stored field")
  }
  var entries: [FolderEntry] = []
  while true {
    errno = 0
    guard let entry = unsafe readdir(folder) else {
      guard errno == 0 else { throw ReadFailure.system() }
      break
    }
    // By address, since the field is longer than its declared type where the file system allows it.
    let start = unsafe UnsafeRawPointer(entry) + nameOffset
    let name = unsafe start.assumingMemoryBound(to: UInt8.self)
    let count = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
    let bytes = unsafe Array(UnsafeBufferPointer(start: name, count: count))
    if bytes == [UInt8(ascii: ".")] || bytes == Array("..".utf8) { continue }
    let kind = unsafe FileKind(entry.pointee.d_type) ?? fileKind(bytes, in: descriptor)
    entries.append(FolderEntry(name: bytes, kind: kind))
  }
  entries.sort(by: FolderEntry.isOrdered)
  return entries
}

/// What a path is, links not followed; nil, and `errno`, when it does not exist or cannot be asked for.
func fileKind(_ path: String, followingLinks: Bool = false) -> FileKind? {
  var status = stat()
  let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
  guard result == 0 else { return nil }
  return FileKind(mode: status.st_mode)
}

/// For file systems that do not tell kinds in their folders.
private func fileKind(_ name: [UInt8], in folder: Int32) -> FileKind {
  var status = stat()
  let result = unsafe fstatat(folder, terminated(name), &status, AT_SYMLINK_NOFOLLOW)
  // A name that is gone already is reported when it is read.
  return result == 0 ? FileKind(mode: status.st_mode) : .file
}

extension FileKind {
  /// The kind in a directory entry, or nil when the file system does not tell.
  fileprivate init?(_ type: UInt8) {
    switch Int(type) {
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .folder
    case Int(DT_LNK): self = .symbolicLink
    case Int(DT_UNKNOWN): return nil
    default: self = .special
    }
  }
}
