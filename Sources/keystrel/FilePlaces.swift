#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether there is something at a path, be it a link that leads nowhere.
func fileExists(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(path, &status) == 0
}

/// Whether a path is a link, wherever that leads.
func isSymbolicLink(_ path: String) -> Bool {
  var status = stat()
  return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

/// The path of a file from a folder that holds it, links followed; nil when it lies elsewhere or does not exist.
func pathInside(_ folder: String, of file: String) -> String? {
  guard let folder = realPath(folder), let file = realPath(file) else { return nil }
  let prefix = folder == "/" ? "/" : folder + "/"
  return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : nil
}

/// A path without links, absolute; nil when there is nothing.
func realPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}
