internal import PathPatterns
package import ScanModel

/// The paths that settings exclude, ready to be asked.
package struct PathExclusions: Sendable {
  private let lists: [(patterns: PathPatternList, label: String)]
  private let named: [BytePath]

  /// Nil when nothing is excluded.
  ///
  /// - Parameters:
  ///   - exclusions: of the settings.
  ///   - named: what the user named on the command line, from the root of the settings: that is scanned, and what lies
  ///     in it, even if it is excluded.
  package init?(_ exclusions: [Exclusion], except named: [BytePath] = []) {
    guard !exclusions.isEmpty else { return nil }
    let lists = exclusions.map { exclusion in
      (
        PathPatternList(exclusion.paths),
        exclusion.paths.joined(separator: " ") + " (" + exclusion.reason + ")"
      )
    }
    self.lists = lists
    self.named = named.filter { path in
      lists.contains { list, _ in
        // A folder is excluded when everything in it is.
        list.matches(path.bytes) || list.matches(path.bytes + Array("/?".utf8))
      }
    }
  }

  /// Which exclusion leaves a path out, and why; nil when none does.
  ///
  /// Messages of commits have no path and are always read.
  package func label(of path: BytePath) -> String? {
    guard let list = lists.first(where: { $0.patterns.matches(path.bytes) }), !path.isMessage,
      !named.contains(where: { path.isIn($0) })
    else { return nil }
    return list.label
  }
}

extension BytePath {
  /// Whether this is a path, or lies below it; of an archive, also in it.
  fileprivate func isIn(_ path: BytePath) -> Bool {
    guard bytes.starts(with: path.bytes) else { return false }
    let rest = bytes.dropFirst(path.bytes.count)
    return rest.isEmpty || path.bytes.isEmpty || rest.first == UInt8(ascii: "/")
      || rest.starts(with: BytePath.memberMark)
  }
}
