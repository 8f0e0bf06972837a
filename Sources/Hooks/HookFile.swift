internal import GitObjects

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A hook's place in a folder, and the place of the one that was there before.
struct HookFile {
  let path: String
  let kind: HookKind

  init(_ kind: HookKind, in folder: String) {
    path = folder + "/" + kind.name
    self.kind = kind
  }

  var previousPath: String { path + HookScript.suffixOfPrevious }

  /// Longer hooks are somebody else's: what is read is only to be recognised.
  private static let longestScript = 1 << 16

  /// Whose the hook is; nil when there is none.
  ///
  /// - Throws: `HookFailure` when it is there and cannot be read.
  func reading() throws(HookFailure) -> HookScript.Reading? {
    guard Self.exists(path) else { return nil }
    // A link leads to a file that others share, and is never ours.
    guard Self.isRegular(path) else { return .foreign }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system("read", path) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: Self.longestScript)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw .system("read", path) }
    guard count < Self.longestScript else { return .foreign }
    return HookScript.reading(String(decoding: bytes.prefix(count), as: UTF8.self), kind: kind)
  }

  /// Whether git would run it.
  var isExecutable: Bool { unsafe access(path, X_OK) == 0 }

  var hasPrevious: Bool { Self.exists(previousPath) }

  /// Puts a script in the hook's place, all at once.
  ///
  /// - Parameters:
  ///   - text: the script.
  ///   - keepsPrevious: whether the hook that is there stays, under the other name.
  /// - Throws: `HookFailure`; then the hook is as it was.
  func replace(with text: String, keepingPrevious keepsPrevious: Bool) throws(HookFailure) {
    let new = path + ".\(getpid()).tmp"
    let file = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o777)
    guard file >= 0 else { throw .system("create", new) }
    do throws(HookFailure) {
      try Self.write(text, to: file, path: new)
      if keepsPrevious { try keepPrevious() }
      guard unsafe rename(new, path) == 0 else { throw .system("replace", path) }
    } catch {
      unsafe unlink(new)
      throw error
    }
  }

  private static func write(_ text: String, to file: Int32, path: String) throws(HookFailure) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      let count = unsafe Glibc.write(file, bytes, bytes.count)
    #else
      let count = unsafe Darwin.write(file, bytes, bytes.count)
    #endif
    let failure = count == bytes.count ? nil : HookFailure.system("write", path)
    guard close(file) == 0, failure == nil else { throw failure ?? .system("write", path) }
  }

  /// Gives the hook that is there its other name too, so that it is never out of its place.
  private func keepPrevious() throws(HookFailure) {
    if unsafe linkat(AT_FDCWD, path, AT_FDCWD, previousPath, 0) == 0 { return }
    guard errno != EEXIST else {
      throw HookFailure(
        "\(previousPath) is there already, and \(path) is not keystrel's: "
          + "remove the one that is not needed")
    }
    // Not every file system has a second name for a file.
    guard unsafe rename(path, previousPath) == 0 else { throw .system("rename", path) }
  }

  /// Takes the hook away and puts back what was there before.
  ///
  /// - Throws: `HookFailure` when the folder cannot be written.
  func restore() throws(HookFailure) {
    let status = unsafe hasPrevious ? rename(previousPath, path) : unlink(path)
    guard status == 0 else { throw .system("restore", path) }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

/// Why a hook could not be installed or taken out: one line.
package struct HookFailure: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  static func system(_ operation: String, _ path: String) -> HookFailure {
    let code = errno
    let reason = unsafe strerror(code).map { unsafe String(cString: $0).lowercased() }
    return HookFailure("cannot \(operation) \(path): \(reason ?? "error \(code)")")
  }
}
