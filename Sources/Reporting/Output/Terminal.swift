#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the thing behind a file descriptor can show.
package struct Terminal: Sendable {
  private let descriptor: Int32
  /// Whether escape sequences are understood.
  package let isInteractive: Bool

  /// Standard output.
  package static let output = Terminal(STDOUT_FILENO)
  /// Standard error.
  package static let errors = Terminal(STDERR_FILENO)

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    let kind = unsafe getenv("TERM").map { unsafe String(cString: $0) }
    isInteractive = isatty(descriptor) == 1 && kind != nil && kind != "dumb"
  }

  /// Whether colours are welcome: a terminal, and no `NO_COLOR` (https://no-color.org).
  package var wantsColor: Bool {
    let isRefused = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
    return isInteractive && !isRefused
  }

  /// Columns; 80 when nobody knows.
  package var width: Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes at once, without a buffer; errors are not worth a message where only drawing is lost.
  func draw(_ text: String) {
    var text = text
    _ = text.withUTF8 { bytes in
      #if canImport(Glibc)
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
    }
  }
}
