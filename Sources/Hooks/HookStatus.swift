package import GitObjects

/// Whether a hook of ours runs, and what is wrong if it does not.
package enum HookStatus: Hashable, Sendable {
  case runs(path: String, program: String, keepsPrevious: Bool)
  /// Another program that runs the hooks calls keystrel.
  case calledBy(HookFramework, place: String)
  case notInstalled
  /// Ours, written by another version; it runs.
  case outdated(path: String)
  /// Ours, changed by somebody; whether it still runs keystrel is not known.
  case edited(path: String)
  /// Ours, and git passes it over.
  case notExecutable(path: String)
  /// Ours, and keystrel is not where it looks: it stops every commit.
  case programMissing(path: String, program: String)
  /// Ours, where git does not look because of `core.hooksPath`.
  case shadowed(path: String, by: HookFolders.Setting)

  /// Whether commits, or pushes, are checked.
  package var isInForce: Bool {
    switch self {
    case .runs, .calledBy, .outdated: true
    default: false
    }
  }

  /// One line for a person, with what to do.
  package var text: String {
    switch self {
    case .runs(let path, let program, let keepsPrevious):
      "runs \(program), from \(path)" + (keepsPrevious ? ", after the hook that was there" : "")
    case .calledBy(let framework, let place): "runs through \(framework.name), from \(place)"
    case .notInstalled: "not installed"
    case .outdated(let path):
      "runs, but another version of keystrel wrote \(path): keystrel hook install renews it"
    case .edited(let path): "\(path) was changed since keystrel wrote it: look at it"
    case .notExecutable(let path):
      "\(path) is not executable, so git passes it over: keystrel hook install mends it"
    case .programMissing(let path, let program):
      "\(path) stops everything, since \(program) is not there and keystrel is not in PATH: "
        + "keystrel hook install mends it"
    case .shadowed(let path, let setting):
      "\(path) does not run: core.hooksPath in \(setting.file) sends git to \(setting.folder)"
    }
  }
}

extension HookSetup {
  /// Tells how it is with one hook.
  ///
  /// - Parameters:
  ///   - kind: which one.
  ///   - isFound: whether a program is there: a path, or a name in PATH.
  /// - Returns: whether it runs, or what keeps it from that.
  /// - Throws: `GitError` or `HookFailure` when a file cannot be read.
  package func status(of kind: HookKind, isFound: (String) -> Bool) throws -> HookStatus {
    let hook = HookFile(kind, in: folders.effective)
    if let reading = try hook.reading(), reading != .foreign {
      guard hook.isExecutable else { return .notExecutable(path: hook.path) }
      switch reading {
      case .foreign, .edited: return .edited(path: hook.path)
      case .outdated: return .outdated(path: hook.path)
      case .current(let program):
        guard isFound(program) || isFound("keystrel") else {
          return .programMissing(path: hook.path, program: program)
        }
        return .runs(path: hook.path, program: program, keepsPrevious: hook.hasPrevious)
      }
    }
    if case .framework(let framework, let place) = obstacle,
      try isCalled(for: kind, by: framework, at: place)
    {
      return .calledBy(framework, place: place)
    }
    if let setting = folders.setting, folders.standard != folders.effective {
      let standard = HookFile(kind, in: folders.standard)
      if let reading = try standard.reading(), reading != .foreign {
        return .shadowed(path: standard.path, by: setting)
      }
    }
    return .notInstalled
  }
}
