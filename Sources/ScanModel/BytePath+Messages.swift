/// Messages stand in no file; this is what reports show instead of a path.
extension BytePath {
  /// The message of a commit, which the origin names.
  package static let commitMessage = BytePath("commit message")

  /// The message of an annotated tag.
  ///
  /// - Parameter tag: the name that the tag gives itself, such as `v1.0`.
  /// - Returns: `tag v1.0 message`.
  package static func tagMessage(_ tag: [UInt8]) -> BytePath {
    BytePath(Array("tag ".utf8) + tag + Array(" message".utf8))
  }

  /// Whether this is a message and not a file; one of a submodule stands behind its path.
  package var isMessage: Bool {
    let text = text
    return text == "commit message" || text.hasSuffix("/commit message")
      || isTagMessage
  }

  /// Whether this is the message of an annotated tag.
  package var isTagMessage: Bool {
    name.starts(with: "tag ".utf8) && text.hasSuffix(" message")
  }
}
