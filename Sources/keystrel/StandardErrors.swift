internal import ScanModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Standard error: for what is not the report.
enum StandardErrors {
  /// Prints lines; whatever they quote, they neither act on a terminal nor command a CI system.
  static func say(_ text: String) {
    let bytes = Array(escapedLines(text).utf8)
    // Where even standard error is closed there is nobody left to tell.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Lines that quote files or arguments, safe to print.
func escapedLines(_ text: String) -> String {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .map { escapedForDisplay($0) }.joined(separator: "\n")
}
