/// What lies in an archive is shown behind the archive's path: `app.zip!/conf/appsettings.json`.
extension BytePath {
  /// What stands between an archive and its members.
  package static let memberMark = Array("!/".utf8)

  /// The path of something in the archive at this path.
  ///
  /// - Parameter name: what the archive calls it, whatever that is: it is shown and never followed.
  /// - Returns: both, with the mark between them.
  package func member(_ name: BytePath) -> BytePath {
    BytePath(bytes + Self.memberMark + name.bytes)
  }

  /// What this path names in an archive; nil when it names nothing in it.
  package func member(of archive: BytePath) -> BytePath? {
    let prefix = archive.bytes + Self.memberMark
    guard bytes.starts(with: prefix) else { return nil }
    return BytePath(Array(bytes.dropFirst(prefix.count)))
  }
}
