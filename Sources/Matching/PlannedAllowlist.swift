internal import Patterns
internal import Rules

/// gitleaks' allowlist with its patterns ready.
struct PlannedAllowlist: Sendable {
  let matchAll: Bool
  /// In lower case.
  let commits: Set<String>
  let paths: [LazyPattern]
  let regexes: [LazyPattern]
  let target: Allowlist.Target
  /// nil when there are none.
  let stopwords: LiteralSet?

  init(_ allowlist: Allowlist) {
    matchAll = allowlist.matchAll
    commits = Set(allowlist.commits.map { $0.lowercased() })
    paths = allowlist.paths.map { LazyPattern($0) }
    regexes = allowlist.regexes.map { LazyPattern($0) }
    target = allowlist.regexTarget
    stopwords =
      allowlist.stopwords.isEmpty
      ? nil : LiteralSet(allowlist.stopwords.map { LiteralSet.Literal($0, ignoringCase: true) })
  }
}
