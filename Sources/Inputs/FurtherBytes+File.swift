internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension FurtherBytes {
  /// What follows the beginning of an open file.
  ///
  /// - Parameters:
  ///   - file: its descriptor, open as long as this is used.
  ///   - byteCount: its size; nil for a pipe, which goes on where it stands.
  init(_ file: Int32, byteCount: Int?) {
    let isPipe = byteCount == nil
    self.init(byteCount: byteCount) { offset, buffer in
      unsafe buffer.withUnsafeMutableBytes {
        unsafe more(of: file, from: isPipe ? nil : offset, into: $0)
      }
    }
  }
}

private func more(
  of file: Int32, from offset: Int?, into target: UnsafeMutableRawBufferPointer
) -> Int? {
  while true {
    let count =
      if let offset {
        unsafe pread(file, target.baseAddress, target.count, off_t(offset))
      } else {
        unsafe read(file, target.baseAddress, target.count)
      }
    guard count < 0, errno == EINTR else { return count < 0 ? nil : count }
  }
}
