internal import GitObjects
internal import PathPatterns

/// How much of a history to read, and what to put up with.
package struct HistoryOptions: Hashable, Sendable {
  package var selection = HistorySelection()
  /// Whether the messages of commits and annotated tags are read, as texts of their own.
  package var messages = true
  /// Whether a history that a shallow clone has cut off counts as complete.
  package var allowsShallow = false
  /// Whether one counts as complete of which a partial clone has left objects with its remote.
  package var allowsMissing = false

  package init() {}
}

/// Which commits of a history to read; everything, reachable or not, when nothing is named.
package struct HistorySelection: Hashable, Sendable {
  /// Where to begin; at every reference and HEAD when empty.
  private(set) var references: [ReferencePattern] = []
  /// Never together with `references`.
  package var range: RevisionRange?
  /// By the committer's clock.
  package var since: CommitTime?
  package var until: CommitTime?
  /// Only so many, in the order of `git log`, once all else is considered.
  package var maximumCommits: Int?
  /// Files and folders; all of them when empty.
  private(set) var paths: [PathPattern] = []

  package init() {}

  /// Selects a branch, or those that a pattern names.
  package mutating func addBranch(_ name: String) {
    references.append(.branch(name))
  }

  /// Selects a reference of any kind, or those that a pattern names.
  package mutating func addReference(_ name: String) {
    references.append(.any(name))
  }

  /// Selects files by a pattern as in gitignore(5).
  ///
  /// - Returns: false when it can name no file, or takes others back (`!`).
  package mutating func addPath(_ text: String) -> Bool {
    guard !text.hasPrefix("!"), let pattern = PathPattern(text) else { return false }
    paths.append(pattern)
    return true
  }

  package var isEmpty: Bool { self == HistorySelection() }

  /// Whether whatever a selected commit holds is selected: no commit before it is left out, and no path.
  var isClosed: Bool {
    range == nil && since == nil && until == nil && maximumCommits == nil && paths.isEmpty
  }

  /// One line for the report.
  var summary: String {
    var parts = ["every ref"]
    if !references.isEmpty { parts = ["ref " + references.map(\.text).joined(separator: " ")] }
    if let range { parts = [range.text] }
    if let since { parts.append("since \(since.text)") }
    if let until { parts.append("until \(until.text)") }
    if let maximumCommits { parts.append("at most \(maximumCommits) commits") }
    if !paths.isEmpty { parts.append("paths " + paths.map(\.text).joined(separator: " ")) }
    return "selected: " + parts.joined(separator: ", ")
      + "; what no selected commit brings in was not read"
  }
}

extension RevisionRange {
  /// As git writes it.
  fileprivate var text: String {
    switch self {
    case .between(let from, let to): "\(from)..\(to)"
    case .sinceMergeBase(let from, let to): "\(from)...\(to)"
    case .single(let name): name
    }
  }
}
