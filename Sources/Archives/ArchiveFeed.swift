internal import CArchive
internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What libarchive reads an archive from: lent bytes first, then what follows them.
///
/// Whoever makes one keeps the lent bytes alive as long.
@safe
final class ArchiveFeed {
  private let start: UnsafeBufferPointer<UInt8>
  private let rest: FurtherBytes?
  private var buffer = unsafe UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private var position = 0
  /// How far the archive was read.
  private(set) var reached: Int
  /// Whether the bytes themselves could not be read.
  private(set) var hasFailed = false

  private static let chunk = 256 << 10

  init(_ start: UnsafeBufferPointer<UInt8>, _ rest: FurtherBytes?) {
    unsafe self.start = start
    self.rest = rest
    reached = start.count
  }

  deinit {
    unsafe buffer.deallocate()
  }

  /// Bytes in all; nil when they come in their order only.
  var byteCount: Int? {
    guard let rest else { return unsafe start.count }
    return rest.byteCount
  }

  /// The next bytes: none at the end, nil when they cannot be read.
  func next() -> UnsafeRawBufferPointer? {
    guard unsafe position >= start.count else {
      let lent = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: start[position...]))
      unsafe position = start.count
      return unsafe lent
    }
    guard let rest else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    if unsafe buffer.isEmpty {
      unsafe buffer = .allocate(capacity: Self.chunk)
      unsafe buffer.initialize(repeating: 0)
    }
    var span = unsafe buffer.mutableSpan
    guard let count = rest.read(position, &span), (0...Self.chunk).contains(count) else {
      hasFailed = true
      return nil
    }
    position += count
    reached = max(reached, position)
    return unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<count]))
  }

  /// Moves to an offset, where the bytes can be had in any order.
  func move(to offset: Int) -> Int? {
    guard let byteCount, (0...byteCount).contains(offset) else { return nil }
    position = offset
    return offset
  }

  /// Moves from where it stands, as far as that goes: the end, or the end of what is lent.
  func skip(_ count: Int) -> Int {
    let end = unsafe byteCount ?? start.count
    let skipped = max(0, min(count, end - position))
    position += skipped
    return skipped
  }

  /// Where `SEEK_SET`, `SEEK_CUR` and `SEEK_END` count from.
  func origin(_ whence: Int32) -> Int? {
    switch whence {
    case SEEK_SET: 0
    case SEEK_CUR: position
    case SEEK_END: byteCount
    default: nil
    }
  }
}

/// What libarchive calls; its client data is the feed, which the handle keeps alive.
enum ArchiveCallbacks {
  static let read:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?
    ) -> la_ssize_t = { archive, client, target in
      guard let feed = unsafe feed(client), let bytes = unsafe feed.next() else {
        unsafe keystrel_archive_set_error(archive, EIO, "cannot be read")
        return -1
      }
      unsafe target?.pointee = bytes.baseAddress
      return bytes.count
    }

  static let skip:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, la_int64_t
    ) -> la_int64_t = { _, client, count in
      la_int64_t(unsafe feed(client)?.skip(Int(count)) ?? 0)
    }

  static let seek:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, la_int64_t, Int32
    ) -> la_int64_t = { _, client, offset, whence in
      guard let feed = unsafe feed(client), let origin = feed.origin(whence) else {
        return la_int64_t(ARCHIVE_FATAL)
      }
      let (target, overflows) = origin.addingReportingOverflow(Int(offset))
      return overflows
        ? la_int64_t(ARCHIVE_FATAL)
        : la_int64_t(feed.move(to: target) ?? Int(ARCHIVE_FATAL))
    }

  private static func feed(_ client: UnsafeMutableRawPointer?) -> ArchiveFeed? {
    guard let client = unsafe client else { return nil }
    return unsafe Unmanaged<ArchiveFeed>.fromOpaque(client).takeUnretainedValue()
  }
}
