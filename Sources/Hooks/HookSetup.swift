package import GitObjects

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The hooks of one repository: what stands in the way of ours, and how they come and go.
package struct HookSetup: Sendable {
  /// Without a slash at the end.
  package let workTree: String
  package let folders: HookFolders
  private let commonFolder: String

  /// Looks a repository up.
  ///
  /// - Parameters:
  ///   - folder: where to look first, then in every folder above it.
  ///   - environment: what git tells a hook.
  ///   - configuration: the configuration files outside of the repository.
  /// - Throws: `GitError` or `HookFailure` when there is no repository with a work tree.
  package init(
    folder: String = ".", environment: GitEnvironment = .current,
    configuration: ConfigurationPlaces = .current
  ) throws {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw HookFailure("no git repository here or in a folder above")
    }
    guard let workTree = found.workTree else {
      throw HookFailure(
        "\(found.gitDirectory) is bare, nobody commits there: "
          + "for a server that takes pushes there is `keystrel pre-receive`")
    }
    self.workTree = workTree
    folders = try Repository(found).hookFolders(configuration)
    commonFolder = String(folders.standard.dropLast("/hooks".count))
  }

  /// Why a hook of ours would be lost, or do harm, where git looks for hooks.
  package enum Obstacle: Hashable, Sendable {
    /// Another program writes the hooks; `place` is where it is configured.
    case framework(HookFramework, place: String)
    /// `core.hooksPath` leads to a folder that other repositories may use.
    case sharedFolder(HookFolders.Setting)
    /// `core.hooksPath` leads to what is no folder: hooks are switched off.
    case noFolder(HookFolders.Setting)
  }

  /// The first thing in the way of a hook of ours.
  package var obstacle: Obstacle? {
    for framework in HookFramework.allCases {
      if let place = framework.place(in: workTree) { return .framework(framework, place: place) }
    }
    guard let setting = folders.setting else { return nil }
    if HookFile.exists(setting.folder), !isFolder(setting.folder) { return .noFolder(setting) }
    let isOwn = [workTree, commonFolder].contains { (setting.folder + "/").hasPrefix($0 + "/") }
    return isOwn ? nil : .sharedFolder(setting)
  }

  /// Whether the hooks' folder belongs to what is committed, and goes to other machines.
  var isFolderTracked: Bool {
    let folder = folders.effective + "/"
    return folder.hasPrefix(workTree + "/") && !folder.hasPrefix(commonFolder + "/")
  }

  /// Whether another program that runs the hooks calls keystrel already.
  ///
  /// - Throws: `GitError` when its configuration cannot be read.
  package func isCalled(
    for kind: HookKind, by framework: HookFramework, at place: String
  ) throws(GitError) -> Bool {
    try framework.calls(kind, at: place, in: workTree)
  }

  /// What became of one hook.
  package enum Change: Hashable, Sendable {
    case installed(path: String, keepsPrevious: Bool)
    case renewed(path: String)
    case unchanged(path: String)
    case removed(path: String, restoresPrevious: Bool)
  }

  /// Installs a hook, or renews it.
  ///
  /// A hook that is there already is kept, and runs first.
  ///
  /// - Parameters:
  ///   - kind: which one.
  ///   - program: the path of keystrel.
  ///   - force: whether one of ours that somebody has edited is written again.
  /// - Returns: what was done.
  /// - Throws: `HookFailure` when it cannot be written; then all is as it was.
  package func install(
    _ kind: HookKind, program: String, force: Bool = false
  ) throws(HookFailure) -> Change {
    let folder = folders.effective
    try makeFolder(folder)
    let hook = HookFile(kind, in: folder)
    // Who gets the hook by a pull has keystrel elsewhere.
    let script = HookScript(kind: kind, program: isFolderTracked ? "keystrel" : program).text
    switch try hook.reading() {
    case nil:
      // One that was kept before and whose successor is gone runs again, as whoever installed it wanted.
      try hook.replace(with: script, keepingPrevious: false)
      return .installed(path: hook.path, keepsPrevious: hook.hasPrevious)
    case .foreign:
      try hook.replace(with: script, keepingPrevious: true)
      return .installed(path: hook.path, keepsPrevious: true)
    case .current(let old) where hook.isExecutable && (old == program || isFolderTracked):
      return .unchanged(path: hook.path)
    case .edited where !force:
      throw .edited(hook.path)
    case .current, .outdated, .edited:
      try hook.replace(with: script, keepingPrevious: false)
      return .renewed(path: hook.path)
    }
  }

  /// Takes our hook out, wherever git would look for it, and puts back what was there before.
  ///
  /// - Parameters:
  ///   - kind: which one.
  ///   - force: whether one of ours that somebody has edited goes too.
  /// - Returns: nothing where there was none of ours.
  /// - Throws: `HookFailure` when it cannot be changed.
  package func uninstall(_ kind: HookKind, force: Bool = false) throws(HookFailure) -> [Change] {
    var changes: [Change] = []
    for folder in ownFolders {
      let hook = HookFile(kind, in: folder)
      switch try hook.reading() {
      case nil, .foreign: continue
      case .edited where !force: throw .edited(hook.path)
      case .current, .outdated, .edited:
        let hadPrevious = hook.hasPrevious
        try hook.restore()
        changes.append(.removed(path: hook.path, restoresPrevious: hadPrevious))
      }
    }
    return changes
  }

  /// Where git looks, and where it looked before `core.hooksPath` was set.
  var ownFolders: [String] {
    folders.effective == folders.standard
      ? [folders.standard] : [folders.effective, folders.standard]
  }

  private func makeFolder(_ folder: String) throws(HookFailure) {
    if unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
    throw .system("create", folder)
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension HookFailure {
  fileprivate static func edited(_ path: String) -> HookFailure {
    HookFailure("\(path) was changed since keystrel wrote it: look at it, then add --force")
  }
}
