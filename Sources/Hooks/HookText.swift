internal import GitObjects

extension HookSetup.Change {
  /// One line for a person.
  package var text: String {
    switch self {
    case .installed(let path, let keepsPrevious):
      "installed \(path)" + (keepsPrevious ? ", which runs the hook that was there first" : "")
    case .renewed(let path): "renewed \(path)"
    case .unchanged(let path): "\(path) is installed already"
    case .removed(let path, let restoresPrevious):
      restoresPrevious ? "put back the hook that was at \(path) before" : "removed \(path)"
    }
  }
}

extension HookSetup {
  /// Says why nothing was installed, and what to do in place of it.
  package func advice(against obstacle: Obstacle, for kinds: [HookKind]) -> String {
    switch obstacle {
    case .framework(let framework, let place):
      return "\(framework.name) runs the hooks here: "
        + framework.advice(for: kinds, at: place)
    case .noFolder(let setting):
      return "hooks are switched off: core.hooksPath in \(setting.file) is \(setting.value)"
    case .sharedFolder(let setting):
      let calls = kinds.map { "keystrel \($0.command) in \(setting.folder)/\($0.name)" }
      return """
        core.hooksPath in \(setting.file) sends git to \(setting.folder), where other repositories may look too: \
        run \(calls.joined(separator: ", ")), \
        or give this repository its own: git config core.hooksPath \(folders.standard)
        """
    }
  }
}
