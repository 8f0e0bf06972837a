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
    /// Compressed bytes of the entry and of all that is to be visited below it, in units of 16; the measure of work.
    var weight: UInt32 = 0
    var pack: UInt16
    /// As `PackFile.Header.kind`; of a delta, the kind of its root once that is known.
    var kind: UInt8 = 0
    /// Whether it is to be visited.
    var isWanted = false
  }

  let packs: [PackFile]
  /// Pack by pack, in the order of their offsets.
  private(set) var entries: [Entry] = []
  /// The roots that have something to visit at or below them, in the order of the packs.
  private(set) var roots: [UInt32] = []
  /// How many entries are to be visited.
  private(set) var wantedCount = 0
  /// Entries to be visited that cannot be reached, and why.
  private(set) var damaged: [(entry: UInt32, reason: PackDamage)] = []
  /// Where the entries of each pack begin, and after the last one where they end.
  private var starts: [Int] = []

  /// Links the entries of packs.
  ///
  /// - Parameters:
  ///   - packs: fewer than 65,536, with fewer than 2^32 objects in all.
  ///   - selection: what is to be visited; an object in several packs is visited in the first one.
  init(_ packs: [PackFile], _ selection: ObjectWalk.Selection) throws(GitError) {
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
    var states = [State](repeating: .whole, count: count)
    linkBases(&states)
    let order = resolveKinds(&states)
    select(selection, states)
    linkChildren(order)
  }

  /// The id of an entry.
  func id(of entry: UInt32) -> ObjectID {
    let entry = entries[Int(entry)]
    return packs[Int(entry.pack)].index.id(at: Int(entry.position))
  }

  /// Where in its pack an entry ends: where the next one begins.
  func end(of entry: UInt32) -> Int {
    let next = Int(entry) + 1
    let pack = Int(entries[Int(entry)].pack)
    let end = packs[pack].end
    return next < starts[pack + 1] ? min(end, Int(clamping: entries[next].offset)) : end
  }

  // MARK: - Linking

  private enum State: Equatable {
    /// No delta.
    case whole
    case delta
    case broken(PackDamage)
  }

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
    entries[(entries.count - index.count)...].sort { $0.offset < $1.offset }
  }

  /// Reads every header; notes kinds, weights and bases.
  private mutating func linkBases(_ states: inout [State]) {
    for (number, pack) in packs.enumerated() {
      let range = starts[number]..<starts[number + 1]
      let table = OffsetTable(entries, range)
      for entry in range {
        entries[entry].weight = UInt32(
          clamping: max(0, end(of: UInt32(entry)) - Int(clamping: entries[entry].offset)) / 16 + 1)
        do throws(PackDamage) {
          let header = try pack.header(at: entries[entry].offset)
          switch header.base {
          case .none:
            entries[entry].kind = header.kind
          case .offset(let offset):
            guard let base = table.entry(at: offset, in: entries) else { throw .base }
            entries[entry].base = base
            states[entry] = .delta
          case .id(let id):
            entries[entry].base = try self.entry(of: id, preferring: number)
            states[entry] = .delta
          }
        } catch {
          states[entry] = .broken(error)
        }
      }
    }
  }

  /// The entry of an id: in the pack itself, or else in another.
  private func entry(of id: ObjectID, preferring own: Int) throws(PackDamage) -> UInt32 {
    for number in [own] + packs.indices.filter({ $0 != own }) {
      let pack = packs[number]
      guard let position = pack.index.position(of: id),
        let offset = pack.index.offset(at: position)
      else { continue }
      var (low, high) = (starts[number], starts[number + 1])
      while low < high {
        let middle = (low + high) / 2
        if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
      }
      if low < starts[number + 1], entries[low].offset == offset { return UInt32(low) }
    }
    throw .missingBase(id)
  }

  /// Gives each delta the kind of its root.
  ///
  /// - Returns: the entries in an order in which every base stands before what is made from it; nil when that is the
  ///   order they are in, as it is without deltas that name their base by id.
  private mutating func resolveKinds(_ states: inout [State]) -> [UInt32]? {
    var isInOrder = true
    for entry in entries.indices where states[entry] == .delta {
      let base = Int(entries[entry].base)
      if base >= entry {
        isInOrder = false
        break
      }
      entries[entry].kind = entries[base].kind
      if case .broken = states[base] { states[entry] = .broken(.damagedBase(id(of: UInt32(base)))) }
    }
    guard !isInOrder else { return nil }
    return resolveKindsInAnyOrder(&states)
  }

  private mutating func resolveKindsInAnyOrder(_ states: inout [State]) -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(entries.count)
    var isDone = [Bool](repeating: false, count: entries.count)
    var isOnPath = [Bool](repeating: false, count: entries.count)
    var path: [Int] = []
    for start in entries.indices where !isDone[start] {
      path.removeAll(keepingCapacity: true)
      var entry = start
      var loop: Int?
      while !isDone[entry] {
        path.append(entry)
        isOnPath[entry] = true
        guard states[entry] == .delta else { break }
        entry = Int(entries[entry].base)
        if isOnPath[entry] {
          loop = entry
          break
        }
      }
      if let loop, let first = path.firstIndex(of: loop) {
        for member in path[first...] { states[member] = .broken(.cycle) }
      }
      for entry in path.reversed() {
        isDone[entry] = true
        isOnPath[entry] = false
        order.append(UInt32(entry))
        guard states[entry] == .delta else { continue }
        let base = Int(entries[entry].base)
        entries[entry].kind = entries[base].kind
        if case .broken = states[base] {
          states[entry] = .broken(.damagedBase(id(of: UInt32(base))))
        }
      }
    }
    return order
  }

  // MARK: - Selection

  private mutating func select(_ selection: ObjectWalk.Selection, _ states: [State]) {
    for entry in entries.indices {
      let isSelected =
        switch selection {
        // The kind of a broken entry is not known: whoever reads it another way sees.
        case .all(let kind): entries[entry].kind == kind.packed || entries[entry].kind == 0
        case .these(let ids): ids.contains(id(of: UInt32(entry)))
        }
      guard isSelected, !isInEarlierPack(entry) else { continue }
      if case .broken(let reason) = states[entry] {
        damaged.append((UInt32(entry), reason))
      } else {
        entries[entry].isWanted = true
        wantedCount += 1
      }
    }
    // What is broken is nobody's base any more.
    guard states.contains(where: { if case .broken = $0 { true } else { false } }) else { return }
    for entry in entries.indices {
      if case .broken = states[entry] {
        entries[entry].base = Self.none
        entries[entry].kind = 0
      }
    }
  }

  private func isInEarlierPack(_ entry: Int) -> Bool {
    let pack = Int(entries[entry].pack)
    guard pack > 0 else { return false }
    let id = id(of: UInt32(entry))
    return packs[..<pack].contains { $0.index.position(of: id) != nil }
  }

  /// Hangs every entry that leads to something wanted below its base, the heaviest child of each last.
  ///
  /// So a walk holds few bases: those that wait have, each, a heavier child to come than all that is walked above it.
  private mutating func linkChildren(_ order: [UInt32]?) {
    var heaviest = [UInt32](repeating: Self.none, count: entries.count)
    var isNeeded = [Bool](repeating: false, count: entries.count)
    for index in entries.indices.reversed() {
      let entry = order.map { Int($0[index]) } ?? index
      guard entries[entry].isWanted || isNeeded[entry] else { continue }
      isNeeded[entry] = true
      guard entries[entry].base != Self.none else { continue }
      let base = Int(entries[entry].base)
      isNeeded[base] = true
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
    for entry in entries.indices.reversed() where isNeeded[entry] {
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
