package import ScanModel

/// The secrets that a repository is known to hold: fingerprints of their values, and nothing of their places.
///
/// In the file every entry is a line, sorted, and between them stand 256 lines that never change, one for each pair of
/// first digits. git merges two sides that add lines when an unchanged line is between them: so two branches that add one
/// entry each conflict once in 256 times. With the attribute `merge=union` they never do; but not every server heeds it.
package struct Baseline: Sendable {
  /// At the root of the repository.
  package static let defaultPath = ".keystrel-baseline"

  /// What was scanned for it: entries are gone when a scan of no less does not find them.
  package enum Scope: String, Hashable, Sendable {
    case workTree = "work tree"
    case history
  }

  package var kind: FingerprintKind
  package var scope: Scope
  package var fingerprints: Set<Fingerprint>

  package init(kind: FingerprintKind, scope: Scope, fingerprints: Set<Fingerprint> = []) {
    self.kind = kind
    self.scope = scope
    self.fingerprints = fingerprints
  }

  static let kindLabel = "# fingerprints: "
  static let scopeLabel = "# scanned: "

  /// The file; the same entries make the same bytes.
  package var text: String {
    var text = """
      # The secrets that are known to be here: written by `keystrel baseline`, explained in docs/suppression.md.
      # Lines of two digits keep apart what two branches add, so that git can merge them.
      \(Self.kindLabel)\(kind)
      \(Self.scopeLabel)\(scope.rawValue)

      """
    var entries = fingerprints.sorted()[...]
    let digits = Array("0123456789abcdef")
    for first in digits {
      for second in digits {
        let mark = "\(first)\(second)"
        text += "# \(mark)\n"
        while let entry = entries.first, entry.hex.hasPrefix(mark) {
          text += entry.hex + "\n"
          entries = entries.dropFirst()
        }
      }
    }
    return text
  }
}

/// What makes git merge two versions of a baseline without a conflict, whatever they add.
package enum MergeAttribute {
  /// The file that holds it, at the root of the repository.
  package static let fileName = ".gitattributes"

  /// The line for the baseline at a path, from the root.
  package static func line(for path: String) -> String { "/\(path) merge=union" }

  /// The file with the line for a baseline.
  ///
  /// - Parameters:
  ///   - text: of the file; empty when there is none.
  ///   - path: of the baseline, from the root.
  /// - Returns: nil when it has such a line.
  package static func adding(to text: String, for path: String) -> String? {
    let hasLine = text.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return words.first.map { $0 == path || $0 == "/" + path } ?? false
        && words.dropFirst().contains { $0.hasPrefix("merge=") }
    }
    guard !hasLine else { return nil }
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    let start = text.isEmpty || text.last?.isNewline == true ? text : text + ending
    return start + line(for: path) + ending
  }
}
