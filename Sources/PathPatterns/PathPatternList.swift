/// Path patterns in their order, as the lines of one ignore file: the last one that matches decides, and `!` in front of
/// one takes back what those before it match.
///
/// Unlike git, which never looks into a folder that it leaves out, a pattern takes back what lies in such a folder too.
package struct PathPatternList: Sendable {
  private let patterns: [(pattern: PathPattern, isNegative: Bool)]

  /// - Parameter texts: one pattern each; one with nothing to match is left out, see `isPattern`.
  package init(_ texts: [String]) {
    patterns = texts.compactMap(Self.pattern)
  }

  package var isEmpty: Bool { patterns.isEmpty }

  /// Whether the patterns select a file by its path or by a folder above it.
  ///
  /// What lies in an archive (`app.zip!/conf/x`) is selected with the archive, too.
  ///
  /// - Parameter path: relative to the folder that the patterns start from.
  /// - Returns: whether the last pattern that matches selects it.
  package func matches(_ path: [UInt8]) -> Bool {
    guard let last = patterns.last(where: { $0.pattern.matches(path) }) else {
      guard let archive = Self.archive(of: path) else { return false }
      return matches(archive)
    }
    return !last.isNegative
  }

  /// Whether a text names something.
  package static func isPattern(_ text: String) -> Bool {
    pattern(text) != nil
  }

  private static func pattern(_ text: String) -> (PathPattern, Bool)? {
    let isNegative = text.hasPrefix("!")
    return PathPattern(isNegative ? String(text.dropFirst()) : text).map { ($0, isNegative) }
  }

  /// The path of the innermost archive that a path leads into.
  private static func archive(of path: [UInt8]) -> [UInt8]? {
    var index = path.count - 1
    while index > 1 {
      if path[index] == UInt8(ascii: "/"), path[index - 1] == UInt8(ascii: "!") {
        return Array(path[..<(index - 1)])
      }
      index -= 1
    }
    return nil
  }
}
