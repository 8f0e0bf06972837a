internal import CGit2

extension Repository {
  /// The folder that linked work trees share, without a slash at the end.
  ///
  /// - Throws: `GitError` when libgit2 does not know it.
  func commonDirectory() throws(GitError) -> String {
    guard let path = unsafe git_repository_commondir(handle) else {
      throw GitError(.corrupt, "open \(location.gitDirectory)", "no common folder")
    }
    let text = unsafe String(cString: path)
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// A setting as text, of the repository, the user or the machine; nil when it is not set.
  ///
  /// - Throws: `GitError` when the configuration cannot be read.
  func setting(_ name: String) throws(GitError) -> String? {
    try unsafe configured(name) { unsafe git_config_get_string_buf($0, $1, name) }
  }

  /// A setting that names a file, `~` expanded; nil when it is not set.
  ///
  /// - Throws: `GitError` when the configuration cannot be read.
  func pathSetting(_ name: String) throws(GitError) -> String? {
    try unsafe configured(name) { unsafe git_config_get_path($0, $1, name) }
  }

  private func configured(
    _ name: String, _ get: (UnsafeMutablePointer<git_buf>, OpaquePointer?) -> Int32
  ) throws(GitError) -> String? {
    var configuration: OpaquePointer?
    try check(
      unsafe git_repository_config(&configuration, handle),
      "read the configuration of \(location.gitDirectory)")
    defer { unsafe git_config_free(configuration) }
    var value = unsafe git_buf()
    defer { unsafe git_buf_dispose(&value) }
    let status = unsafe get(&value, configuration)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try check(status, "read the setting \(name)")
    return unsafe value.ptr.map { unsafe String(cString: $0) }
  }
}
