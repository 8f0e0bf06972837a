internal import PathPatterns

/// The patterns of one ignore file, in its order (gitignore(5)).
struct IgnorePatterns {
  private struct Pattern {
    let glob: ArraySlice<UInt8>
    /// `!`: takes back what an earlier pattern leaves out.
    let isNegative: Bool
    /// `/` at the end.
    let isForFolders: Bool
    /// Without a slash inside: it matches a name at any depth.
    let isForNames: Bool
    let shape: Shape
  }

  /// What most patterns are, so that few need the wildcard matcher.
  private enum Shape {
    case literal
    /// A star and then a literal.
    case suffix
    case wildcards
    /// In a path: this many literal bytes first.
    case literalThenWildcards(Int)
  }

  private let patterns: [Pattern]
  /// One for each pattern.
  private let gates: [IgnoreGate]
  private let ignoresCase: Bool

  init(_ bytes: [UInt8], ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    patterns = text.split(separator: UInt8(ascii: "\n")).compactMap(Self.pattern)
    gates = patterns.map {
      IgnoreGate(
        $0.glob, isForFolders: $0.isForFolders, isForNames: $0.isForNames, ignoresCase: ignoresCase)
    }
  }

  /// What the last pattern that matches says: leave it out, or take it back; nil when none matches.
  ///
  /// - Parameters:
  ///   - path: relative to the folder of the ignore file.
  ///   - isFolder: whether it is a folder.
  /// - Returns: true to leave it out.
  func decision(on path: ArraySlice<UInt8>, isFolder: Bool) -> Bool? {
    guard !patterns.isEmpty, let pathStart = path.first, let end = path.last else { return nil }
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    let nameStart = name.first ?? pathStart
    var index = gates.count
    while index > 0 {
      index -= 1
      let gate = gates[index]
      guard isFolder || !gate.isForFolders,
        gate.admits(first: gate.isForNames ? nameStart : pathStart, last: end),
        matches(patterns[index], gate.isForNames ? name : path)
      else { continue }
      return !patterns[index].isNegative
    }
    return nil
  }

  private func matches(_ pattern: Pattern, _ text: ArraySlice<UInt8>) -> Bool {
    let glob = pattern.glob
    if ignoresCase { return globMatches(glob, text, ignoresCase: true) }
    switch pattern.shape {
    case .literal:
      return glob == text
    case .suffix:
      return text.count >= glob.count - 1
        && text.suffix(glob.count - 1).elementsEqual(glob.dropFirst())
    case .wildcards:
      return globMatches(glob, text)
    case .literalThenWildcards(let count):
      // Cut off as git does, with the effect that `a**` may then match as if it stood at the start.
      return text.starts(with: glob.prefix(count))
        && globMatches(glob.dropFirst(count), text.dropFirst(count))
    }
  }

  private static func pattern(_ line: ArraySlice<UInt8>) -> Pattern? {
    guard line.first != UInt8(ascii: "#") else { return nil }
    var glob = withoutTrailingSpaces(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    let isNegative = glob.first == UInt8(ascii: "!")
    if isNegative { glob = glob.dropFirst() }
    let isForFolders = glob.last == UInt8(ascii: "/")
    if isForFolders { glob = glob.dropLast() }
    let isForNames = !glob.contains(UInt8(ascii: "/"))
    if glob.first == UInt8(ascii: "/") { glob = glob.dropFirst() }
    guard !glob.isEmpty else { return nil }
    return Pattern(
      glob: glob, isNegative: isNegative, isForFolders: isForFolders, isForNames: isForNames,
      shape: shape(glob, isForNames: isForNames))
  }

  private static func shape(_ glob: ArraySlice<UInt8>, isForNames: Bool) -> Shape {
    let literal = glob.prefix { !isSpecial($0) }
    if literal.count == glob.count { return .literal }
    guard isForNames else { return .literalThenWildcards(literal.count) }
    let isSuffix = glob.first == UInt8(ascii: "*") && !glob.dropFirst().contains(where: isSpecial)
    return isSuffix ? .suffix : .wildcards
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\"): true
    default: false
    }
  }

  /// Spaces at the end do not count unless a backslash protects them.
  private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var at = line.startIndex
    while at < line.endIndex {
      let isEscape = line[at] == UInt8(ascii: "\\")
      if line[at] != UInt8(ascii: " ") { end = min(at + (isEscape ? 2 : 1), line.endIndex) }
      at += isEscape ? 2 : 1
    }
    return line[..<end]
  }
}
