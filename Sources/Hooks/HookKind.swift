/// The hooks that keystrel can be called from on a developer's machine.
package enum HookKind: String, CaseIterable, Sendable {
  case preCommit = "pre-commit"
  case prePush = "pre-push"

  /// The name of its file.
  package var name: String { rawValue }

  /// What it runs.
  package var command: String {
    switch self {
    case .preCommit: "staged"
    case .prePush: #"pre-push "$@""#
    }
  }

  /// How a developer goes past it once.
  var skipping: String {
    switch self {
    case .preCommit: "git commit --no-verify"
    case .prePush: "git push --no-verify"
    }
  }
}
