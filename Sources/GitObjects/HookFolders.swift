internal import CGit2

/// Where git looks for the hooks of a repository.
package struct HookFolders: Hashable, Sendable {
  /// What `core.hooksPath` says.
  package struct Setting: Hashable, Sendable {
    /// As it is written, `~` expanded.
    package let value: String
    /// The folder that it means: a relative one starts where hooks run, at the root of the work tree.
    package let folder: String
    /// The configuration file that says so.
    package let file: String
    /// Whether that file is the repository's own, so that no other repository is concerned.
    package let isOfRepository: Bool
  }

  /// Where they are without the setting: in the folder that linked work trees share.
  package let standard: String
  package let setting: Setting?

  /// Where git looks.
  package var effective: String { setting?.folder ?? standard }

  package init(standard: String, setting: Setting? = nil) {
    self.standard = standard
    self.setting = setting
  }
}

extension Repository {
  /// Where git looks for hooks.
  ///
  /// - Parameter places: the configuration files outside of the repository.
  /// - Returns: the folder that is usual, and the one that `core.hooksPath` names, if any.
  /// - Throws: `GitError` when a configuration file cannot be read.
  package func hookFolders(_ places: ConfigurationPlaces) throws(GitError) -> HookFolders {
    let common = try commonDirectory()
    var own = [common + "/config"]
    if try setting("extensions.worktreeconfig", in: own[0]) == "true" {
      own.insert(location.gitDirectory + "/config.worktree", at: 0)
    }
    let standard = common + "/hooks"
    for file in own + places.user + places.system {
      guard let value = try setting("core.hookspath", in: file, isPath: true) else { continue }
      let base = location.workTree ?? location.gitDirectory
      let folder = value.hasPrefix("/") ? value : base + "/" + value
      return HookFolders(
        standard: standard,
        setting: HookFolders.Setting(
          value: value, folder: realPath(folder) ?? folder, file: file,
          isOfRepository: own.contains(file)))
    }
    return HookFolders(standard: standard)
  }

  /// What one file says, and those that it includes; nil when it is not there or does not say.
  private func setting(
    _ name: String, in file: String, isPath: Bool = false
  ) throws(GitError) -> String? {
    // Neither one that is not there nor /dev/null, which GIT_CONFIG_GLOBAL names to have none.
    guard isRegularFile(file, followingLinks: true) else { return nil }
    var configuration: OpaquePointer?
    try check(unsafe git_config_new(&configuration), "read \(file)")
    defer { unsafe git_config_free(configuration) }
    try check(
      unsafe git_config_add_file_ondisk(
        configuration, file, GIT_CONFIG_LEVEL_LOCAL, handle, 0), "read \(file)")
    var value = unsafe git_buf()
    defer { unsafe git_buf_dispose(&value) }
    let status =
      unsafe isPath
      ? git_config_get_path(&value, configuration, name)
      : git_config_get_string_buf(&value, configuration, name)
    guard status != GIT_ENOTFOUND.rawValue else { return nil }
    try check(status, "read the setting \(name) of \(file)")
    return unsafe value.ptr.map { unsafe String(cString: $0) }
  }
}
