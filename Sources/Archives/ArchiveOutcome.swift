package import ScanModel

/// What became of an archive.
package struct ArchiveOutcome: Sendable {
  /// Archives that were opened: the outermost and those in it.
  package internal(set) var archives = 0
  /// Members whose bytes were lent.
  package internal(set) var members = 0
  /// Whether its own bytes hold nothing more that could be read: everything in it was lent, or is encrypted.
  package internal(set) var isWhole = false
  /// Whether the reading was told to end before it was at its end.
  package internal(set) var isStopped = false
  /// At most one of each kind, in the order in which they were first met.
  package internal(set) var troubles: [ArchiveTrouble] = []

  init() {}

  mutating func note(_ failure: ArchiveFailure, at path: [UInt8]) {
    if let index = troubles.firstIndex(where: { $0.kind == failure.kind }) {
      troubles[index].count += 1
    } else {
      troubles.append(
        ArchiveTrouble(kind: failure.kind, count: 1, first: BytePath(path), reason: failure.reason))
    }
  }
}

/// What of an archive was not read.
package struct ArchiveTrouble: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Members, or all of an archive, need a password.
    case encrypted
    case damaged
    /// Archives in more archives than are followed; their own bytes were lent.
    case tooDeep
    /// Packed by a method that libarchive does not know, or not to be read from where it lies: others may read it.
    case unreadable
    case tooManyMembers
    case tooManyBytes
  }

  package let kind: Kind
  /// How many members or archives.
  package internal(set) var count: Int
  /// The path of the first of them in the outermost archive; empty for that itself.
  package let first: BytePath
  /// What was wrong with the first, in a few words.
  package let reason: String
}

/// Why a member or an archive could not be read.
struct ArchiveFailure: Error {
  let kind: ArchiveTrouble.Kind
  let reason: String
}
