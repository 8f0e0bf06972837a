/// What a split index changes of the shared one that it builds on (extension `link`).
struct SplitIndexLink {
  let shared: ObjectID
  /// Positions in the shared index whose entries are gone.
  let deleted: Set<Int>
  /// Positions in the shared index whose entries the first ones of this index replace, ascending.
  let replaced: [Int]

  /// Parses the extension, or nil when it is damaged.
  init?(_ bytes: [UInt8], in range: Range<Int>) {
    guard range.count >= ObjectID.byteCount,
      let shared = ObjectID(bytes, at: range.lowerBound)
    else { return nil }
    self.shared = shared
    var cursor = range.lowerBound + ObjectID.byteCount
    guard cursor < range.upperBound else {
      deleted = []
      replaced = []
      return
    }
    guard let deleted = compressedBits(bytes, &cursor, end: range.upperBound),
      let replaced = compressedBits(bytes, &cursor, end: range.upperBound),
      cursor == range.upperBound
    else { return nil }
    self.deleted = Set(deleted)
    self.replaced = replaced
  }
}

extension IndexParser {
  /// Joins the entries of this file with those of the shared one beside it.
  ///
  /// - Throws: `GitError` when the shared file is missing or damaged, or does not fit.
  func join(_ link: SplitIndexLink) throws(GitError) -> GitIndex {
    guard link.shared != .zero else { return try sorted(entries, paths: paths) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let sharedPath = folder + "sharedindex.\(link.shared)"
    guard let bytes = try readWholeFile(sharedPath) else {
      throw corrupt("the shared index \(sharedPath) is missing")
    }
    var base = IndexParser(bytes, path: sharedPath)
    try base.parse()
    guard base.link == nil, link.replaced.count <= entries.count,
      link.replaced.allSatisfy({ $0 < base.entries.count }),
      link.deleted.allSatisfy({ $0 < base.entries.count }),
      base.paths.count + paths.count < Int(UInt32.max)
    else { throw corrupt("the shared index \(sharedPath) does not fit") }
    let own = entries.map { entry in
      entry.moved(
        to: entry.pathRange.lowerBound + base.paths.count..<entry.pathRange.upperBound
          + base.paths.count)
    }
    var joined = base.entries
    for (position, entry) in zip(link.replaced, own) {
      joined[position] =
        entry.pathRange.isEmpty ? entry.moved(to: joined[position].pathRange) : entry
    }
    joined = joined.indices.filter { !link.deleted.contains($0) }.map { joined[$0] }
    return try sorted(
      joined + own.dropFirst(link.replaced.count), paths: base.paths + paths)
  }

  private func sorted(_ entries: [IndexEntry], paths: [UInt8]) throws(GitError) -> GitIndex {
    let entries = entries.sorted { left, right in
      let (leftPath, rightPath) = (paths[left.pathRange], paths[right.pathRange])
      if leftPath == rightPath { return left.stage < right.stage }
      return leftPath.lexicographicallyPrecedes(rightPath)
    }
    let index = GitIndex(entries: entries, paths: paths, cacheTree: cacheTree)
    try requireOrder(of: index)
    return index
  }
}

/// The positions of the bits that are set in an EWAH bitmap, as git stores it (gitformat-bitmap(5), appendix A).
///
/// A count of bits, a count of 64-bit words, the words, and the position of the last marker word; all big-endian.
///
/// - Returns: nil when the bitmap is damaged.
private func compressedBits(_ bytes: [UInt8], _ cursor: inout Int, end: Int) -> [Int]? {
  func number(_ byteCount: Int) -> UInt64? {
    guard cursor + byteCount <= end else { return nil }
    defer { cursor += byteCount }
    return bytes[cursor..<cursor + byteCount].reduce(0) { $0 << 8 | UInt64($1) }
  }
  // More entries than any index has; a few bytes could otherwise claim billions.
  let maximumBits = 1 << 24
  guard let bitCount = number(4), bitCount <= maximumBits, let wordCount = number(4),
    wordCount <= (end - cursor) / 8
  else { return nil }
  var positions: [Int] = []
  var bit = 0
  var wordsLeft = Int(wordCount)
  while wordsLeft > 0 {
    // A marker: one bit to repeat, 32 bits of how many words, 31 bits of how many literal words follow.
    guard let marker = number(8) else { return nil }
    wordsLeft -= 1
    let repeated = Int(marker >> 1 & 0xFFFF_FFFF) * 64
    let literals = Int(marker >> 33)
    guard bit + repeated <= maximumBits + 64, literals <= wordsLeft else { return nil }
    if marker & 1 == 1 { positions += bit..<bit + repeated }
    bit += repeated
    for _ in 0..<literals {
      guard let word = number(8) else { return nil }
      positions += (0..<64).lazy.filter { word >> UInt64($0) & 1 == 1 }.map { bit + $0 }
      bit += 64
    }
    wordsLeft -= literals
  }
  guard number(4) != nil else { return nil }
  return positions.filter { $0 < bitCount }
}
