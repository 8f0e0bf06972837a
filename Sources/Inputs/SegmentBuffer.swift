package import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How large contents are cut: bounded memory, and enough overlap that no match is lost at a cut.
package struct SegmentSize: Hashable, Sendable {
  /// The most bytes that are lent at once.
  package let byteCount: Int
  /// What two neighbours share; each owns its half.
  package let overlap: Int

  /// 32 MiB, overlapping by 64 KiB: far wider than any key and the context that its judgement needs.
  package static let standard = SegmentSize(byteCount: 32 << 20, overlap: 64 << 10)

  /// - Parameters:
  ///   - byteCount: more than twice `overlap`.
  ///   - overlap: not negative.
  package init(byteCount: Int, overlap: Int) {
    precondition(overlap >= 0 && byteCount > 2 * overlap, "segments must advance")
    self.byteCount = byteCount
    self.overlap = overlap
  }
}

/// Lends a file's bytes in segments from one buffer that is reused from file to file.
///
/// Read, not mapped: a file that shrinks meanwhile would kill a process that has it mapped.
struct SegmentBuffer {
  private let size: SegmentSize
  private var bytes: [UInt8] = []

  init(_ size: SegmentSize) {
    self.size = size
  }

  /// Reads an open file to its end.
  ///
  /// - Parameters:
  ///   - file: a descriptor, from which reading goes on where it stands.
  ///   - isSeekable: whether it is a file, read from its beginning, of which `expectedCount` is the size.
  ///   - expectedCount: how many bytes to make room for at first.
  ///   - takes: asked when the file does not fit one segment: see `BlobReader.read`.
  ///   - body: called once per segment, in order; once for an empty file too.
  /// - Throws: `ReadFailure` when reading fails; segments lent before count.
  mutating func lend(
    _ file: Int32, isSeekable: Bool, expectedCount: Int,
    unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    makeRoom(min(max(expectedCount, 4096), size.byteCount) + 1)
    var place = SegmentPlace()
    var filled = 0
    while true {
      // One byte more than is lent tells whether this segment is the last.
      try fill(from: file, &filled)
      let isLast = filled <= size.byteCount
      if place.isFirst, !isLast {
        let rest = FurtherBytes(file, byteCount: isSeekable ? max(expectedCount, filled) : nil)
        let isTaken = unsafe bytes.withUnsafeBufferPointer { buffer in
          takes(unsafe buffer.extracting(0..<filled).span, rest)
        }
        if isTaken { return }
      }
      let count = min(filled, size.byteCount)
      unsafe bytes.withUnsafeBufferPointer { buffer in
        let lent = unsafe buffer.extracting(0..<count).span
        body(lent, place.segment(of: count, isLast: isLast, size))
        if !isLast { place.advance(past: lent, size) }
      }
      guard !isLast else { return }
      let kept = size.byteCount - size.overlap
      bytes.replaceSubrange(0..<filled - kept, with: bytes[kept..<filled])
      filled -= kept
    }
  }

  private mutating func makeRoom(_ count: Int) {
    if bytes.count < count {
      bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
    }
  }

  /// Fills the buffer up to one byte more than a segment, or to the end of the file.
  private mutating func fill(from file: Int32, _ filled: inout Int) throws(ReadFailure) {
    while filled <= size.byteCount {
      if filled == bytes.count { makeRoom(min(2 * bytes.count, size.byteCount + 1)) }
      let start = filled
      let wanted = min(bytes.count, size.byteCount + 1) - start
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(file, buffer.baseAddress?.advanced(by: start), wanted)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw ReadFailure.system() }
      guard count > 0 else { return }
      filled += count
    }
  }
}

/// Where the next segment of a content lies.
package struct SegmentPlace {
  private var byteOffset = 0
  private var linesBefore = 0
  private var unitsBefore = 0

  package init() {}

  var isFirst: Bool { byteOffset == 0 }

  /// The segment of the next `count` bytes.
  package func segment(of count: Int, isLast: Bool, _ size: SegmentSize) -> Segment {
    if isLast && byteOffset == 0 { return .whole(byteCount: count) }
    let start = byteOffset == 0 ? 0 : size.overlap - size.overlap / 2
    let end = isLast ? count : count - size.overlap / 2
    return Segment(
      byteOffset: byteOffset, linesBefore: linesBefore, unitsBefore: unitsBefore,
      owned: start..<max(start, end), isWhole: false)
  }

  /// Moves on behind a full segment, up to the part that the next one repeats.
  package mutating func advance(past lent: Span<UInt8>, _ size: SegmentSize) {
    let step = size.byteCount - size.overlap
    for index in 0..<step {
      let byte = lent[index]
      if byte == UInt8(ascii: "\n") {
        linesBefore += 1
        unitsBefore = 0
      } else if byte & 0xC0 != 0x80 {
        // One code unit for each character, two for those that UTF-8 writes in four bytes.
        unitsBefore += byte >= 0xF0 ? 2 : 1
      }
    }
    byteOffset += step
  }
}

extension ReadFailure {
  /// What `errno` tells, read at once: "permission denied".
  static func system() -> ReadFailure {
    let code = errno
    let message = unsafe strerror(code).map { unsafe String(cString: $0).lowercased() }
    return ReadFailure(message ?? "error \(code)")
  }
}
