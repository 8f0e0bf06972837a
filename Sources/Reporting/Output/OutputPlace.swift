#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a report really goes.
///
/// In a pipeline the current folder is what a change has checked out, and the change can put a link where the report is
/// to be, or a folder above it is: the report would replace a file of the runner's.
enum OutputPlace {
  /// Where links take a path that is meant to be inside the current folder.
  ///
  /// - Parameter path: as the user named it.
  /// - Returns: the place outside; nil when the path stays inside, or was never meant to be there.
  static func outside(_ path: String) -> String? {
    guard let current = real("."), let written = written(path, from: current) else { return nil }
    let inner = current == "/" ? "/" : current + "/"
    guard written.hasPrefix(inner) else { return nil }
    let end = written.lastIndex(of: "/") ?? written.startIndex
    // What does not exist yet leads nowhere; a link that leads to nothing would create it there.
    let place = real(written) ?? target(of: written) ?? real(String(written[..<end]))
    guard let place, place != current, !place.hasPrefix(inner) else { return nil }
    return place
  }

  /// The path from the root without `.` and `..`, links as they are; nil for what is no file.
  private static func written(_ path: String, from current: String) -> String? {
    var parts = path.hasPrefix("/") ? [] : current.split(separator: "/")
    // The current folder can have several names.
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.isEmpty ? nil : "/" + parts.joined(separator: "/")
  }

  /// Where a link that leads to nothing points; nil when it is none.
  private static func target(of path: String) -> String? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard unsafe readlink(path, &buffer, Int(PATH_MAX)) > 0 else { return nil }
    let target = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    return written(target, from: real(folder) ?? folder)
  }

  private static func real(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
