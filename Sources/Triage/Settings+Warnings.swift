internal import PathPatterns
internal import Rules
package import ScanModel

extension Settings {
  /// What has expired, and what names no file that there is.
  ///
  /// - Parameters:
  ///   - today: UTC.
  ///   - paths: all files, from the root.
  /// - Returns: one line each, with its place.
  package func warnings(today: Day, paths: [BytePath]) -> [String] {
    var warnings: [String] = []
    func warn(_ line: Int?, _ message: String) {
      let position = line.map { SourcePosition(file: file, line: $0, column: 1) }
      warnings.append(RuleFileError(file: file, position: position, message: message).description)
    }
    func check(_ patterns: [String], _ line: Int?, _ name: String) {
      for pattern in patterns where !pattern.hasPrefix("!") {
        let list = PathPatternList([pattern])
        guard !paths.contains(where: { list.matches($0.bytes) }) else { continue }
        warn(line, "the \(name) matches no file: \(pattern)")
      }
    }
    for entry in suppressions {
      let suppression = entry.suppression
      if let until = suppression.until, until < today {
        warn(suppression.line, "the suppression has expired on \(until)")
      }
      check(entry.paths, suppression.line, "suppression")
    }
    for exclusion in exclusions { check(exclusion.paths, exclusion.position?.line, "exclusion") }
    for owners in self.owners { check(owners.paths, owners.position?.line, "entry of owners") }
    return warnings
  }
}
