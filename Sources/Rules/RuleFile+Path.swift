#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension RuleFile {
  /// Bytes; gitleaks' own rules, the largest file in use, have a hundredth of it.
  private static let largestFile = 16 * 1024 * 1024

  /// Reads a rule file.
  ///
  /// - Parameter path: relative to the working directory, as in gitleaks.
  /// - Throws: when it cannot be read, is not UTF-8 or unreasonably large.
  package init(path: String) throws(RuleFileError) {
    guard let file = unsafe fopen(path, "rb") else {
      throw Self.unreadable(path, errno)
    }
    defer { _ = unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= Self.largestFile else {
        throw RuleFileError(file: path, message: "larger than \(Self.largestFile) bytes")
      }
    }
    guard unsafe ferror(file) == 0 else { throw Self.unreadable(path, errno) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RuleFileError(file: path, message: "not UTF-8")
    }
    self.init(name: path, text: text)
  }

  private static func unreadable(_ path: String, _ code: CInt) -> RuleFileError {
    let reason = unsafe String(cString: strerror(code)).lowercased()
    return RuleFileError(file: path, message: "cannot be read: \(reason)")
  }
}
