#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a report goes: standard output, or a file that changes all at once.
///
/// A file is written beside its place and moved there by `finish`, so that a full disk or a crash leaves the old
/// report as it was. A reader of standard output that goes away is no error: the rest is dropped. (The process has
/// to ignore SIGPIPE for that.) Other errors are kept, and `finish` throws the first.
package final class OutputFile: TextOutputStream {
  private let path: String?
  /// The place of the new content until it is complete; nil when it is written straight.
  private var temporary: (path: String, target: String)?
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var failure: OutputError?
  private var isReaderGone = false
  /// What the file held already, when this is appended to it.
  package private(set) var bytesBefore = 0

  private static let bufferSize = 1 << 16

  /// Opens the place of a report.
  ///
  /// - Parameters:
  ///   - path: a file, which need not exist, or nil for standard output.
  ///   - isPrivate: whether only the user may read it, as a report with revealed values should be.
  /// - Throws: when the file cannot be created.
  package init(path: String?, isPrivate: Bool = false) throws(OutputError) {
    self.path = path
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    if let place = OutputPlace.outside(path) {
      throw OutputError(path: path, leadsTo: place)
    }
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device cannot be replaced, only written to.
      descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let target = Self.resolved(path)
      let new = target + ".\(getpid()).tmp"
      descriptor = unsafe open(
        new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
      if descriptor >= 0 {
        temporary = (new, target)
        if exists, !isPrivate { _ = fchmod(descriptor, status.st_mode & 0o777) }
      }
    }
    guard descriptor >= 0 else {
      throw OutputError(operation: "create", path: path, code: errno)
    }
  }

  /// Opens a file to write at its end, as others do too.
  ///
  /// - Throws: when it can be neither opened nor created.
  package init(appendingTo path: String) throws(OutputError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else {
      throw OutputError(operation: "open", path: path, code: errno)
    }
    bytesBefore = Int(status.st_size)
  }

  /// Takes over a descriptor in place of standard output.
  init(descriptor: Int32) {
    path = nil
    self.descriptor = descriptor
  }

  deinit {
    discard()
  }

  package func write(_ string: String) {
    buffer.append(contentsOf: string.utf8)
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Writes what is left and puts the file in its place.
  ///
  /// - Throws: the first error of this or any earlier write; the old file is untouched then.
  package func finish() throws(OutputError) {
    flush()
    if let temporary, failure == nil {
      if fsync(descriptor) != 0, errno != EINVAL { fail("write") }
      if close(descriptor) != 0 { fail("write") }
      descriptor = -1
      if failure == nil {
        if unsafe rename(temporary.path, temporary.target) == 0 {
          self.temporary = nil
        } else {
          fail("replace")
        }
      }
    }
    discard()
    if let failure { throw failure }
  }

  /// Closes what `init` opened and removes what has not reached its place.
  private func discard() {
    if descriptor > STDERR_FILENO { close(descriptor) }
    descriptor = -1
    if let temporary { unsafe unlink(temporary.path) }
    temporary = nil
  }

  private func flush() {
    var written = 0
    while written < buffer.count, failure == nil, !isReaderGone, descriptor >= 0 {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          unsafe Glibc.write(
            descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        #else
          unsafe Darwin.write(
            descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        #endif
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        // Whoever shares the terminal or pipe may have made it non-blocking.
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&wait, 1, -1)
      } else if errno == EPIPE, temporary == nil {
        isReaderGone = true
      } else if errno != EINTR {
        fail("write")
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func fail(_ operation: String) {
    if failure == nil { failure = OutputError(operation: operation, path: path, code: errno) }
  }

  /// The file behind a symbolic link, so that the link stays one.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
