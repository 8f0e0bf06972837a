internal import GitObjects

/// A program that runs the hooks of a repository already, and in whose configuration keystrel belongs.
///
/// What it writes to the hooks' folder it writes again, so a hook of ours would be lost there, or call it in a circle.
package enum HookFramework: CaseIterable, Sendable {
  case preCommit, husky, lefthook

  package var name: String {
    switch self {
    case .preCommit: "pre-commit"
    case .husky: "husky"
    case .lefthook: "lefthook"
    }
  }

  /// Where it is configured, relative to the root of the work tree.
  private var places: [String] {
    switch self {
    case .preCommit: [".pre-commit-config.yaml", ".pre-commit-config.yml"]
    case .husky: [".husky"]
    case .lefthook:
      ["lefthook", ".lefthook", ".config/lefthook"].flatMap { name in
        ["yml", "yaml", "toml", "json", "jsonc"].map { name + "." + $0 }
      }
    }
  }

  /// Where it is configured in a work tree; nil when it is not.
  func place(in workTree: String) -> String? {
    places.first { HookFile.exists(workTree + "/" + $0) }
  }

  /// Whether its configuration calls keystrel for a hook, as far as its text tells.
  ///
  /// - Throws: `GitError` when a file is there and cannot be read.
  func calls(_ kind: HookKind, at place: String, in workTree: String) throws(GitError) -> Bool {
    let file = workTree + "/" + place + (self == .husky ? "/" + kind.name : "")
    let text = String(decoding: try readWholeFile(file) ?? [], as: UTF8.self)
    let words =
      switch (self, kind) {
      case (.preCommit, .preCommit): ["id: keystrel\n", "id: keystrel-system", "keystrel staged"]
      case (.preCommit, .prePush): ["id: keystrel-push", "keystrel pre-push"]
      case (_, .preCommit): ["keystrel staged"]
      case (_, .prePush): ["keystrel pre-push"]
      }
    let lines = text.split(separator: "\n").filter { $0.drop { $0 == " " }.first != "#" }
    return words.contains { word in lines.contains { ($0 + "\n").contains(word) } }
  }

  /// What to add to its configuration, ready to be copied.
  func advice(for kinds: [HookKind], at place: String) -> String {
    switch self {
    case .preCommit:
      return """
        add this to \(place), with the newest release, then run: \
        pre-commit install\(kinds.map { " --hook-type \($0.name)" }.joined())

          - repo: https://github.com/keystrel/keystrel
            rev: v0.1.0
            hooks:

        """
          + kinds.map { $0 == .preCommit ? "      - id: keystrel" : "      - id: keystrel-push" }
          .joined(separator: "\n")
    case .husky:
      return kinds.map { "add this line to \(place)/\($0.name): keystrel \($0.command)" }
        .joined(separator: "\n")
    case .lefthook:
      // {1} and {2} are what git hands over (https://lefthook.dev/configuration/run.html).
      let commands = kinds.map { kind in
        let run = kind == .preCommit ? "staged" : "pre-push {1} {2}\n          use_stdin: true"
        return """
            \(kind.name):
              commands:
                keystrel:
                  run: keystrel \(run)
          """
      }
      return "add this to \(place), or what is the same in its format:\n\n"
        + commands.joined(separator: "\n")
    }
  }
}
