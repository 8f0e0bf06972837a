internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is piped in, read to its end.
package struct StandardInput: Input {
  private let path: BytePath
  private let segmentSize: SegmentSize

  /// - Parameters:
  ///   - label: the path to show for it, from which the language is told.
  ///   - segmentSize: how much is lent at once.
  package init(label: String = "<stdin>", segmentSize: SegmentSize = .standard) {
    path = BytePath(label)
    self.segmentSize = segmentSize
  }

  package func listing() -> Listing {
    var coverage = Coverage()
    coverage.files = 1
    return Listing(blobs: [Blob(path: path, origin: .standardInput)], coverage: coverage)
  }

  package func makeReader() -> any BlobReader {
    DescriptorReader(STDIN_FILENO, segmentSize: segmentSize)
  }
}

/// Reads an open descriptor, once.
final class DescriptorReader: BlobReader {
  private let file: Int32
  private var buffer: SegmentBuffer

  init(_ file: Int32, segmentSize: SegmentSize) {
    self.file = file
    buffer = SegmentBuffer(segmentSize)
  }

  func read(
    _ blob: Blob, unless takes: (Span<UInt8>, FurtherBytes?) -> Bool,
    _ body: (Span<UInt8>, Segment) -> Void
  ) throws(ReadFailure) {
    try buffer.lend(file, isSeekable: false, expectedCount: 1 << 16, unless: takes, body)
  }
}
