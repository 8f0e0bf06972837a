/// All entries of some packs, linked: every delta below its base.
///
/// The roots are whole objects. Walked from there, depth first, each entry is inflated once and its base is at hand.
struct PackForest: Sendable {
  /// No entry.
  static let none = UInt32.max

  struct Entry {
    /// Of the header, in its pack.
    var offset: UInt64
    var base: UInt32 = none
    var firstChild: UInt32 = none
    var nextSibling: UInt32 = none
    /// In the pack's index.
    var position: UInt32
    /// Compressed bytes of the entry and of all that is made from it, in units of 16; the measure of work.
    var weight: UInt32 = 0
    var pack: UInt16
    /// `PackBytes.Header.kind`, for a delta the one of its root; 0 when it cannot be read.
    var kind: UInt8 = 0
  }

  let packs: [PackFile]
  /// Pack by pack, in the order of their offsets.
  private(set) var entries: [Entry] = []
  /// The whole objects, in the order of the packs.
  private(set) var roots: [UInt32] = []
  /// Entries that cannot be read, and why.
  private(set) var damaged: [UInt32: PackDamage] = [:]
  /// Where the entries of each pack begin, and after the last one where they end.
  private var starts: [Int] = []

  /// Links the entries of packs.
  ///
  /// - Parameter packs: fewer than 65,536, with fewer than 2^32 objects in all.
  /// - Throws: `GitError` when there are more; what is wrong with single entries is in `damaged`.
  init(_ packs: [PackFile]) throws(GitError) {
    self.packs = packs
    let count = packs.reduce(0) { $0 + $1.index.count }
    guard packs.count < 1 << 16, count < Int(Self.none) else {
      throw GitError(.unsupported, "read the packs", "\(count) objects in \(packs.count) packs")
    }
    entries.reserveCapacity(count)
    for (number, pack) in packs.enumerated() {
      starts.append(entries.count)
      appendEntries(of: pack, number: UInt16(number))
    }
    starts.append(entries.count)
    var isDelta = [Bool](repeating: false, count: count)
    linkBases(&isDelta)
    let order = resolveKinds(isDelta)
    cutDamaged()
    linkChildren(order)
  }

  /// The id of an entry.
  func id(of entry: UInt32) -> ObjectID {
    let entry = entries[Int(entry)]
    return packs[Int(entry.pack)].index.id(at: Int(entry.position))
  }

  /// The entry of an id in the first pack that holds it.
  func entry(of id: ObjectID) -> UInt32? {
    for number in packs.indices {
      if let entry = entry(of: id, inPack: number) { return entry }
    }
    return nil
  }

  /// The entries of an id in packs after the first that holds it: what is left when that one is damaged.
  func copies(of id: ObjectID) -> [UInt32] {
    packs.indices.filter { packs[$0].index.position(of: id) != nil }.dropFirst()
      .compactMap { entry(of: id, inPack: $0) }.filter { entries[Int($0)].kind != 0 }
  }

  /// Whether the object of an entry is also in a pack that comes first.
  func isInEarlierPack(_ entry: UInt32) -> Bool {
    let pack = Int(entries[Int(entry)].pack)
    guard pack > 0 else { return false }
    let id = id(of: entry)
    return packs[..<pack].contains { $0.index.position(of: id) != nil }
  }

  /// Where in its pack an entry ends: where the next one begins.
  func end(of entry: UInt32) -> Int {
    let next = Int(entry) + 1
    let pack = Int(entries[Int(entry)].pack)
    let end = packs[pack].end
    return next < starts[pack + 1] ? min(end, Int(clamping: entries[next].offset)) : end
  }

  // MARK: - Linking

  private mutating func appendEntries(of pack: PackFile, number: UInt16) {
    let index = pack.index
    // Offset and position in one word, as long as they fit: packs below a terabyte, and 16 million objects.
    var keys: [UInt64] = []
    var rest: [(offset: UInt64, position: UInt32)] = []
    keys.reserveCapacity(index.count)
    for position in 0..<index.count {
      // An offset that the index does not have is one that no entry has.
      let offset = index.offset(at: position) ?? .max
      if offset < 1 << 40, position < 1 << 24 {
        keys.append(offset << 24 | UInt64(position))
      } else {
        rest.append((offset, UInt32(position)))
      }
    }
    keys.sortByBits(from: 24)
    for key in keys {
      entries.append(Entry(offset: key >> 24, position: UInt32(key & 0xFF_FFFF), pack: number))
    }
    guard !rest.isEmpty else { return }
    for key in rest {
      entries.append(Entry(offset: key.offset, position: key.position, pack: number))
    }
    entries[(entries.count - index.count)...].sort {
      ($0.offset, $0.position) < ($1.offset, $1.position)
    }
  }

  /// Reads every header; notes kinds, weights and bases.
  private mutating func linkBases(_ isDelta: inout [Bool]) {
    for (number, pack) in packs.enumerated() {
      let range = starts[number]..<starts[number + 1]
      let table = OffsetTable(entries, range)
      let contents = pack.contents
      for entry in range {
        entries[entry].weight = UInt32(
          clamping: max(0, end(of: UInt32(entry)) - Int(clamping: entries[entry].offset)) / 16 + 1)
        do throws(PackDamage) {
          let header = try contents.header(at: entries[entry].offset)
          switch header.base {
          case .none:
            entries[entry].kind = header.kind
          case .offset(let offset):
            guard let base = table.entry(at: offset, in: entries) else { throw .base }
            entries[entry].base = base
            isDelta[entry] = true
          case .id(let id):
            entries[entry].base = try self.entry(of: id, preferring: number)
            isDelta[entry] = true
          }
        } catch {
          damaged[UInt32(entry)] = error
        }
      }
    }
  }

  /// The entry of an id: in the pack itself, or else in another.
  private func entry(of id: ObjectID, preferring own: Int) throws(PackDamage) -> UInt32 {
    guard let entry = entry(of: id, inPack: own) ?? entry(of: id) else { throw .missingBase(id) }
    return entry
  }

  private func entry(of id: ObjectID, inPack number: Int) -> UInt32? {
    let pack = packs[number]
    guard let position = pack.index.position(of: id) else { return nil }
    let sought = (pack.index.offset(at: position) ?? .max, UInt32(position))
    var (low, high) = (starts[number], starts[number + 1])
    while low < high {
      let middle = (low + high) / 2
      // In a damaged index several entries may have one offset.
      let entry = (entries[middle].offset, entries[middle].position)
      if entry < sought { low = middle + 1 } else { high = middle }
    }
    return low < starts[number + 1] ? UInt32(low) : nil
  }

  /// Gives each delta the kind of its root.
  ///
  /// - Returns: the entries in an order in which every base stands before what is made from it; nil when that is the
  ///   order they are in, as it is without deltas that name their base by id.
  private mutating func resolveKinds(_ isDelta: [Bool]) -> [UInt32]? {
    for entry in entries.indices where isDelta[entry] {
      guard entries[entry].base < entry else { return resolveKindsInAnyOrder(isDelta) }
      inheritKind(entry)
    }
    return nil
  }

  private mutating func inheritKind(_ entry: Int) {
    let base = entries[entry].base
    entries[entry].kind = entries[Int(base)].kind
    guard entries[entry].kind == 0, damaged[UInt32(entry)] == nil else { return }
    switch damaged[base] {
    case .cycle, .cyclicBase: damaged[UInt32(entry)] = .cyclicBase(id(of: base))
    default: damaged[UInt32(entry)] = .damagedBase(id(of: base))
    }
  }

  private mutating func resolveKindsInAnyOrder(_ isDelta: [Bool]) -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(entries.count)
    var isDone = [Bool](repeating: false, count: entries.count)
    var isOnPath = [Bool](repeating: false, count: entries.count)
    var path: [Int] = []
    for start in entries.indices where !isDone[start] {
      path.removeAll(keepingCapacity: true)
      var next = start
      while !isDone[next], !isOnPath[next] {
        path.append(next)
        isOnPath[next] = true
        guard isDelta[next] else { break }
        next = Int(entries[next].base)
      }
      if isDelta[next], isOnPath[next], let first = path.firstIndex(of: next) {
        for member in path[first...] { damaged[UInt32(member)] = .cycle }
      }
      for entry in path.reversed() {
        isDone[entry] = true
        isOnPath[entry] = false
        order.append(UInt32(entry))
        if isDelta[entry] { inheritKind(entry) }
      }
    }
    return order
  }

  /// What is damaged is nobody's base any more.
  private mutating func cutDamaged() {
    for entry in damaged.keys {
      entries[Int(entry)].base = Self.none
      entries[Int(entry)].kind = 0
    }
  }

  /// Hangs every entry below its base, the heaviest child of each last.
  ///
  /// So a walk holds few bases: those that wait have, each, a heavier child to come than all that is walked above it.
  private mutating func linkChildren(_ order: [UInt32]?) {
    var heaviest = [UInt32](repeating: Self.none, count: entries.count)
    for index in entries.indices.reversed() {
      let entry = order.map { Int($0[index]) } ?? index
      guard entries[entry].base != Self.none else { continue }
      let base = Int(entries[entry].base)
      let weight = entries[entry].weight
      entries[base].weight = UInt32(clamping: UInt64(entries[base].weight) + UInt64(weight))
      let known = heaviest[base]
      if known == Self.none || entries[Int(known)].weight < weight {
        heaviest[base] = UInt32(entry)
      }
    }
    for (base, child) in heaviest.enumerated() where child != Self.none {
      entries[base].firstChild = child
    }
    for entry in entries.indices.reversed() where entries[entry].kind != 0 {
      let base = entries[entry].base
      if base == Self.none {
        roots.append(UInt32(entry))
      } else if heaviest[Int(base)] != UInt32(entry) {
        entries[entry].nextSibling = entries[Int(base)].firstChild
        entries[Int(base)].firstChild = UInt32(entry)
      }
    }
    roots.reverse()
  }
}

extension ObjectKind {
  /// As packs number the kinds.
  var packed: UInt8 {
    switch self {
    case .commit: 1
    case .tree: 2
    case .blob: 3
    case .tag: 4
    }
  }

  init?(packed: UInt8) {
    switch packed {
    case 1: self = .commit
    case 2: self = .tree
    case 3: self = .blob
    case 4: self = .tag
    default: return nil
    }
  }
}
