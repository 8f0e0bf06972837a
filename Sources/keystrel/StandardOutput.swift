internal import Reporting

/// Standard output of commands that print something other than a report.
enum StandardOutput {
  /// Writes a text; a reader that goes away is no error.
  ///
  /// - Throws: the `ExitCode` of a run that could not be done when not all of it was written, as on a full disk.
  static func write(_ text: String) throws {
    try ScanRun.explainingErrors {
      let file = try OutputFile(path: nil)
      file.write(text)
      try file.finish()
    }
  }
}
