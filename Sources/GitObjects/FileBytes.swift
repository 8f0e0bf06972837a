#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a whole file of git's own: the index, `shallow`, a `.git` link.
///
/// - Parameter path: the file; links are followed, as git does.
/// - Returns: the bytes, or nil when there is no such file.
/// - Throws: `GitError` when the file is there and cannot be read.
package func readWholeFile(_ path: String) throws(GitError) -> [UInt8]? {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw systemError("read \(path)")
  }
  defer { close(file) }
  var status = stat()
  guard unsafe fstat(file, &status) == 0 else { throw systemError("read \(path)") }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw GitError(.corrupt, "read \(path)", "not a regular file")
  }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw systemError("read \(path)") }
    guard count > 0 else { break }
    filled += count
  }
  bytes.removeLast(bytes.count - filled)
  return bytes
}

/// The error that `errno` tells of, read at once.
func systemError(_ operation: String) -> GitError {
  let code = errno
  let message = unsafe strerror(code).map { unsafe String(cString: $0).lowercased() }
  return GitError(.other(code), operation, message ?? "error \(code)")
}
