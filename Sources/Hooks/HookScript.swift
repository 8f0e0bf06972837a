/// The text of a hook that keystrel writes: a script for any POSIX shell.
///
/// It runs the hook that was there before, then keystrel. Where keystrel is gone it fails: a check that is skipped without
/// a word is none.
package struct HookScript: Hashable, Sendable {
  package let kind: HookKind
  /// The program to run: a path, or a name that is looked up in PATH.
  package let program: String

  package init(kind: HookKind, program: String) {
    self.kind = kind
    self.program = program
  }

  /// What the name of a hook that was there before ends with.
  ///
  /// It stays in its folder, where it may look for other files.
  static let suffixOfPrevious = ".before-keystrel"

  /// Counts up with every change of the text.
  static let version = 1

  private static let mark = "# keystrel hook, version "

  package var text: String {
    """
    #!/bin/sh
    \(Self.mark)\(Self.version): made by `keystrel hook install`, taken out by `keystrel hook uninstall`
    keystrel=\(Self.quoted(program))
    previous=${0%/*}/\(kind.name)\(Self.suffixOfPrevious)

    \(kind == .prePush ? Self.linesKept : "")\(runPrevious)
    command -v "$keystrel" >/dev/null 2>&1 || keystrel=keystrel
    command -v "$keystrel" >/dev/null 2>&1 || {
      echo "keystrel: not found, so nothing was checked: put it into PATH, or go on without: \(kind.skipping)" >&2
      exit 1
    }
    \(runKeystrel)

    """
  }

  /// Git's lines can be read once only.
  private static let linesKept = """
    lines=$(cat)
    lines() { [ -z "$lines" ] || printf '%s\\n' "$lines" 2>/dev/null; }

    """

  private var runPrevious: String {
    let lines = kind == .prePush ? "lines | " : ""
    return #"[ ! -x "$previous" ] || \#(lines)"$previous" "$@" || exit"#
  }

  private var runKeystrel: String {
    kind == .prePush
      ? #"lines | "$keystrel" \#(kind.command)"# : #"exec "$keystrel" \#(kind.command)"#
  }

  /// In single quotes, in which nothing has a meaning but their end.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  /// What a hook's file turns out to be.
  package enum Reading: Hashable, Sendable {
    /// As this version of keystrel writes it.
    case current(program: String)
    /// As another version wrote it.
    case outdated(program: String)
    /// Ours, and changed by somebody.
    case edited
    case foreign
  }

  /// Tells whose a hook is.
  package static func reading(_ text: String, kind: HookKind) -> Reading {
    let lines = text.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count > 3, lines[1].hasPrefix(mark) else { return .foreign }
    guard let program = unquoted(lines[2]) else { return .edited }
    if HookScript(kind: kind, program: program).text == text { return .current(program: program) }
    let version = Int(lines[1].dropFirst(mark.count).prefix { $0.isNumber })
    return version == Self.version ? .edited : .outdated(program: program)
  }

  private static func unquoted(_ line: Substring) -> String? {
    let prefix = "keystrel='"
    guard line.hasPrefix(prefix), line.hasSuffix("'"), line.count > prefix.count else { return nil }
    let parts = line.dropFirst(prefix.count).dropLast().split(
      separator: #"'\''"#, omittingEmptySubsequences: false)
    return parts.joined(separator: "'")
  }
}
