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
  /// Where links lead that may not be followed; nil when that is not the trouble.
  package let target: String?

  init(operation: String, path: String?, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
    target = nil
  }

  init(path: String, leadsTo target: String) {
    operation = "create"
    self.path = path
    code = ELOOP
    self.target = target
  }

  package var description: String {
    if let target {
      return
        "cannot \(operation) \(path ?? ""): a symbolic link leads to \(target), out of this folder: "
        + "name that file, if it is meant"
    }
    let reason = unsafe String(cString: strerror(code)).lowercased()
    return "cannot \(operation) \(path ?? "standard output"): \(reason)"
  }
}
