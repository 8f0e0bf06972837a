/// The index of a pack: which objects it holds, and where (gitformat-pack(5), versions 1 and 2).
struct PackIndex: Sendable {
  private let file: MappedFile
  let count: Int
  /// The checksum of the pack that the index was made for.
  let packChecksum: ObjectID

  // Offsets in the file.
  private let fanOut: Int
  private let names: Int
  private let nameStride: Int
  private let offsets: Int
  private let largeOffsets: Int
  private let largeOffsetCount: Int

  /// For each value of the first bits of an id, the position of the first that has it or a higher one; then the count.
  ///
  /// The fan-out table of the file has 256 of these, this has about as many as there are ids, so that to find one takes
  /// two waits for memory and not half a dozen.
  private let firstPositions: [UInt32]
  private let shift: UInt64

  /// Maps and checks an index: its size has to be what its count asks for, and its fan-out must not fall.
  ///
  /// - Throws: `GitError` when the file cannot be read or is no index.
  init(_ path: String) throws(GitError) {
    let file = try MappedFile(path)
    func damaged(_ reason: String) -> GitError { GitError(.corrupt, "read \(path)", reason) }
    guard file.count >= 8 + 1024 + 40 else { throw damaged("too short for an index") }
    let isNewer = file.word(at: 0) == 0xFF74_4F63
    if isNewer, file.word(at: 4) != 2 {
      throw GitError(.unsupported, "read \(path)", "index version \(file.word(at: 4))")
    }
    fanOut = isNewer ? 8 : 0
    var last: UInt32 = 0
    for slot in 0..<256 {
      let next = file.word(at: fanOut + 4 * slot)
      guard next >= last else { throw damaged("its fan-out table falls") }
      last = next
    }
    count = Int(last)
    let afterFanOut = fanOut + 1024
    let entrySize = isNewer ? 20 + 4 + 4 : 24
    let afterEntries = afterFanOut + count * entrySize
    // Two checksums end the file: the pack's and its own.
    guard afterEntries + 40 <= file.count else {
      throw damaged("it has room for fewer objects than it counts")
    }
    names = isNewer ? afterFanOut : afterFanOut + 4
    nameStride = isNewer ? 20 : 24
    offsets = isNewer ? afterFanOut + 24 * count : afterFanOut
    largeOffsets = afterEntries
    let rest = file.count - 40 - afterEntries
    largeOffsetCount = isNewer ? rest / 8 : 0
    guard rest == largeOffsetCount * 8 else { throw damaged("its size does not fit its count") }
    packChecksum = file.id(at: file.count - 40)
    self.file = file
    var bits: UInt64 = 8
    while bits < 31, count >> (bits + 1) > 0 { bits += 1 }
    shift = 64 - bits
    firstPositions = Self.firstPositions(in: file, names, nameStride, count, shift)
  }

  /// Lists where the values of the first bits begin; ids that are not in order are not found, and that is all.
  private static func firstPositions(
    in file: MappedFile, _ names: Int, _ stride: Int, _ count: Int, _ shift: UInt64
  ) -> [UInt32] {
    var positions: [UInt32] = []
    let slots = 1 << Int(64 - shift)
    positions.reserveCapacity(slots + 1)
    for position in 0..<count {
      let slot = Int(file.longWord(at: names + position * stride) >> shift)
      while positions.count <= slot { positions.append(UInt32(position)) }
    }
    while positions.count <= slots { positions.append(UInt32(count)) }
    return positions
  }

  /// The id at a position; ids are in ascending order.
  func id(at position: Int) -> ObjectID {
    file.id(at: names + position * nameStride)
  }

  /// Where in the pack the object at a position begins; nil when the index contradicts itself.
  func offset(at position: Int) -> UInt64? {
    guard nameStride == 20 else { return UInt64(file.word(at: offsets + position * 24)) }
    let short = file.word(at: offsets + position * 4)
    guard short & 0x8000_0000 != 0 else { return UInt64(short) }
    let index = Int(short & 0x7FFF_FFFF)
    guard index < largeOffsetCount else { return nil }
    let high = file.word(at: largeOffsets + index * 8)
    return UInt64(high) << 32 | UInt64(file.word(at: largeOffsets + index * 8 + 4))
  }

  /// The position of an id, or nil when the pack does not hold it.
  func position(of id: ObjectID) -> Int? {
    let slot = Int(id.prefix >> shift)
    var low = Int(firstPositions[slot])
    var high = Int(firstPositions[slot + 1])
    while low < high {
      let probe = (low + high) / 2
      let prefix = file.longWord(at: names + probe * nameStride)
      if prefix == id.prefix, self.id(at: probe) == id { return probe }
      let isBefore = prefix == id.prefix ? self.id(at: probe) < id : prefix < id.prefix
      if isBefore { low = probe + 1 } else { high = probe }
    }
    return nil
  }
}
