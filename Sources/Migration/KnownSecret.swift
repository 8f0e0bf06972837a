internal import Digests
package import ScanModel

/// A secret that another tool was told of: its place, and perhaps a digest of its value; never the value.
package struct KnownSecret: Hashable, Sendable {
  /// What tells the secret apart from any other.
  package enum Digest: Hashable, Sendable {
    /// 64 hexadecimal digits.
    case sha256(String)
    /// 40 hexadecimal digits: detect-secrets'.
    case sha1(String)
  }

  /// What becomes of it.
  package enum Purpose: Hashable, Sendable {
    /// It was found before: it goes into the baseline.
    case baseline
    /// Somebody decided that it may stand: it gets a suppression with this reason.
    case suppression(reason: String)
  }

  /// Where the other tool's file tells of it.
  package let origin: ForeignPlace
  package let digest: Digest?
  package let path: BytePath
  /// From 1.
  package let line: Int?
  /// The commit that brought it in, as the file names it; nil for the work tree.
  package let commit: String?
  package let purpose: Purpose

  package init(
    origin: ForeignPlace, digest: Digest? = nil, path: String, line: Int? = nil,
    commit: String? = nil, purpose: Purpose
  ) {
    self.origin = origin
    self.digest = digest
    // Written by Windows, by `gitleaks dir .`, by trufflehog.
    var path = path.replacing("\\", with: "/")
    while path.hasPrefix("./") { path.removeFirst(2) }
    self.path = BytePath(path)
    self.line = line
    self.commit = commit.flatMap { $0.isEmpty ? nil : $0 }
    self.purpose = purpose
  }
}

/// A secret that a scan found, as far as it takes to recognise it.
package struct FoundSecret: Sendable {
  package let fingerprint: Fingerprint
  package let sha256: String
  package let sha1: String
  package let title: String
  /// Each with its lines; the blob tells the contents of commits apart.
  package let places: [Occurrence]

  /// - Parameters:
  ///   - finding: of a scan that keeps values.
  ///   - value: its bytes, of which only the digests are kept.
  package init(_ finding: Finding, value: [UInt8]) {
    fingerprint = finding.secret.fingerprint
    sha256 = hexadecimal(Digests.Digest.sha256(value))
    sha1 = value.lend { hexadecimal(Digests.Digest.sha1($0)) }
    title = finding.title
    places = finding.occurrences
  }
}
