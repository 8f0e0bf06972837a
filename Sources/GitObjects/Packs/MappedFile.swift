#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A pack or an index in memory, as it is on disk: git writes these files once and never changes them.
///
/// A file that git deletes meanwhile (`git gc`) stays readable through the map.
// Memory that nobody writes to is thread-safe, and this is mapped read-only until the last reference goes.
@safe
final class MappedFile: @unchecked Sendable {
  let path: String
  let bytes: UnsafeRawBufferPointer

  /// Maps a file.
  ///
  /// - Throws: `GitError` when it cannot be opened or is no regular file; `.notFound` when it is gone.
  init(_ path: String) throws(GitError) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      guard errno == ENOENT else { throw systemError("read \(path)") }
      throw GitError(.notFound, "read \(path)", "the file is gone")
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw systemError("read \(path)") }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      throw GitError(.corrupt, "read \(path)", "empty, or not a regular file")
    }
    let count = Int(status.st_size)
    let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      throw systemError("read \(path)")
    }
    self.path = path
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  var count: Int { unsafe bytes.count }

  /// The four bytes at `offset`, the highest first; the caller has checked that they are there.
  func word(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count - 4, "inside of the file")
    return unsafe UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The eight bytes at `offset`, most significant first; the caller has checked that they are there.
  func longWord(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8, "inside of the file")
    return unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The id at `offset`; the caller has checked that 20 bytes are there.
  func id(at offset: Int) -> ObjectID {
    precondition(offset >= 0 && offset <= count - ObjectID.byteCount, "inside of the file")
    return unsafe ObjectID(bytes, at: offset)
  }
}
