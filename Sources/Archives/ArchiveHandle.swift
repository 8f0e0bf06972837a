internal import CArchive

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One archive that is open in libarchive.
///
/// Only the format that the bytes were recognised as is enabled: libarchive knows others that read files that the
/// archive names (mtree) or start programs (lrzip).
@safe
final class ArchiveHandle {
  private let handle: OpaquePointer
  private let feed: ArchiveFeed
  private var entry: OpaquePointer?
  private var isOpen = false
  /// Whether nothing more can be read.
  private(set) var isBroken = false

  /// Longer names are cut: nobody reads them, and an archive may hold many.
  private static let longestName = 1024

  /// - Parameters:
  ///   - feed: the bytes of the archive; whoever made it keeps what it lends alive as long as the handle.
  ///   - kind: what they are.
  /// - Throws: `ArchiveFailure` when they are not.
  init(_ feed: ArchiveFeed, _ kind: ArchiveKind) throws(ArchiveFailure) {
    guard kind != .sevenZip || feed.byteCount != nil else {
      throw ArchiveFailure(
        kind: .unreadable, reason: "a large 7z is read from a file of its own only")
    }
    guard let handle = unsafe archive_read_new() else {
      throw ArchiveFailure(kind: .unreadable, reason: "no memory")
    }
    unsafe self.handle = handle
    self.feed = feed
    unsafe Self.enable(kind, handle)
    // What the system keeps beside files on macOS would be taken for properties of the files instead of read.
    unsafe archive_read_set_option(handle, nil, "mac-ext", nil)
    unsafe archive_read_set_read_callback(handle, ArchiveCallbacks.read)
    unsafe archive_read_set_skip_callback(handle, ArchiveCallbacks.skip)
    if feed.byteCount != nil {
      unsafe archive_read_set_seek_callback(handle, ArchiveCallbacks.seek)
    }
    unsafe archive_read_set_callback_data(handle, Unmanaged.passUnretained(feed).toOpaque())
    guard unsafe archive_read_open1(handle) == ARCHIVE_OK else { throw failure }
    // What cannot be unpacked at all looks empty, and nothing else tells.
    guard unsafe kind.isContainer || archive_errno(handle) == 0 else { throw failure }
    isOpen = true
  }

  deinit {
    unsafe archive_read_free(handle)
  }

  private static func enable(_ kind: ArchiveKind, _ handle: OpaquePointer) {
    let filter: Int32? =
      switch kind {
      case .gzip: ARCHIVE_FILTER_GZIP
      case .bzip2: ARCHIVE_FILTER_BZIP2
      case .xz: ARCHIVE_FILTER_XZ
      case .zstandard: ARCHIVE_FILTER_ZSTD
      case .zip, .sevenZip, .tar: nil
      }
    switch kind {
    case .zip: unsafe archive_read_support_format_zip(handle)
    case .sevenZip: unsafe archive_read_support_format_7zip(handle)
    case .tar: unsafe archive_read_support_format_tar(handle)
    case .gzip, .bzip2, .xz, .zstandard:
      // Whether there is a tar in it is for us to see: libarchive takes zeros for the end of one, and reads no further.
      unsafe archive_read_support_format_raw(handle)
      unsafe archive_read_support_format_empty(handle)
    }
    // Exactly one, also for an archive that has none: libarchive would peel what is packed twice as one.
    unsafe archive_read_append_filter(handle, filter ?? ARCHIVE_FILTER_NONE)
  }

  // MARK: - Entries

  /// Goes on to the next entry.
  ///
  /// - Returns: false at the end.
  /// - Throws: `ArchiveFailure`; the entries behind it may still be readable, unless the handle is broken.
  func next() throws(ArchiveFailure) -> Bool {
    unsafe entry = nil
    switch unsafe archive_read_next_header(handle, &entry) {
    case ARCHIVE_OK, ARCHIVE_WARN: return true
    case ARCHIVE_EOF: return false
    case ARCHIVE_FATAL:
      isBroken = true
      throw failure
    default: throw failure
    }
  }

  /// Whether the bytes of the entry need a password.
  var isEncrypted: Bool {
    guard let entry = unsafe entry else { return false }
    return unsafe archive_entry_is_encrypted(entry) != 0
  }

  /// Whether the archive is a compressed file alone, which has no name of its own here.
  var isSingleFile: Bool {
    unsafe archive_format(handle) == ARCHIVE_FORMAT_RAW
  }

  /// Whether the entry is a file; links, folders and devices have no bytes as a rule.
  var isFile: Bool {
    guard let entry = unsafe entry else { return false }
    return unsafe archive_entry_filetype(entry) & S_IFMT == S_IFREG
  }

  /// What the archive calls the entry: any bytes.
  var name: [UInt8] {
    guard let entry = unsafe entry,
      let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    else { return Array("?".utf8) }
    let length = unsafe strnlen(name, Self.longestName)
    return unsafe name.withMemoryRebound(to: UInt8.self, capacity: length) {
      unsafe Array(UnsafeBufferPointer(start: $0, count: length))
    }
  }

  /// Reads bytes of the entry.
  ///
  /// - Returns: how many were read; 0 at its end.
  /// - Throws: `ArchiveFailure`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveFailure) -> Int {
    let count = unsafe archive_read_data(handle, buffer.baseAddress, buffer.count)
    guard count >= 0 else {
      if count == Int(ARCHIVE_FATAL) { isBroken = true }
      throw failure
    }
    return min(count, buffer.count)
  }

  /// What libarchive says went wrong last.
  private var failure: ArchiveFailure {
    let text = unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? ""
    let reason = text.isEmpty ? "cut off" : text.prefix(1).lowercased() + text.dropFirst()
    // Before it is open, libarchive 3.6 would ask a format behind the last one.
    let isEncrypted = unsafe isOpen && archive_read_has_encrypted_entries(handle) == 1
    let hasNoMemory = unsafe archive_errno(handle) == ENOMEM
    let kind: ArchiveTrouble.Kind =
      if isEncrypted, text.contains("crypt") {
        .encrypted
      } else if hasNoMemory || feed.hasFailed || text.contains("upported") {
        .unreadable
      } else {
        .damaged
      }
    return ArchiveFailure(kind: kind, reason: reason)
  }
}

/// A locale in which names are UTF-8, for the thread that reads archives.
// POSIX lets several threads use the same locale at once (uselocale): thread-safe, and never freed.
@safe
private final class NameLocale: @unchecked Sendable {
  static let shared = NameLocale()
  private let locale = unsafe keystrel_archive_utf8_locale()

  func use<Result>(_ body: () -> Result) -> Result {
    guard let locale = unsafe locale else { return body() }
    let previous = unsafe uselocale(locale)
    defer { unsafe uselocale(previous) }
    return body()
  }
}

/// Runs something with names in UTF-8.
func withNamesInUTF8<Result>(_ body: () -> Result) -> Result {
  NameLocale.shared.use(body)
}
