#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A report that could not be written.
package struct OutputError: Error, CustomStringConvertible {
  /// What failed: "create", "write", "replace".
  package let operation: String
  /// The file as the user named it; nil for standard output.
  package let path: String?
  /// The system's `errno`.
  package let code: Int32

  package var description: String {
    let reason = unsafe String(cString: strerror(code)).lowercased()
    return "cannot \(operation) \(path ?? "standard output"): \(reason)"
  }
}
