internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads files, and the targets of symbolic links as git would store them.
final class FileReader: BlobReader {
  /// The folder that paths start from, as bytes with a slash at the end; empty for the current one.
  private let base: [UInt8]
  /// Paths that the user named: only these are followed when they are links.
  private let named: Set<BytePath>
  private var buffer: SegmentBuffer

  init(base: String, named: Set<BytePath>, segmentSize: SegmentSize) {
    self.base = base.isEmpty || base.hasSuffix("/") ? Array(base.utf8) : Array((base + "/").utf8)
    self.named = named
    buffer = SegmentBuffer(segmentSize)
  }

  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    let path = terminated(base + blob.path.bytes)
    // Not blocking: a file may have become a FIFO since it was listed.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let isFollowed = named.contains(blob.path)
    let file = unsafe open(path, isFollowed ? flags : flags | O_NOFOLLOW)
    guard file >= 0 else {
      guard errno == ELOOP, !isFollowed else { throw ReadFailure.system() }
      return try readLink(path, body)
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw ReadFailure.system() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw ReadFailure("not a regular file") }
    try buffer.lend(
      file, isSeekable: true, expectedCount: Int(status.st_size), unless: takes, body)
  }

  private func readLink(
    _ path: [CChar], _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &buffer, buffer.count)
    guard count >= 0 else { throw ReadFailure.system() }
    let target = buffer.prefix(count).map(UInt8.init(bitPattern:))
    unsafe target.withUnsafeBufferPointer { bytes in
      unsafe body(bytes.span, .whole(byteCount: bytes.count))
    }
  }
}

/// A path as C expects it: with a zero byte behind it.
func terminated(_ path: [UInt8]) -> [CChar] {
  var characters = path.map(CChar.init(bitPattern:))
  characters.append(0)
  return characters
}
