#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where programs are.
enum ProgramPath {
  /// The path by which this program was started, absolute, links not followed: a package manager moves what they lead
  /// to with each version.
  static var ofThisProgram: String? {
    guard let name = CommandLine.arguments.first else { return nil }
    guard name.contains("/") else { return inPath(name) }
    guard !name.hasPrefix("/") else { return name }
    guard let folder = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(folder) }
    return unsafe String(cString: folder) + "/" + name
  }

  /// Whether a program can be started by a path or a name.
  static func isFound(_ program: String) -> Bool {
    program.contains("/") ? isExecutable(program) : inPath(program) != nil
  }

  private static func inPath(_ name: String) -> String? {
    (Environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }.first(
      where: isExecutable)
  }

  private static func isExecutable(_ path: String) -> Bool {
    unsafe access(path, X_OK) == 0
  }
}
