#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Standard error: for what is not the report.
enum StandardErrors {
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    // Where even standard error is closed there is nobody left to tell.
    _ = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, stderr) }
  }
}
