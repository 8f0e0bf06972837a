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
    let slot = Int(id.firstByte)
    var low = slot == 0 ? 0 : Int(file.word(at: fanOut + 4 * (slot - 1)))
    var high = Int(file.word(at: fanOut + 4 * slot))
    guard low < high else { return nil }
    // Ids are evenly spread, so the place of one is known but for a few dozen; each probe costs the wait for memory.
    var probe = low + Int(UInt64(high - low).multipliedFullWidth(by: id.afterFirstByte).high)
    var step = 32
    while low < high {
      let prefix = file.longWord(at: names + probe * nameStride)
      if prefix == id.prefix, self.id(at: probe) == id { return probe }
      let isBefore = prefix == id.prefix ? self.id(at: probe) < id : prefix < id.prefix
      if isBefore { low = probe + 1 } else { high = probe }
      if high - low > 2 * step {
        probe = isBefore ? low + step : high - step
        step *= 4
      } else {
        probe = (low + high) / 2
      }
    }
    return nil
  }
}
