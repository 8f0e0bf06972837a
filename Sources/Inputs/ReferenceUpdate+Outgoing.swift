package import GitObjects
internal import ScanModel

extension ReferenceUpdate {
  /// Reads what git writes to a pre-push hook (githooks(5)), to its end.
  ///
  /// - Throws: `PushFailure` for anything but lines as git writes them. No line at all is none: git starts the hook also
  ///   where the remote has everything.
  package static func readOutgoing(
    from descriptor: Int32
  ) throws(PushFailure) -> [ReferenceUpdate] {
    try parseOutgoing(readBytes(from: descriptor))
  }

  /// Reads the lines `LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID`.
  ///
  /// - Throws: `PushFailure` with the number of the first line that is none.
  package static func parseOutgoing(_ bytes: [UInt8]) throws(PushFailure) -> [ReferenceUpdate] {
    var updates: [ReferenceUpdate] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      // From the right: what is pushed may be named by words, as in `git push origin :/fix\ it:main`.
      let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard fields.count >= 4, let name = fields.suffix(2).first, !name.isEmpty,
        let new = fields.suffix(3).first.flatMap({ ObjectID(hexadecimal: $0) }),
        let old = fields.last.flatMap({ ObjectID(hexadecimal: $0) })
      else {
        throw PushFailure(
          "line \(index + 1) of standard input is not LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID, "
            + "as git writes to a pre-push hook")
      }
      updates.append(ReferenceUpdate(old: old, new: new, name: BytePath(Array(name))))
    }
    return updates
  }

  /// What a push of one revision to a new reference would be.
  ///
  /// - Parameters:
  ///   - revision: a branch, a tag or an id.
  ///   - folder: where the repository is looked for.
  ///   - environment: what git tells a hook.
  /// - Returns: nil for HEAD before the first commit.
  /// - Throws: `GitError` when there is no repository or no such revision.
  package static func sending(
    _ revision: String, folder: String = ".", environment: GitEnvironment = .current
  ) throws -> ReferenceUpdate? {
    let found = try RepositoryLocation.find(from: folder, environment: environment)
    guard let found else {
      throw GitError(.notFound, "read the push", "no git repository here or in a folder above")
    }
    let repository = try Repository(found)
    let commit =
      try revision == "HEAD" ? repository.headCommit() : repository.commit(named: revision)
    return commit.map {
      ReferenceUpdate(old: .zero, new: $0, name: BytePath(Array(revision.utf8)))
    }
  }
}
