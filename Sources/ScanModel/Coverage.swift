/// What a scan read and what it did not: the part of a report that makes "clean" mean something.
package struct Coverage: Sendable {
  package var refs = 0
  package var commits = 0
  package var blobs = 0
  package var files = 0
  /// Of commits and annotated tags, read as texts of their own.
  package var messages = 0
  /// Archives that were opened, those in other archives too, and the members of them that were read.
  package var archives = 0
  package var members = 0
  /// Bytes lent to the engine; of an archive those of its members.
  package var bytes = 0
  /// Left out on purpose, counted by reason ("binary attribute", "not a regular file").
  package var skipped: [SkipReason: Int] = [:]
  /// What should have been read and was not; not empty means that the scan is incomplete.
  package var issues: [ScanIssue] = []
  /// What the user left out or put up with, and what of archives nobody can read, one line each: it does not make the scan
  /// incomplete.
  package var notes: [String] = []
  /// How many rules ran, and the SHA-256 of their text.
  package var ruleCount = 0
  /// How many of them look for posture; 0 when it was not asked for.
  package var postureRuleCount = 0
  package var rulesDigest = ""

  package init() {}

  package var isComplete: Bool { issues.isEmpty }

  /// Adds what another worker read.
  package mutating func merge(_ other: Coverage) {
    refs += other.refs
    commits += other.commits
    blobs += other.blobs
    files += other.files
    messages += other.messages
    archives += other.archives
    members += other.members
    bytes += other.bytes
    skipped.merge(other.skipped, uniquingKeysWith: +)
    issues += other.issues
    notes += other.notes
  }
}

/// Why something was left out on purpose.
package enum SkipReason: String, Hashable, Sendable, CaseIterable {
  case ignored = "ignored by git"
  case excludedPath = "excluded path"
  case specialFile = "not a regular file"
  case submodule = "submodule"
  case empty = "empty"
  case encrypted = "encrypted in archives"
  case damaged = "damaged in archives"
  case tooDeep = "archives too deep in others"
  case danglingReference = "symbolic ref to a branch that is gone"
}

/// Something that the scan should have read and could not: it makes the result incomplete, never silent.
package struct ScanIssue: Hashable, Sendable {
  /// The file, object or ref concerned; nil for the scan as a whole.
  package let subject: String?
  /// What went wrong and what to do, in one line.
  package let message: String
  /// Whether nothing failed: the time limit has ended the scan.
  package let isTimeout: Bool

  package init(subject: String?, message: String, isTimeout: Bool = false) {
    self.subject = subject
    self.message = message
    self.isTimeout = isTimeout
  }

  /// `subject: message`, safe to print.
  package var line: String {
    escapedForDisplay((subject.map { $0 + ": " + message } ?? message).utf8)
  }
}

extension ScanIssue: Comparable {
  package static func < (left: ScanIssue, right: ScanIssue) -> Bool {
    (left.subject ?? "", left.message) < (right.subject ?? "", right.message)
  }
}
