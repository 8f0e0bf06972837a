internal import Digests

extension GitIndex {
  /// Reads an index file.
  ///
  /// - Parameter path: the file; one that does not exist is an empty index.
  /// - Returns: the entries, those of the shared file of a split index among them.
  /// - Throws: `GitError` naming the file when it cannot be read or is damaged.
  package static func read(_ path: String) throws(GitError) -> GitIndex {
    guard let bytes = try readWholeFile(path) else { return .empty }
    var parser = IndexParser(bytes, path: path)
    try parser.parse()
    guard let link = parser.link else {
      let index = GitIndex(
        entries: parser.entries, paths: parser.paths, cacheTree: parser.cacheTree)
      try parser.requireOrder(of: index)
      return index
    }
    return try parser.join(link)
  }
}

extension RepositoryLocation {
  /// Reads the repository's index.
  ///
  /// - Throws: `GitError` naming the file when it cannot be read or is damaged.
  package func readIndex() throws(GitError) -> GitIndex {
    do throws(GitError) {
      return try GitIndex.read(indexFile)
    } catch {
      // A format of repository that is not supported explains an index that looks damaged.
      _ = try Repository(self)
      throw error
    }
  }
}

/// Parses the bytes of one index file (gitformat-index(5)); every length is checked before it is used.
struct IndexParser {
  private static let headerCount = 12
  private static let checksumCount = 20
  /// From the times of an entry up to its flags.
  private static let fixedCount = 62

  let path: String
  private let bytes: [UInt8]
  private var position = 0
  private var version: UInt32 = 0

  private(set) var entries: [IndexEntry] = []
  /// The file itself, or, for version 4, the paths that its prefixes spell.
  private(set) var paths: [UInt8] = []
  private(set) var cacheTree: CacheTree?
  private(set) var link: SplitIndexLink?

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  mutating func parse() throws(GitError) {
    try requireChecksum()
    guard bytes.starts(with: "DIRC".utf8) else { throw corrupt("no index signature") }
    version = try number(at: 4)
    guard (2...4).contains(version) else {
      throw GitError(.unsupported, "read the index \(path)", "version \(version) is not known")
    }
    let count = Int(try number(at: 8))
    guard count <= (bytes.count - Self.headerCount) / Self.fixedCount else {
      throw corrupt("more entries than bytes")
    }
    position = Self.headerCount
    if version < 4 { paths = bytes }
    entries.reserveCapacity(count)
    for _ in 0..<count { try parseEntry() }
    while position < end { try parseExtension() }
  }

  /// Where the checksum starts.
  private var end: Int { bytes.count - Self.checksumCount }

  private func requireChecksum() throws(GitError) {
    guard bytes.count >= Self.headerCount + Self.checksumCount, bytes.count < Int(UInt32.max)
    else { throw corrupt("\(bytes.count) bytes cannot be an index") }
    let trailer = bytes[end...]
    // All zeros: written with index.skipHash.
    guard !trailer.allSatisfy({ $0 == 0 }) else { return }
    guard trailer.elementsEqual(sha1(of: bytes.prefix(end))) else {
      throw corrupt("the checksum does not match")
    }
  }

  private mutating func parseEntry() throws(GitError) {
    guard position + Self.fixedCount <= end,
      let id = ObjectID(bytes, at: position + 40)
    else { throw corrupt("an entry is cut off") }
    let mode = try number(at: position + 24)
    guard let kind = EntryKind(mode: mode) else { throw corrupt("an entry has no known kind") }
    let start = position
    let flags = UInt16(bytes[position + 60]) << 8 | UInt16(bytes[position + 61])
    position += Self.fixedCount
    var isIntentToAdd = false
    if flags & 0x4000 != 0 {
      guard version >= 3, position + 2 <= end else { throw corrupt("an entry is cut off") }
      isIntentToAdd = bytes[position] & 0x20 != 0
      position += 2
    }
    let range = try version == 4 ? parseCompressedPath() : parsePath(entryStart: start)
    entries.append(
      IndexEntry(
        id: id, mode: mode, kind: kind, stage: UInt8(flags >> 12 & 3),
        isIntentToAdd: isIntentToAdd, pathRange: range))
  }

  /// A path, and 1 to 8 zero bytes that pad the entry to a multiple of 8.
  private mutating func parsePath(entryStart: Int) throws(GitError) -> Range<Int> {
    let range = position..<(try zeroByte(from: position))
    position = entryStart + (range.upperBound - entryStart) / 8 * 8 + 8
    guard position <= end else { throw corrupt("an entry is cut off") }
    return range
  }

  /// How many bytes of the last path go, and what comes in their place.
  private mutating func parseCompressedPath() throws(GitError) -> Range<Int> {
    let last = entries.last?.pathRange ?? 0..<0
    var dropped = 0
    var isFirst = true
    while true {
      guard position < end, dropped <= last.count else { throw corrupt("a path is cut off") }
      let byte = bytes[position]
      position += 1
      // The offset encoding of packs: each further byte adds one before it shifts (gitformat-pack(5)).
      dropped = (isFirst ? 0 : dropped + 1) << 7 | Int(byte & 0x7F)
      isFirst = false
      if byte & 0x80 == 0 { break }
    }
    guard dropped <= last.count else { throw corrupt("a path drops more than the last one has") }
    let rest = position..<(try zeroByte(from: position))
    let start = paths.count
    guard start + last.count + rest.count < Int(UInt32.max) else {
      throw corrupt("the paths are too long")
    }
    paths += paths[last.dropLast(dropped)]
    paths += bytes[rest]
    position = rest.upperBound + 1
    return start..<paths.count
  }

  private mutating func parseExtension() throws(GitError) {
    guard position + 8 <= end else { throw corrupt("an extension is cut off") }
    let signature = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    let count = Int(try number(at: position + 4))
    let start = position + 8
    guard count <= end - start else { throw corrupt("the extension \(signature) is cut off") }
    position = start + count
    switch signature {
    case "TREE":
      guard let tree = CacheTree(bytes, in: start..<position) else {
        throw corrupt("the extension TREE is damaged")
      }
      cacheTree = tree
    case "link":
      guard let link = SplitIndexLink(bytes, in: start..<position) else {
        throw corrupt("the extension link is damaged")
      }
      self.link = link
    case "sdir":
      // Folders among the entries, which every reader of `entries` expects anyway.
      break
    default:
      let isOptional = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[start - 8])
      guard isOptional else {
        throw GitError(
          .unsupported, "read the index \(path)", "the extension \(signature) is not known")
      }
    }
  }

  private func zeroByte(from start: Int) throws(GitError) -> Int {
    var cursor = start
    while cursor < end, bytes[cursor] != 0 { cursor += 1 }
    guard cursor < end else { throw corrupt("a path is cut off") }
    return cursor
  }

  private func number(at offset: Int) throws(GitError) -> UInt32 {
    guard offset + 4 <= bytes.count else { throw corrupt("a number is cut off") }
    return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Look-ups search by halves, so paths out of order would hide entries.
  func requireOrder(of index: GitIndex) throws(GitError) {
    for (entry, next) in zip(index.entries, index.entries.dropFirst()) {
      let (left, right) = (index.path(of: entry), index.path(of: next))
      guard left.lexicographicallyPrecedes(right) || left == right && entry.stage < next.stage
      else { throw corrupt("the entries are out of order") }
    }
    guard index.entries.allSatisfy({ !$0.pathRange.isEmpty }) else {
      throw corrupt("an entry has no path")
    }
  }

  func corrupt(_ reason: String) -> GitError {
    GitError(.corrupt, "read the index \(path)", "\(reason): rebuild it with git reset")
  }
}

// Not `Array.span`, which macOS has from version 26 on only.
private func sha1(of bytes: ArraySlice<UInt8>) -> [UInt8] {
  unsafe bytes.withUnsafeBufferPointer { Digest.sha1(unsafe $0.span) }
}
