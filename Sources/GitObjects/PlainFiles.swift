#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks for pipes and devices in the place of git's own files: libgit2 opens those without asking, and waits for ever.
extension RepositoryLocation {
  private static let files = [
    "HEAD", "config", "config.worktree", "commondir", "gitdir", "shallow", "packed-refs",
    "info/attributes", "objects/info/alternates", "objects/info/commit-graph",
    "objects/info/commit-graphs/commit-graph-chain",
  ]
  /// How far a symbolic reference is followed: git's own bound (refs.c).
  private static let longestChain = 5

  /// - Throws: `GitError` for the first that is neither a file, a folder nor a link to one.
  func requirePlainFiles() throws(GitError) {
    let common = try ObjectFolders.commonDirectory(of: self)
    for folder in gitDirectory == common ? [common] : [gitDirectory, common] {
      for file in Self.files { try requirePlainFile(folder + "/" + file) }
    }
    for folder in try ObjectFolders(of: self).paths {
      for name in specialFiles(in: folder + "/pack") {
        throw GitError(.corrupt, "read \(folder)/pack/\(name)", "not a regular file")
      }
    }
    try requirePlainReference("HEAD", common)
  }

  /// Follows a reference as far as libgit2 will.
  private func requirePlainReference(_ name: String, _ common: String) throws(GitError) {
    var name = name
    for _ in 0..<Self.longestChain {
      for folder in [gitDirectory, common] { try requirePlainFile(folder + "/" + name) }
      let path = (isRegularFile(gitDirectory + "/" + name) ? gitDirectory : common) + "/" + name
      guard isRegularFile(path), let text = try readWholeFile(path), text.count < Self.longestName,
        text.starts(with: "ref:".utf8)
      else { return }
      let target = String(decoding: text.dropFirst(4), as: UTF8.self)
      name = target.filter { !$0.isWhitespace }
    }
  }

  private static let longestName = 4096
}

/// - Throws: `GitError` when something is there that is neither a file nor a folder.
private func requirePlainFile(_ path: String) throws(GitError) {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { return }
  guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
    throw GitError(.corrupt, "read \(path)", "not a regular file")
  }
}

/// The names of pipes, sockets and devices in a folder, as its listing tells them.
private func specialFiles(in folder: String) -> [String] {
  guard let handle = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(handle) }
  var names: [String] = []
  while let entry = unsafe readdir(handle) {
    guard unsafe entry.pointee.isSpecial else { continue }
    names.append(
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      })
  }
  return names.sorted()
}

extension dirent {
  /// Whether the folder says that it is a pipe, a socket or a device.
  var isSpecial: Bool {
    [DT_FIFO, DT_SOCK, DT_CHR, DT_BLK].map { UInt8(truncatingIfNeeded: $0) }.contains(d_type)
  }
}
