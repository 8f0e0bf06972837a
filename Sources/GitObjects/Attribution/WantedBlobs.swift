/// The blobs that are looked for, behind a filter that answers for nearly all others by one bit.
struct WantedBlobs: Sendable {
  private let table: IDTable
  private let bits: [UInt64]
  private let mask: UInt64

  /// Bits for each blob: one in so many others passes the filter.
  private static let bitsForEach = 64

  init(_ ids: Set<ObjectID>) {
    // Sorted, so that what is numbered by them never depends on the order of a set.
    table = IDTable(ids.sorted())
    var count = 1 << 12
    while count < ids.count * Self.bitsForEach { count *= 2 }
    var bits = [UInt64](repeating: 0, count: count / 64)
    mask = UInt64(count - 1)
    for id in ids { bits[Int(id.prefix & mask) / 64] |= 1 << (id.prefix % 64) }
    self.bits = bits
  }

  var ids: [ObjectID] { table.ids }

  /// Whether an id may be wanted, by its first eight bytes.
  @inline(__always)
  func mayContain(_ prefix: UInt64) -> Bool {
    bits[Int(truncatingIfNeeded: (prefix & mask) / 64)] & (1 << (prefix % 64)) != 0
  }

  func number(of id: ObjectID) -> Int? {
    table.number(of: id)
  }
}
