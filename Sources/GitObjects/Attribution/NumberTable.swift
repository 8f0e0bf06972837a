/// Numbers of values that are kept elsewhere, found by hash: open addressing, nothing allocated for each value.
struct NumberTable: Sendable {
  /// The hash above the number and 1; 0 where nothing is.
  private var slots: [UInt64]
  private(set) var count = 0
  /// Not the same in two runs: names and ids come from strangers, who could make them collide.
  private let seed = UInt64.random(in: .min ... .max)

  /// - Parameter capacity: how many values it has room for before it grows.
  init(capacity: Int = 1 << 7) {
    var slotCount = 1 << 8
    while slotCount < 2 * capacity { slotCount *= 2 }
    slots = [UInt64](repeating: 0, count: slotCount)
  }

  /// The hash of a value of one word.
  @inline(__always)
  func hash(_ word: UInt64) -> UInt32 {
    mixed(seed, word)
  }

  /// The hash of bytes.
  @inline(__always)
  func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = seed
    var offset = 0
    while offset + 8 <= bytes.count {
      hash ^= unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = (hash &* multiplier) ^ (hash >> 32)
      offset += 8
    }
    var rest = UInt64(truncatingIfNeeded: bytes.count)
    while offset < bytes.count {
      rest = unsafe rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mixed(hash, rest)
  }

  /// The number of a value that is in the table.
  @inline(__always)
  func number(_ hash: UInt32, where isSame: (Int) -> Bool) -> Int? {
    var position = Int(hash) & (slots.count - 1)
    while true {
      let slot = slots[position]
      if slot == 0 { return nil }
      if UInt32(truncatingIfNeeded: slot >> 32) == hash {
        let number = Int(UInt32(truncatingIfNeeded: slot)) - 1
        if isSame(number) { return number }
      }
      position = (position + 1) & (slots.count - 1)
    }
  }

  /// The next free number, for a value that is not in the table.
  mutating func append(_ hash: UInt32) -> Int {
    if count * 2 >= slots.count { grow() }
    place(UInt64(hash) << 32 | UInt64(count + 1))
    count += 1
    return count - 1
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for slot in old where slot != 0 { place(slot) }
  }

  private mutating func place(_ slot: UInt64) {
    var position = Int(slot >> 32) & (slots.count - 1)
    while slots[position] != 0 { position = (position + 1) & (slots.count - 1) }
    slots[position] = slot
  }
}

/// Odd, half of its bits set: 2^64 divided by the golden ratio.
private let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

@inline(__always)
private func mixed(_ hash: UInt64, _ word: UInt64) -> UInt32 {
  let product = (hash ^ word).multipliedFullWidth(by: multiplier)
  return UInt32(truncatingIfNeeded: (product.high ^ product.low) >> 16)
}

/// Object ids, each once, numbered in the order of their first appearance.
struct IDTable: Sendable {
  private(set) var ids: [ObjectID] = []
  private var table: NumberTable

  /// - Parameter capacity: how many ids it has room for before it grows.
  init(capacity: Int) {
    table = NumberTable(capacity: capacity)
    ids.reserveCapacity(capacity)
  }

  init(_ ids: some Sequence<ObjectID> = []) {
    table = NumberTable()
    for id in ids { _ = insert(id) }
  }

  func number(of id: ObjectID) -> Int? {
    table.number(table.hash(id.prefix)) { ids[$0] == id }
  }

  mutating func insert(_ id: ObjectID) -> (number: Int, isNew: Bool) {
    if let known = number(of: id) { return (known, false) }
    ids.append(id)
    return (table.append(table.hash(id.prefix)), true)
  }
}

/// Strings of bytes, each once, numbered in the order of their first appearance: names in trees, authors.
struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each ends; the next begins there.
  private var ends: [Int] = []
  private var table = NumberTable()

  var count: Int { ends.count }

  subscript(_ number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  @inline(__always)
  mutating func insert(_ name: UnsafeRawBufferPointer) -> Int {
    let hash = unsafe table.hash(name)
    if let known = table.number(hash, where: { unsafe matches($0, name) }) { return known }
    unsafe bytes.append(contentsOf: name)
    ends.append(bytes.count)
    return table.append(hash)
  }

  mutating func insert(_ name: ArraySlice<UInt8>) -> Int {
    unsafe name.withUnsafeBytes { unsafe insert($0) }
  }

  @inline(__always)
  private func matches(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == name.count else { return false }
    return unsafe bytes.withUnsafeBytes { known in
      unsafe known[start..<ends[number]].elementsEqual(name)
    }
  }
}
