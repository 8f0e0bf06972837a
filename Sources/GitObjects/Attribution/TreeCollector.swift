/// One worker's part of a pass over all trees: keeps of each what leads to a folder or a wanted blob.
final class TreeCollector: LineageVisitor {
  private let wanted: WantedBlobs
  private(set) var part = TreePart()

  init(_ wanted: WantedBlobs) {
    self.wanted = wanted
  }

  func visit(
    _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    var notes = ObjectNotes()
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe part.add(object.id, bytes, wanted, knowing: KnownEntries(), noting: &notes)
    }
    return nil
  }

  /// A copy that holds no two marks says nothing.
  let shortestCopy = TreePart.markDistance

  func visit(
    _ object: ObjectEntry, _ bytes: UnsafeRawBufferPointer, _ copies: [DeltaCopy],
    from base: ObjectNotes?, noting notes: inout ObjectNotes
  ) {
    // The links of another worker's trees are numbered by another table.
    let own = ObjectIdentifier(self)
    let known =
      if let base, base.author == own { KnownEntries(copies, from: base) } else { KnownEntries() }
    notes.author = own
    unsafe part.add(object.id, bytes, wanted, knowing: known, noting: &notes)
  }
}

/// What an entry of a tree can be here, as git compares modes: the bits of a mode that it does not look at are gone.
enum LinkKind: UInt8, Sendable {
  case folder, file, executable, symbolicLink

  /// nil for a gitlink, and for what git takes for one.
  init?(mode: UInt32) {
    switch EntryKind(mode: mode) {
    case .folder: self = .folder
    case .file: self = mode & 0o100 == 0 ? .file : .executable
    case .symbolicLink: self = .symbolicLink
    case .gitlink, nil: return nil
    }
  }
}

/// An entry of a tree; trees repeat most of theirs from version to version, so each is kept once and has a number.
struct TreeLink: Sendable {
  let id: ObjectID
  /// In the names of the part.
  let name: UInt32
  let kind: LinkKind
}

/// The trees that one worker has read.
struct TreePart: Sendable {
  private(set) var trees: [ObjectID] = []
  /// The numbers of the links of all trees, one tree after the other.
  private(set) var links: [UInt32] = []
  /// Where the links of each tree end.
  private(set) var ends: [Int] = []
  private(set) var distinctLinks: [TreeLink] = []
  private(set) var names = NameTable()
  /// Trees that end in the middle of an entry, or hold something else than entries.
  private(set) var damaged: [ObjectID] = []
  private var table = NumberTable()

  // Nearly all modes there are, as a little-endian machine loads them: `100644 `, `100755 ` and `40000 `.
  private static let fileMode: UInt64 = 0x20_3434_3630_3031
  private static let executableMode: UInt64 = 0x20_3535_3730_3031
  private static let folderMode: UInt64 = 0x2030_3030_3034

  /// The fewest bytes of an entry: a digit, a space, a letter, a zero and an id.
  private static let shortestEntry = 4 + ObjectID.byteCount

  /// How far apart marks are, about: what lies between a mark and a change is read again, and marks are copied.
  static let markDistance = 256

  /// Reads the raw bytes of a tree in place: this sees every entry of every tree that ever was.
  ///
  /// - Parameters:
  ///   - id: of the tree.
  ///   - bytes: less than 4 GiB.
  ///   - wanted: the blobs that count.
  ///   - known: what is copied from a tree that was added before.
  ///   - notes: get the tree's links, and marks where entries begin, each with how many links come before it.
  mutating func add(
    _ id: ObjectID, _ bytes: UnsafeRawBufferPointer, _ wanted: WantedBlobs,
    knowing known: KnownEntries, noting notes: inout ObjectNotes
  ) {
    var known = known
    trees.append(id)
    notes.start = links.count
    var position = 0
    var nextMark = 0
    while position < bytes.count {
      if position >= nextMark {
        mark(position, in: &notes)
        nextMark = position + Self.markDistance
      }
      if position >= known.next, let stretch = known.stretch(at: position) {
        position = add(stretch, of: known, at: position, noting: &notes)
        nextMark = position + Self.markDistance
        continue
      }
      guard bytes.count - position >= Self.shortestEntry,
        let entry = unsafe Self.entry(in: bytes, at: position)
      else {
        damaged.append(id)
        break
      }
      position = entry.idOffset + ObjectID.byteCount
      guard let kind = entry.kind else { continue }
      let prefix = unsafe UInt64(
        bigEndian: bytes.loadUnaligned(fromByteOffset: entry.idOffset, as: UInt64.self))
      guard kind == .folder || wanted.mayContain(prefix) else { continue }
      let target = unsafe ObjectID(bytes, at: entry.idOffset)
      guard kind == .folder || wanted.number(of: target) != nil else { continue }
      let name = unsafe UnsafeRawBufferPointer(rebasing: bytes[entry.name])
      unsafe links.append(number(target, kind, name))
    }
    if position == bytes.count { mark(position, in: &notes) }
    ends.append(links.count)
  }

  /// Adds what a stretch of the base leads to.
  ///
  /// - Returns: where the stretch ends in the tree.
  private mutating func add(
    _ stretch: Range<Int>, of known: KnownEntries, at position: Int, noting notes: inout ObjectNotes
  ) -> Int {
    let (first, last) = (known.marks[stretch.lowerBound], known.marks[stretch.upperBound])
    let before = links.count - notes.start
    for link in known.start + first.number..<known.start + last.number { links.append(links[link]) }
    if notes.marks.last?.offset == position { notes.marks.removeLast() }
    let start = notes.marks.count
    notes.marks.append(contentsOf: known.marks[stretch.lowerBound...stretch.upperBound])
    let (distance, difference) = (position - first.offset, before - first.number)
    if distance != 0 || difference != 0 {
      for mark in start..<notes.marks.count {
        notes.marks[mark].move(offset: distance, number: difference)
      }
    }
    return last.offset + distance
  }

  private func mark(_ position: Int, in notes: inout ObjectNotes) {
    guard notes.marks.last?.offset != position else { return }
    notes.marks.append(ObjectNotes.Mark(offset: position, number: links.count - notes.start))
  }

  private mutating func number(
    _ id: ObjectID, _ kind: LinkKind, _ name: UnsafeRawBufferPointer
  ) -> UInt32 {
    let name = unsafe UInt32(truncatingIfNeeded: names.insert(name))
    let hash = table.hash(id.prefix ^ UInt64(name) << 32 ^ UInt64(kind.rawValue))
    let known = table.number(hash) { number in
      let other = distinctLinks[number]
      return other.id == id && other.name == name && other.kind == kind
    }
    if let known { return UInt32(truncatingIfNeeded: known) }
    distinctLinks.append(TreeLink(id: id, name: name, kind: kind))
    return UInt32(truncatingIfNeeded: table.append(hash))
  }

  private struct RawEntry {
    let kind: LinkKind?
    let name: Range<Int>
    let idOffset: Int
  }

  /// The entry that begins at `start`, or nil when there is none; at least eight bytes follow.
  @inline(__always)
  private static func entry(in bytes: UnsafeRawBufferPointer, at start: Int) -> RawEntry? {
    let head = unsafe UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    let kind: LinkKind?
    let name: Int
    let longMode = head & 0x00FF_FFFF_FFFF_FFFF
    if longMode == fileMode {
      (kind, name) = (.file, start + 7)
    } else if longMode == executableMode {
      (kind, name) = (.executable, start + 7)
    } else if head & 0x0000_FFFF_FFFF_FFFF == folderMode {
      (kind, name) = (.folder, start + 6)
    } else {
      guard let mode = unsafe parsedMode(in: bytes, at: start) else { return nil }
      (kind, name) = (LinkKind(mode: mode.value), mode.end)
    }
    guard let end = unsafe firstZero(in: bytes, from: name), end > name,
      bytes.count - end > ObjectID.byteCount
    else { return nil }
    return RawEntry(kind: kind, name: name..<end, idOffset: end + 1)
  }

  private static func parsedMode(
    in bytes: UnsafeRawBufferPointer, at start: Int
  ) -> (value: UInt32, end: Int)? {
    var mode: UInt32 = 0
    for offset in start..<min(start + 8, bytes.count) {
      let byte = unsafe bytes[offset]
      if byte == UInt8(ascii: " "), offset > start { return (mode, offset + 1) }
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      mode = mode << 3 | UInt32(byte - UInt8(ascii: "0"))
    }
    return nil
  }

  /// Where the next zero byte is; found eight bytes at a time, since names are most of a tree.
  @inline(__always)
  private static func firstZero(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var offset = start
    while offset + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      // The lowest byte that is zero sets the lowest of these bits.
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return offset + zeros.trailingZeroBitCount / 8 }
      offset += 8
    }
    // An id has to follow: what ends in the last eight bytes is no entry.
    return nil
  }
}
