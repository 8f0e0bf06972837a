/// One thing to scan: where its bytes are and where they come from, not the bytes themselves.
package struct Blob: Sendable {
  /// Git's name for the content, where there is one.
  package let id: BlobID?
  /// Relative to the root that the scan names, with `/`; where it is not known yet, the blob's id stands for it.
  package let path: BytePath
  /// Whether `path` is where the blob lives, and nowhere else as far as the input knows.
  package let isPlaced: Bool
  package let origin: Origin
  /// The contents that the change replaces by this one: one list for each time it brings the blob in, and in it one
  /// content, or one for each parent of a merge.
  ///
  /// A line counts as added when, for one of the lists, no content in it has the line. Empty: every line counts.
  package let replaces: [[BlobID]]
  /// The contents that it may be made of, one list for each time it is brought in.
  ///
  /// Those that it replaces, and at a new path those that the same commit removes elsewhere; they tell nothing of lines.
  package let madeOf: [[BlobID]]

  package init(
    id: BlobID? = nil, path: BytePath, origin: Origin, replaces: [[BlobID]] = [],
    madeOf: [[BlobID]]? = nil, isPlaced: Bool = true
  ) {
    self.madeOf = madeOf ?? replaces
    self.id = id
    self.path = path
    self.isPlaced = isPlaced
    self.origin = origin
    self.replaces = replaces
  }

  /// A blob of which only the content is known.
  package init(unplaced id: BlobID) {
    self.id = id
    path = BytePath(id.description)
    isPlaced = false
    origin = .unreachable
    replaces = []
    madeOf = []
  }
}

/// The kind of place a blob was taken from.
package enum Origin: Hashable, Sendable {
  case file
  case standardInput
  case index
  /// Content that a commit introduces: it has the blob at this path while no parent of it does.
  case commit(Commit)
  /// An object of the repository that no commit holds.
  case unreachable

  package var commit: Commit? {
    if case .commit(let commit) = self { commit } else { nil }
  }
}

/// What a report says about a commit.
package struct Commit: Hashable, Sendable {
  package let id: BlobID
  /// As written in the commit, not mapped by a mailmap.
  package let author: String
  package let authorEmail: String
  /// Seconds since 1970, UTC.
  package let authorTime: Int64
  package let committerTime: Int64
  /// Whether a ref leads to it; else it dangles, or only a reflog knows it.
  package let isReachable: Bool

  package init(
    id: BlobID, author: String, authorEmail: String, authorTime: Int64, committerTime: Int64,
    isReachable: Bool = true
  ) {
    self.id = id
    self.author = author
    self.authorEmail = authorEmail
    self.authorTime = authorTime
    self.committerTime = committerTime
    self.isReachable = isReachable
  }
}

/// A set of line numbers from 1, kept as sorted ranges that do not touch.
package struct LineSet: Hashable, Sendable {
  package private(set) var ranges: [ClosedRange<Int>] = []

  package init(_ ranges: [ClosedRange<Int>] = []) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// Whether a line of `lines` is in the set.
  package func intersects(_ lines: ClosedRange<Int>) -> Bool {
    // Asked for each finding of a file whose every other line may be new.
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < lines.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= lines.upperBound
  }
}

/// Which part of a blob the lent bytes are.
///
/// A file too large to hold is lent in parts that overlap.
package struct Segment: Sendable {
  /// Offset of the first lent byte in the whole blob.
  package let byteOffset: Int
  /// Number of line feeds before the first lent byte.
  package let linesBefore: Int
  /// UTF-16 code units between the last of those line feeds and the first lent byte, the text being UTF-8.
  package let unitsBefore: Int
  /// The lent bytes whose matches count here; what starts outside is reported by a neighbour.
  package let owned: Range<Int>
  package let isWhole: Bool

  package init(
    byteOffset: Int, linesBefore: Int, unitsBefore: Int = 0, owned: Range<Int>, isWhole: Bool
  ) {
    self.byteOffset = byteOffset
    self.linesBefore = linesBefore
    self.unitsBefore = unitsBefore
    self.owned = owned
    self.isWhole = isWhole
  }

  /// A blob that is lent in one piece of `byteCount` bytes.
  package static func whole(byteCount: Int) -> Segment {
    Segment(byteOffset: 0, linesBefore: 0, owned: 0..<max(byteCount, 1), isWhole: true)
  }
}
