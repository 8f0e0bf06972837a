/// Trees without everything that leads to no wanted blob; what is left of most is the same, and kept once, as a node.
///
/// Two commits whose roots have the same node differ in no wanted blob, which spares most of the comparing.
struct CompactTrees: Sendable {
  struct Entry: Hashable, Sendable {
    let name: UInt32
    let kind: LinkKind
    /// A node for a folder, else the number of a wanted blob.
    let target: UInt32

    /// The name and, of entries with the same name, folders first.
    var key: UInt64 { UInt64(name) << 1 | (kind == .folder ? 0 : 1) }

    fileprivate var word: UInt64 {
      UInt64(target) << 32 ^ UInt64(name) << 2 | UInt64(kind.rawValue)
    }
  }

  /// The node that holds nothing.
  static let empty: UInt32 = 0
  /// Git's own bound on nested folders (core.maxTreeDepth).
  static let maximumDepth = 2048
  /// More wanted files than any real tree holds; one that holds itself many times over can have any number.
  static let maximumFiles = 500_000

  let graph: TreeGraph
  /// The entries of all nodes, those of a node sorted by key.
  private(set) var entries: [Entry] = []
  private var ends = [0]
  private var heights = [0]
  private var fileCounts = [0]
  private var table = NumberTable()
  /// The node of each tree, `unknown` until it is asked for.
  private var nodes: [UInt32]
  /// Whether a tree was taken for empty because folders nest too deeply in it, or hold too many files.
  private(set) var isTooDeep = false
  private(set) var isTooLarge = false
  /// Trees below those that were asked for which are named and not there.
  private(set) var missing: Set<ObjectID> = []

  private static let unknown = UInt32.max
  private static let inWork = UInt32.max - 1

  init(_ graph: TreeGraph) {
    self.graph = graph
    nodes = [UInt32](repeating: Self.unknown, count: graph.trees.ids.count)
    _ = table.append(0)
  }

  @inline(__always)
  func range(of node: UInt32) -> Range<Int> {
    node == Self.empty ? 0..<0 : ends[Int(node) - 1]..<ends[Int(node)]
  }

  /// Finds the node of a tree; each tree is looked into once, and the stack is not the thread's.
  ///
  /// - Parameters:
  ///   - tree: it may be missing.
  ///   - notesMissing: whether what is missing counts.
  /// - Returns: `empty` for a tree that leads to no wanted blob.
  mutating func node(of tree: ObjectID, notesMissing: Bool) -> UInt32 {
    guard let top = graph.trees.number(of: tree), top < graph.readCount else {
      if notesMissing, tree != .emptyTree { missing.insert(tree) }
      return Self.empty
    }
    // What is called with a closure that changes `self` may not be a part of it.
    let graph = graph
    var stack = nodes[top] == Self.unknown ? [top] : []
    while let tree = stack.last {
      let isFirstLook = nodes[tree] == Self.unknown
      if isFirstLook || nodes[tree] == Self.inWork {
        let depth = stack.count
        let found = collect(tree, graph, isFirstLook: isFirstLook, notesMissing, &stack)
        // Most trees share nearly all folders with one that was looked into before: then one look is enough.
        if stack.count > depth {
          entries.removeSubrange(found.start...)
          nodes[tree] = Self.inWork
          continue
        }
        nodes[tree] = node(of: found)
      }
      stack.removeLast()
    }
    return nodes[top]
  }

  /// Entries at the end of `entries` that are to be a node.
  private struct Found {
    let start: Int
    var height = 0
    var fileCount = 0
  }

  /// Collects the entries of a tree; folders that were not looked into yet are put on the stack.
  private mutating func collect(
    _ tree: Int, _ graph: TreeGraph, isFirstLook: Bool, _ notesMissing: Bool, _ stack: inout [Int]
  ) -> Found {
    var found = Found(start: entries.count)
    graph.forEachLink(of: tree) { link in
      guard link.kind == .folder else {
        entries.append(Entry(name: link.name, kind: link.kind, target: link.target))
        found.fileCount += 1
        return
      }
      let target = Int(link.target)
      let node = nodes[target]
      if node == Self.unknown, isFirstLook {
        if target < graph.readCount {
          stack.append(target)
        } else if notesMissing, graph.trees.ids[target] != .emptyTree {
          missing.insert(graph.trees.ids[target])
        }
      }
      // A tree in work would hold itself, which takes a collision of SHA-1.
      guard node != Self.empty, node < Self.inWork else { return }
      found.height = max(found.height, heights[Int(node)])
      found.fileCount += fileCounts[Int(node)]
      entries.append(Entry(name: link.name, kind: .folder, target: node))
    }
    return found
  }

  /// The node of some entries, the same for the same ones.
  private mutating func node(of found: Found) -> UInt32 {
    let start = found.start
    guard entries.count > start else { return Self.empty }
    guard found.height < Self.maximumDepth, found.fileCount <= Self.maximumFiles else {
      isTooDeep = isTooDeep || found.height >= Self.maximumDepth
      isTooLarge = isTooLarge || found.fileCount > Self.maximumFiles
      entries.removeSubrange(start...)
      return Self.empty
    }
    entries[start...].sort { ($0.key, $0.word) < ($1.key, $1.word) }
    let hash = hash(entries[start...])
    let known = table.number(hash) { entries[range(of: UInt32($0))] == entries[start...] }
    if let known {
      entries.removeSubrange(start...)
      return UInt32(truncatingIfNeeded: known)
    }
    ends.append(entries.count)
    heights.append(found.height + 1)
    fileCounts.append(found.fileCount)
    return UInt32(truncatingIfNeeded: table.append(hash))
  }

  private func hash(_ entries: ArraySlice<Entry>) -> UInt32 {
    entries.reduce(0) { table.hash(UInt64($0) ^ $1.word &* 0x9E37_79B9_7F4A_7C15) }
  }
}
