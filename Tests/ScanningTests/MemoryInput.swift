import Inputs
import ScanModel

/// Blobs from memory, with whatever goes wrong on request.
struct MemoryInput: Input {
  struct Entry: Sendable {
    var path: String
    var bytes: [UInt8]
    var id: BlobID?
    /// Bytes of a segment, and what two neighbours share.
    var segments: (byteCount: Int, overlap: Int)?
    var addedLines: LineSet?
    var failsToRead = false
    var failsToTellLines = false
  }

  var entries: [Entry]
  var known = Places()
  var failsToMakeReaders = false

  init(_ files: [(path: String, text: String)]) {
    entries = files.map { Entry(path: $0.path, bytes: Array($0.text.utf8)) }
  }

  func listing() -> Listing {
    var coverage = Coverage()
    coverage.files = 9999
    return Listing(
      blobs: entries.map { Blob(id: $0.id, path: BytePath($0.path), origin: .file) },
      coverage: coverage)
  }

  func makeReader() throws -> any BlobReader {
    guard !failsToMakeReaders else { throw ReadFailure("no reader") }
    return Reader(entries)
  }

  func places(of blobs: Set<BlobID>, jobs: Int) -> Places { known }

  private final class Reader: BlobReader {
    private let entries: [BytePath: Entry]

    init(_ entries: [Entry]) {
      self.entries = Dictionary(
        entries.map { (BytePath($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func read(
      _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
      _ body: (Span<UInt8>, Segment) -> Void
    ) throws(ReadFailure) {
      guard let entry = entries[blob.path] else { throw ReadFailure("not there") }
      entry.bytes.withUnsafeBufferPointer { bytes in
        guard let size = entry.segments else {
          return body(bytes.span, .whole(byteCount: bytes.count))
        }
        var start = 0
        while true {
          let end = min(start + size.byteCount, bytes.count)
          let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
          let first = start == 0 ? 0 : size.overlap - size.overlap / 2
          let last = end == bytes.count ? part.count : part.count - size.overlap / 2
          body(
            part.span,
            Segment(
              byteOffset: start, linesBefore: bytes[..<start].count { $0 == 0x0A },
              owned: first..<max(first, last), isWhole: start == 0 && end == bytes.count))
          guard end < bytes.count else { return }
          start += size.byteCount - size.overlap
        }
      }
      if entry.failsToRead { throw ReadFailure("permission denied") }
    }

    func addedLines(of blob: Blob) throws(ReadFailure) -> LineSet? {
      guard let entry = entries[blob.path] else { return nil }
      if entry.failsToTellLines { throw ReadFailure("no base") }
      return entry.addedLines
    }
  }
}
