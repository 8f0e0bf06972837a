#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Standard error: for what is not the report.
enum StandardErrors {
  static func say(_ text: String) {
    let bytes = Array(text.utf8)
    // Where even standard error is closed there is nobody left to tell.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
