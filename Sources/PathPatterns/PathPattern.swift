/// Which paths a user names: a pattern of gitignore(5), and everything below a folder that it matches.
package struct PathPattern: Hashable, Sendable {
  /// As typed.
  package let text: String
  private let glob: [UInt8]
  /// Without a slash inside: it matches a name at any depth.
  private let isForNames: Bool
  private let isForFolders: Bool

  /// - Returns: nil when nothing is left of the text to match.
  package init?(_ text: String) {
    self.text = text
    var glob = Array(text.utf8)[...]
    isForFolders = glob.last == slash
    if isForFolders { glob = glob.dropLast() }
    isForNames = !glob.contains(slash)
    if glob.first == slash { glob = glob.dropFirst() }
    guard !glob.isEmpty else { return nil }
    self.glob = Array(glob)
  }

  /// Whether the pattern matches a file's path or a folder above it.
  package func matches(_ path: [UInt8]) -> Bool {
    var start = path.startIndex
    for end in path.indices where path[end] == slash {
      if globMatches(glob[...], isForNames ? path[start..<end] : path[..<end]) { return true }
      start = end + 1
    }
    return !isForFolders && globMatches(glob[...], isForNames ? path[start...] : path[...])
  }
}

private let slash = UInt8(ascii: "/")
