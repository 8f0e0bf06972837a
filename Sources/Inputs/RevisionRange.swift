/// The commits that a user names: `A..B`, `A...B`, or one commit.
package enum RevisionRange: Hashable, Sendable {
  /// Reachable from `to`, not from `from`.
  case between(from: String, to: String)
  /// The same since the two lines parted: they must have a commit in common.
  case sinceMergeBase(of: String, to: String)
  case single(String)

  /// Reads a range as git writes it; a side that is left out is HEAD.
  package init(_ text: String) {
    for separator in ["...", ".."] {
      guard let sides = Self.split(text, at: separator) else { continue }
      let from = sides.0.isEmpty ? "HEAD" : sides.0
      let to = sides.1.isEmpty ? "HEAD" : sides.1
      self = separator == "..." ? .sinceMergeBase(of: from, to: to) : .between(from: from, to: to)
      return
    }
    self = .single(text)
  }

  private static func split(_ text: String, at separator: String) -> (String, String)? {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    guard bytes.count >= mark.count else { return nil }
    for start in 0...bytes.count - mark.count where bytes[start...].starts(with: mark) {
      return (
        String(decoding: bytes[..<start], as: UTF8.self),
        String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
      )
    }
    return nil
  }
}

/// A range that cannot be scanned: one line with what is missing and how to get it.
package struct RangeFailure: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
