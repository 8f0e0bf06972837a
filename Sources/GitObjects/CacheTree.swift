/// The index's own memory of trees: which span of entries equals which tree (extension `TREE`).
struct CacheTree: Sendable {
  /// One folder; the root comes first, each folder's children follow it.
  struct Node: Sendable {
    let name: ArraySlice<UInt8>
    /// How many entries the tree covers; nil when it is out of date.
    let entryCount: Int?
    let id: ObjectID
    fileprivate let childCount: Int
    /// The index behind the last descendant.
    fileprivate var end = 0
  }

  private var nodes: [Node] = []

  /// Parses the extension, or nil when it is damaged.
  init?(_ bytes: [UInt8], in range: Range<Int>) {
    var cursor = range.lowerBound
    var open: [(node: Int, childrenLeft: Int)] = []
    repeat {
      guard let node = Self.node(bytes, &cursor, end: range.upperBound) else { return nil }
      nodes.append(node)
      open.append((nodes.count - 1, node.childCount))
      while let last = open.last, last.childrenLeft == 0 {
        nodes[last.node].end = nodes.count
        open.removeLast()
        if !open.isEmpty { open[open.count - 1].childrenLeft -= 1 }
      }
    } while !open.isEmpty
    guard cursor == range.upperBound else { return nil }
  }

  var root: Int { 0 }

  subscript(index: Int) -> Node { nodes[index] }

  /// The folders directly below one, by name.
  func children(of parent: Int) -> [ArraySlice<UInt8>: Int] {
    var children: [ArraySlice<UInt8>: Int] = [:]
    var child = parent + 1
    while child < nodes[parent].end {
      children[nodes[child].name] = child
      child = nodes[child].end
    }
    return children
  }

  /// `NAME\0COUNT CHILDREN\n`, and the id unless the count is negative.
  private static func node(_ bytes: [UInt8], _ cursor: inout Int, end: Int) -> Node? {
    guard let name = field(bytes, &cursor, end: end, terminator: 0),
      let entries = field(bytes, &cursor, end: end, terminator: UInt8(ascii: " ")),
      let children = field(bytes, &cursor, end: end, terminator: UInt8(ascii: "\n")),
      let entryCount = Int(String(decoding: entries, as: UTF8.self)),
      let childCount = Int(String(decoding: children, as: UTF8.self)), childCount >= 0
    else { return nil }
    guard entryCount >= 0 else {
      return Node(name: name, entryCount: nil, id: .zero, childCount: childCount)
    }
    guard cursor + ObjectID.byteCount <= end, let id = ObjectID(bytes, at: cursor) else {
      return nil
    }
    cursor += ObjectID.byteCount
    return Node(name: name, entryCount: entryCount, id: id, childCount: childCount)
  }

  private static func field(
    _ bytes: [UInt8], _ cursor: inout Int, end: Int, terminator: UInt8
  ) -> ArraySlice<UInt8>? {
    guard let stop = bytes[cursor..<end].firstIndex(of: terminator) else { return nil }
    defer { cursor = stop + 1 }
    return bytes[cursor..<stop]
  }
}
