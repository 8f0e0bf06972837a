internal import PathPatterns
package import ScanModel

/// Tells who answers for a path: as in CODEOWNERS, the last entry that matches it.
package struct OwnerSearch: Sendable {
  private let entries: [(patterns: PathPatternList, names: [String])]

  package init(_ owners: [PathOwners]) {
    entries = owners.map { (PathPatternList($0.paths), $0.names) }
  }

  /// Those who answer for a path; nobody, where no entry matches or one without names does.
  package func owners(of path: BytePath) -> [String] {
    entries.last { $0.patterns.matches(path.bytes) }?.names ?? []
  }
}
