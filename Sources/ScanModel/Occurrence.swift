/// One place where a secret stands.
package struct Occurrence: Hashable, Sendable {
  package let path: BytePath
  package let region: Region
  package let blob: BlobID?
  package let origin: Origin
  /// What lets it stand, or did; nil when nothing does.
  package var suppression: Suppression?
  /// The literal that is the secret, where it is one by itself in a file that can be changed.
  package var literal: Literal?
  /// What takes the secret out of the file.
  package var edit: Edit?

  package init(
    path: BytePath, region: Region, blob: BlobID?, origin: Origin, suppression: Suppression? = nil
  ) {
    self.path = path
    self.region = region
    self.blob = blob
    self.origin = origin
    self.suppression = suppression
  }
}

extension Occurrence: Comparable {
  /// By path, then place, then the age of the commit: the order of every report.
  package static func < (left: Occurrence, right: Occurrence) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.region != right.region { return left.region < right.region }
    if left.origin != right.origin { return left.origin < right.origin }
    guard let leftBlob = left.blob else { return right.blob != nil }
    guard let rightBlob = right.blob else { return false }
    return leftBlob < rightBlob
  }
}

extension Origin: Comparable {
  /// What is there now first, then by the age of the commit.
  package static func < (left: Origin, right: Origin) -> Bool {
    left.sortKey < right.sortKey
  }

  private var sortKey: (Int, Int64, String) {
    switch self {
    case .file: (0, 0, "")
    case .standardInput: (1, 0, "")
    case .index: (2, 0, "")
    case .commit(let commit): (3, commit.committerTime, commit.id.description)
    case .unreachable: (4, 0, "")
    }
  }
}

/// A span of a text file.
package struct Region: Hashable, Sendable {
  /// From 1.
  package let startLine: Int
  /// From 1, in UTF-16 code units, as SARIF and editors count.
  package let startColumn: Int
  package let endLine: Int
  /// The column after the last character.
  package let endColumn: Int
  /// From 0, in the file as it is stored.
  package let byteOffset: Int
  package let byteCount: Int

  package init(
    startLine: Int, startColumn: Int, endLine: Int, endColumn: Int, byteOffset: Int, byteCount: Int
  ) {
    self.startLine = startLine
    self.startColumn = startColumn
    self.endLine = endLine
    self.endColumn = endColumn
    self.byteOffset = byteOffset
    self.byteCount = byteCount
  }

  package var lines: ClosedRange<Int> {
    startLine...max(startLine, endLine)
  }
}

extension Region: Comparable {
  package static func < (left: Region, right: Region) -> Bool {
    (left.startLine, left.startColumn, left.byteOffset, left.byteCount)
      < (right.startLine, right.startColumn, right.byteOffset, right.byteCount)
  }
}
