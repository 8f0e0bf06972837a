/// What an entry of a tree or of the index is.
package enum EntryKind: Hashable, Sendable {
  case file
  /// A symbolic link; its blob is the target's path.
  case symbolicLink
  /// A commit of another repository: a submodule.
  case gitlink
  case folder

  /// The kind in a mode; nil for one that git does not write.
  init?(mode: UInt32) {
    switch mode & 0o170000 {
    case 0o100000: self = .file
    case 0o120000: self = .symbolicLink
    case 0o160000: self = .gitlink
    case 0o040000: self = .folder
    default: return nil
    }
  }

  /// Whether the entry names a blob of this repository.
  package var isBlob: Bool { self == .file || self == .symbolicLink }
}

/// One name in a tree.
struct TreeEntry {
  let name: ArraySlice<UInt8>
  let mode: UInt32
  let kind: EntryKind
  let id: ObjectID

  /// Git's order of names: a folder sorts as if its name ended in `/`.
  static func isOrdered(
    _ left: ArraySlice<UInt8>, isFolder leftIsFolder: Bool,
    before right: ArraySlice<UInt8>, isFolder rightIsFolder: Bool
  ) -> Bool {
    let common = min(left.count, right.count)
    for index in 0..<common {
      let (leftByte, rightByte) = (
        left[left.startIndex + index], right[right.startIndex + index]
      )
      if leftByte != rightByte { return leftByte < rightByte }
    }
    let slash = UInt8(ascii: "/")
    let leftNext =
      left.count > common ? left[left.startIndex + common] : leftIsFolder ? slash : 0
    let rightNext =
      right.count > common ? right[right.startIndex + common] : rightIsFolder ? slash : 0
    return leftNext < rightNext
  }

  func isOrdered(before other: TreeEntry) -> Bool {
    Self.isOrdered(
      name, isFolder: kind == .folder, before: other.name, isFolder: other.kind == .folder)
  }
}

/// A tree object, checked once: `MODE NAME\0` and 20 bytes of id, again and again.
struct Tree: Sequence {
  private let bytes: [UInt8]

  /// The tree without entries.
  static let empty = Tree(checked: [])

  private init(checked bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// - Throws: `GitError` when the bytes are no tree.
  init(_ id: ObjectID, bytes: [UInt8]) throws(GitError) {
    self.bytes = bytes
    let isTree = bytes.lendSpan { span in
      var position = 0
      while position < span.count {
        guard let next = Self.end(ofEntryAt: position, in: span) else { return false }
        position = next
      }
      return true
    }
    guard isTree else { throw GitError(.corrupt, "read tree \(id)", "not a tree") }
  }

  var byteCount: Int { bytes.count }

  /// Where the next entry begins; nil when there is no entry.
  fileprivate static func end(ofEntryAt position: Int, in bytes: Span<UInt8>) -> Int? {
    var mode: UInt32 = 0
    var cursor = position
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: " ") {
      let digit = bytes[cursor] &- UInt8(ascii: "0")
      guard digit < 8, cursor - position < 7 else { return nil }
      mode = mode << 3 | UInt32(digit)
      cursor += 1
    }
    let start = cursor + 1
    cursor = start
    while cursor < bytes.count, bytes[cursor] != 0 { cursor += 1 }
    guard cursor > start, bytes.count - cursor > ObjectID.byteCount, EntryKind(mode: mode) != nil
    else { return nil }
    return cursor + 1 + ObjectID.byteCount
  }

  func makeIterator() -> Iterator {
    Iterator(bytes)
  }

  /// Walks the entries in the order of the tree; ends early where the bytes are no entry.
  struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// How many bytes of what comes next are the same in another tree, up to a limit.
    func commonByteCount(with other: Iterator, limit: Int) -> Int {
      bytes.lendSpan { mine in
        other.bytes.lendSpan { theirs in
          equalByteCount(
            mine.extracting(position...).extracting(first: limit),
            theirs.extracting(other.position...).extracting(first: limit))
        }
      }
    }

    /// How many of the next bytes are whole entries.
    func wholeEntries(in count: Int) -> Int {
      bytes.lendSpan { span in
        let limit = position + count
        var end = position
        while end < limit, let next = Tree.end(ofEntryAt: end, in: span), next <= limit {
          end = next
        }
        return end - position
      }
    }

    /// Moves on behind so many bytes, which are whole entries.
    mutating func skip(_ count: Int) {
      position += count
    }

    mutating func next() -> TreeEntry? {
      var mode: UInt32 = 0
      var cursor = position
      while cursor < bytes.count, bytes[cursor] != UInt8(ascii: " ") {
        let digit = bytes[cursor] &- UInt8(ascii: "0")
        guard digit < 8, cursor - position < 7 else { return nil }
        mode = mode << 3 | UInt32(digit)
        cursor += 1
      }
      let start = cursor + 1
      cursor = start
      while cursor < bytes.count, bytes[cursor] != 0 { cursor += 1 }
      guard cursor > start, let id = ObjectID(bytes, at: cursor + 1),
        let kind = EntryKind(mode: mode)
      else { return nil }
      position = cursor + 1 + ObjectID.byteCount
      return TreeEntry(name: bytes[start..<cursor], mode: mode, kind: kind, id: id)
    }
  }
}

extension [UInt8] {
  fileprivate func lendSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe withUnsafeBufferPointer { unsafe body($0.span) }
  }
}

/// How many bytes two pieces of memory have in common from their beginnings.
private func equalByteCount(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
  let count = min(left.count, right.count)
  var equal = 0
  unsafe left.withUnsafeBytes { left in
    unsafe right.withUnsafeBytes { right in
      while equal + 8 <= count,
        unsafe left.loadUnaligned(fromByteOffset: equal, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: equal, as: UInt64.self)
      {
        equal += 8
      }
      while equal < count, unsafe left[equal] == right[equal] { equal += 1 }
    }
  }
  return equal
}

/// The trees that were read last: a walk from parents to children reads nearly every tree twice.
struct TreeCache {
  private static let byteLimit = 32 << 20

  private var trees: [ObjectID: Tree] = [:]
  private var byteCount = 0

  subscript(id: ObjectID) -> Tree? { trees[id] }

  mutating func add(_ tree: Tree, _ id: ObjectID) {
    // All at once: simple, and nearly as good as the oldest first, for what is read twice in a row.
    if byteCount + tree.byteCount > Self.byteLimit {
      trees.removeAll(keepingCapacity: true)
      byteCount = 0
    }
    guard tree.byteCount <= Self.byteLimit else { return }
    trees[id] = tree
    byteCount += tree.byteCount
  }
}

extension Repository {
  /// Reads a tree; the empty tree need not exist as an object.
  ///
  /// - Throws: `GitError` when it is missing, damaged or no tree.
  func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let known = trees[id] { return known }
    let bytes = try withObject(id) { kind, bytes in
      kind == .tree ? unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } : nil
    }
    guard let bytes else { throw GitError(.corrupt, "read tree \(id)", "not a tree") }
    let tree = try Tree(id, bytes: bytes)
    trees.add(tree, id)
    return tree
  }
}
