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
    var entries = makeIterator()
    while entries.next() != nil {}
    guard entries.isAtEnd else { throw GitError(.corrupt, "read tree \(id)", "not a tree") }
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

    var isAtEnd: Bool { position == bytes.count }

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

extension Repository {
  /// Reads a tree; the empty tree need not exist as an object.
  ///
  /// - Throws: `GitError` when it is missing, damaged or no tree.
  func tree(_ id: ObjectID) throws(GitError) -> Tree {
    let bytes = try withObject(id) { kind, bytes in
      kind == .tree ? unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } : nil
    }
    guard let bytes else { throw GitError(.corrupt, "read tree \(id)", "not a tree") }
    return try Tree(id, bytes: bytes)
  }
}
