internal import PathPatterns

/// Which references a user names: a name, full or short, or a pattern in which `*` stops at a slash and `**` does not.
package struct ReferencePattern: Hashable, Sendable {
  /// As typed.
  package let text: String
  /// What may stand in front of it, the first that fits first (gitrevisions(7)).
  private let prefixes: [String]
  private let takesFirstPrefix: Bool

  /// A branch of this repository; where there is none of that name, of its remotes.
  package static func branch(_ name: String) -> ReferencePattern {
    ReferencePattern(
      text: name, prefixes: ["refs/heads/", "refs/remotes/", "refs/remotes/*/"],
      takesFirstPrefix: true)
  }

  /// Any reference, named as `git log` takes it.
  package static func any(_ name: String) -> ReferencePattern {
    ReferencePattern(
      text: name, prefixes: ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"],
      takesFirstPrefix: !name.contains { "*?[".contains($0) })
  }

  /// The references that are meant: for a name, those of the first prefix that has any.
  package func selected(from references: [Reference]) -> [Reference] {
    var selected: Set<Reference> = []
    for prefix in prefixes where selected.isEmpty || !takesFirstPrefix {
      let glob = Array((prefix + text).utf8)[...]
      selected.formUnion(references.filter { globMatches(glob, Array($0.name.utf8)[...]) })
    }
    return selected.sorted { $0.name < $1.name }
  }
}
