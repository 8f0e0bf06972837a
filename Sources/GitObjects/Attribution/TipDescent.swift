/// The refs whose tips hold something: how many, and the first of them in the order of their names.
struct RefHolders: Sendable {
  /// How many are kept.
  static let longestList = 20

  private(set) var count = 0
  /// Numbers of refs, ascending.
  private(set) var first: [UInt32] = []

  /// Adds a ref that comes after these.
  mutating func append(_ ref: UInt32) {
    count += 1
    if first.count < Self.longestList { first.append(ref) }
  }

  /// Adds refs none of which is among these.
  mutating func add(_ other: RefHolders) {
    count += other.count
    first = Array((first + other.first).sorted().prefix(Self.longestList))
  }
}

/// Finds the refs that hold each place, folder by folder downwards: what tips share is looked at once.
struct TipDescent {
  /// More folders and files than the tips of any repository hold of wanted ones; hostile trees can hold any number.
  static let maximumSteps = 20_000_000

  private let trees: CompactTrees
  private var stepsLeft = Self.maximumSteps
  /// By place; none for those that no ref holds.
  private(set) var holders: [Int: RefHolders] = [:]

  init(_ trees: CompactTrees) {
    self.trees = trees
  }

  /// Whether the work was given up.
  var isExhausted: Bool { stepsLeft < 0 }

  /// Goes down from the roots of all tips.
  ///
  /// - Parameters:
  ///   - roots: the node of each ref's root, in the order of the refs.
  ///   - blobs: those that count; nil for all.
  ///   - ledger: where places are numbered.
  mutating func descend(
    from roots: [UInt32], only blobs: Set<UInt32>? = nil, into ledger: inout PlaceLedger
  ) {
    // A ref has one root, and at a path one node: so refs that come to a folder from several sides are never the same.
    var folders: [Folder: RefHolders] = [:]
    for (ref, node) in roots.enumerated() where node != CompactTrees.empty {
      folders[Folder(path: PlaceLedger.root, node: node), default: RefHolders()]
        .append(UInt32(truncatingIfNeeded: ref))
    }
    while !folders.isEmpty, stepsLeft >= 0 {
      var below: [Folder: RefHolders] = [:]
      for (folder, refs) in folders {
        for entry in trees.entries[trees.range(of: folder.node)] {
          stepsLeft -= 1
          guard stepsLeft >= 0 else { return }
          guard let path = ledger.path(entry.name, in: folder.path) else { continue }
          if entry.kind == .folder {
            below[Folder(path: path, node: entry.target), default: RefHolders()].add(refs)
          } else if blobs?.contains(entry.target) ?? true,
            let place = ledger.place(of: entry.target, at: path)
          {
            holders[place, default: RefHolders()].add(refs)
          }
        }
      }
      folders = below
    }
  }

  private struct Folder: Hashable {
    let path: UInt32
    let node: UInt32
  }
}
