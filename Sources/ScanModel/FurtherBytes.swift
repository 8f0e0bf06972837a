/// The bytes of a content that follow those at hand, where all of them are too many to hold.
package struct FurtherBytes {
  /// Of the whole content; nil when the bytes come in their order only, as from a pipe.
  package let byteCount: Int?
  /// Reads from an offset in the content into a buffer: 0 bytes at the end, nil when it cannot be read.
  package let read: (_ offset: Int, _ buffer: inout MutableSpan<UInt8>) -> Int?

  package init(
    byteCount: Int?, read: @escaping (_ offset: Int, _ buffer: inout MutableSpan<UInt8>) -> Int?
  ) {
    self.byteCount = byteCount
    self.read = read
  }
}
