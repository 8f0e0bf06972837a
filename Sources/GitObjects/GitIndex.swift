/// Git's index, read without libgit2, whose reader alone takes longer than a whole hook may.
///
/// Versions 2 to 4, split and sparse ones too (gitformat-index(5)). Entries are sorted by path, then stage.
package struct GitIndex: Sendable {
  package let entries: [IndexEntry]
  /// Trees that are known to equal a span of entries, or nil when git wrote none.
  let cacheTree: CacheTree?
  /// The paths of all entries, each at the range that its entry names.
  private let paths: [UInt8]

  /// An index without entries, as in a repository to which nothing was ever added.
  package static let empty = GitIndex(entries: [], paths: [], cacheTree: nil)

  init(entries: [IndexEntry], paths: [UInt8], cacheTree: CacheTree?) {
    self.entries = entries
    self.paths = paths
    self.cacheTree = cacheTree
  }

  /// The path of an entry of this index.
  package func path(of entry: IndexEntry) -> ArraySlice<UInt8> {
    paths[entry.pathRange]
  }

  /// The first entry with exactly this path.
  package func firstIndex(of path: [UInt8]) -> Int? {
    firstIndex(named: path[...], in: entries.indices, from: 0)
  }

  /// The entries below a folder, which is named without a slash at its end; all of them for an empty name.
  package func range(below folder: [UInt8]) -> Range<Int> {
    folder.isEmpty ? entries.indices : range(below: folder[...], in: entries.indices, from: 0)
  }

  /// The first entry of that name, among entries that share the first `prefixCount` bytes of their paths.
  package func firstIndex(
    named name: ArraySlice<UInt8>, in range: Range<Int>, from prefixCount: Int
  ) -> Int? {
    let index = lowerBound(name, in: range, from: prefixCount)
    guard index < range.upperBound, suffix(of: index, from: prefixCount) == name else { return nil }
    return index
  }

  /// The entries below the folder of that name, among entries that share the first `prefixCount` bytes.
  package func range(
    below name: ArraySlice<UInt8>, in range: Range<Int>, from prefixCount: Int
  ) -> Range<Int> {
    let slash = UInt8(ascii: "/")
    let start = lowerBound(name, then: slash, in: range, from: prefixCount)
    let end = lowerBound(
      name, then: slash + 1, in: start..<range.upperBound, from: prefixCount)
    return start..<end
  }

  func suffix(of index: Int, from prefixCount: Int) -> ArraySlice<UInt8> {
    paths[entries[index].pathRange.dropFirst(prefixCount)]
  }

  /// The first index whose path, behind the prefix, is not before `name` and the byte that follows it.
  private func lowerBound(
    _ name: ArraySlice<UInt8>, then last: UInt8? = nil, in range: Range<Int>,
    from prefixCount: Int
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isPath(of: middle, from: prefixCount, before: name, then: last) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private func isPath(
    of index: Int, from prefixCount: Int, before name: ArraySlice<UInt8>, then last: UInt8?
  ) -> Bool {
    let range = entries[index].pathRange
    var position = range.lowerBound + prefixCount
    for byte in name {
      guard position < range.upperBound else { return true }
      if paths[position] != byte { return paths[position] < byte }
      position += 1
    }
    guard let last else { return false }
    return position == range.upperBound || paths[position] < last
  }
}

/// One entry of an index.
package struct IndexEntry: Sendable {
  package let id: ObjectID
  package let mode: UInt32
  package let kind: EntryKind
  /// 0, or 1 to 3 for the sides of a conflict: base, ours, theirs.
  package let stage: UInt8
  /// Whether the file is only announced (`git add -N`): its content is not in the index.
  package let isIntentToAdd: Bool
  private let pathStart: UInt32
  private let pathCount: UInt32

  init(
    id: ObjectID, mode: UInt32, kind: EntryKind, stage: UInt8, isIntentToAdd: Bool,
    pathRange: Range<Int>
  ) {
    self.id = id
    self.mode = mode
    self.kind = kind
    self.stage = stage
    self.isIntentToAdd = isIntentToAdd
    pathStart = UInt32(pathRange.lowerBound)
    pathCount = UInt32(pathRange.count)
  }

  var pathRange: Range<Int> {
    Int(pathStart)..<Int(pathStart) + Int(pathCount)
  }

  /// The same entry with its path at another place.
  func moved(to pathRange: Range<Int>) -> IndexEntry {
    IndexEntry(
      id: id, mode: mode, kind: kind, stage: stage, isIntentToAdd: isIntentToAdd,
      pathRange: pathRange)
  }
}
