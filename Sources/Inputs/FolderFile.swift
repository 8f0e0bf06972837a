#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads a file below a folder; neither it nor a folder on the way may be a link.
///
/// - Parameters:
///   - path: from the folder, with `/`.
///   - folder: its path, through links if it has to be.
///   - limit: how many bytes the file may have.
/// - Returns: nil when there is no such file.
/// - Throws: `ReadFailure` when it is there and is no file, too large or unreadable.
func readFile(
  _ path: String, in folder: String, limit: Int
) throws(ReadFailure) -> [UInt8]? {
  // Most repositories have none of these files: one call tells.
  let names = path.split(separator: "/").map(String.init)
  guard let last = names.last else { return nil }
  var folder = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  defer { if folder >= 0 { close(folder) } }
  for name in names.dropLast() where folder >= 0 {
    let inner = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    let code = errno
    close(folder)
    folder = inner
    errno = code
  }
  guard folder >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw ReadFailure.system()
  }
  let file = unsafe openat(
    folder, last, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard file >= 0 else {
    if errno == ENOENT { return nil }
    throw errno == ELOOP ? ReadFailure("a symbolic link") : ReadFailure.system()
  }
  defer { close(file) }
  var status = stat()
  guard unsafe fstat(file, &status) == 0 else { throw ReadFailure.system() }
  guard status.st_mode & S_IFMT == S_IFREG else { throw ReadFailure("not a regular file") }
  guard status.st_size <= limit else { throw ReadFailure("larger than \(limit) bytes") }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw ReadFailure.system() }
    guard count > 0 else { break }
    filled += count
  }
  bytes.removeLast(bytes.count - filled)
  return bytes
}
