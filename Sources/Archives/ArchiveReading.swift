/// What one outermost archive has cost until now.
final class ArchiveReading {
  private let limits: ArchiveLimits
  private let outermost: ArchiveFeed
  private let isWanted: () -> Bool
  private var entries = 0
  private var unpacked = 0
  var outcome = ArchiveOutcome()
  /// Whether a limit of the whole was met.
  private var isOver = false

  init(
    _ limits: ArchiveLimits, outermost: ArchiveFeed, while isWanted: @escaping () -> Bool
  ) {
    self.limits = limits
    self.isWanted = isWanted
    self.outermost = outermost
  }

  /// Whether to read on.
  func goesOn() -> Bool {
    if !outcome.isStopped, !isWanted() { outcome.isStopped = true }
    return !outcome.isStopped && !isOver
  }

  /// Counts an entry of an archive.
  ///
  /// - Parameter count: how many that archive has had, with this one.
  /// - Throws: `ArchiveFailure` when there are too many.
  func countEntry(_ count: Int) throws(ArchiveFailure) {
    entries += 1
    guard entries <= limits.membersInAll else {
      isOver = true
      throw ArchiveFailure(
        kind: .tooManyMembers, reason: "more than \(limits.membersInAll) members in all")
    }
    guard count <= limits.members else {
      throw ArchiveFailure(kind: .tooManyMembers, reason: "more than \(limits.members) members")
    }
  }

  /// Counts bytes that came out of an archive.
  ///
  /// - Throws: `ArchiveFailure` when there are too many.
  func count(bytes: Int) throws(ArchiveFailure) {
    unpacked += bytes
    // Of a stream only what has come is known.
    let packed = outermost.byteCount ?? outermost.reached
    let most = limits.bytes(from: packed)
    guard unpacked <= most else {
      isOver = true
      throw ArchiveFailure(
        kind: .tooManyBytes,
        reason: "\(packed) bytes unpack to more than \(most >> 20) MiB")
    }
  }

  /// Notes what went wrong, unless it did because a limit was met before.
  func note(_ failure: ArchiveFailure, at path: [UInt8]) {
    let isLimit = failure.kind == .tooManyBytes || failure.kind == .tooManyMembers
    guard !isOver || isLimit else { return }
    outcome.note(failure, at: path)
  }
}

/// The bytes of one member, as they come.
final class ArchiveMember {
  private let handle: ArchiveHandle
  private let reading: ArchiveReading
  private(set) var failure: ArchiveFailure?
  private var isAtEnd = false

  /// Between two looks at the limits.
  private static let step = 1 << 20

  init(_ handle: ArchiveHandle, _ reading: ArchiveReading) {
    self.handle = handle
    self.reading = reading
  }

  var isFile: Bool { handle.isFile }
  var isSingleFile: Bool { handle.isSingleFile }

  /// Fills a buffer up to a number of bytes, or to the end of the member.
  func fill(_ buffer: inout [UInt8], _ filled: inout Int, _ most: Int) {
    while filled < most, !isAtEnd {
      if filled == buffer.count {
        let more = min(most, max(64 << 10, 2 * buffer.count)) - buffer.count
        buffer.append(contentsOf: repeatElement(0, count: more))
      }
      let end = min(buffer.count, most, filled + Self.step)
      let start = filled
      filled += unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]))
      }
    }
  }

  /// Reads the next bytes; 0 at the end, nil when they cannot be read.
  func read(_ target: inout MutableSpan<UInt8>) -> Int? {
    let count = unsafe target.withUnsafeMutableBytes { unsafe read(into: $0) }
    return count == 0 && failure != nil ? nil : count
  }

  /// Reads what is left.
  func drain() {
    guard !isAtEnd else { return }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !isAtEnd, reading.goesOn() {
      _ = unsafe buffer.withUnsafeMutableBytes { unsafe read(into: $0) }
    }
  }

  /// Notes what went wrong, if anything did.
  ///
  /// - Returns: whether nothing did.
  @discardableResult
  func noteFailure(at path: [UInt8]) -> Bool {
    guard let failure else { return true }
    reading.note(failure, at: path)
    return false
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(ArchiveFailure) {
      let count = unsafe try handle.read(into: buffer)
      isAtEnd = count == 0
      try reading.count(bytes: count)
      return count
    } catch {
      failure = error
      isAtEnd = true
      return 0
    }
  }
}
