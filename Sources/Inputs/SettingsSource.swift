package import ScanModel

/// Which settings hold for an input, and what a change does to them.
///
/// The base decides: what a change brings holds once it is merged, and not for the change itself.
package struct SettingsSource: Sendable {
  /// What a change does to the files.
  package struct Change: Sendable {
    package let after: SettingsFiles
    private let findBefore: @Sendable () throws -> SettingsFiles?

    /// - Parameters:
    ///   - after: as the change has them.
    ///   - before: looks for them as they were where the change began.
    init(after: SettingsFiles, before: @escaping @Sendable () throws -> SettingsFiles?) {
      self.after = after
      findBefore = before
    }

    /// As they were where the change began; nil when there was nothing.
    ///
    /// - Throws: as `Input.listing` does.
    package func before() throws -> SettingsFiles? { try findBefore() }
  }

  /// Nil where there are no settings to read, as in an empty repository.
  package var files: SettingsFiles?
  /// Those of each repository, or folder outside of one, where several are scanned: then none decides for the others.
  package var several: [SettingsFiles] = []
  package var changes: [Change] = []
  /// Where paths that are shown and paths that settings name start from.
  package var base = PathBase()
  /// What the user named, as it is shown.
  package var named: [BytePath] = []

  package init(files: SettingsFiles? = nil) {
    self.files = files
  }
}

/// How a path as it is shown becomes one as the settings name it: from the root.
package struct PathBase: Sendable {
  /// With a slash at the end unless empty; what does not begin so lies outside.
  private let shown: [UInt8]
  private let inside: [UInt8]

  /// Both are the same.
  package init() {
    (shown, inside) = ([], [])
  }

  /// - Parameters:
  ///   - shown: a folder as it is shown, without a slash at the end.
  ///   - inside: the same folder as the settings name it.
  init(shown: [UInt8], inside: [UInt8]) {
    let slash = UInt8(ascii: "/")
    self.shown = shown.isEmpty || shown.last == slash ? shown : shown + [slash]
    self.inside = inside.isEmpty ? [] : inside + [slash]
  }

  /// The path as the settings name it; nil outside of their reach.
  package func inside(_ path: BytePath) -> BytePath? {
    if shown.isEmpty, inside.isEmpty { return path }
    guard path.bytes.starts(with: shown) else { return nil }
    return BytePath(inside + path.bytes.dropFirst(shown.count))
  }
}
