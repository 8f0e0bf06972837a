/// Makes the bytes of entries, one after the other; one for each worker.
final class EntryReader {
  private let forest: PackForest
  /// Of each pack: reading from these counts no references, on which workers would wait for each other.
  private let packs: [PackBytes]
  private let inflater: Inflater
  private var pool = ObjectBufferPool()
  private var delta: ObjectBuffer
  /// What the delta that was applied last did not copy.
  private(set) var changes = DeltaChanges()
  /// What it did copy, if that is wanted.
  private(set) var copies: [DeltaCopy] = []
  private let shortestCopy: Int?

  /// - Parameters:
  ///   - forest: holds the entries.
  ///   - shortestCopy: how many bytes a copy has that is listed in `copies`; nil to list none.
  /// - Throws: `GitError` when there is no memory for it.
  init(_ forest: PackForest, listingCopiesOfAtLeast shortestCopy: Int?) throws(GitError) {
    self.forest = forest
    self.shortestCopy = shortestCopy
    packs = forest.packs.map(\.contents)
    inflater = try Inflater()
    delta = pool.take(0)
  }

  /// Takes a buffer back.
  func give(_ buffer: consuming ObjectBuffer) {
    pool.give(buffer)
  }

  /// Makes a whole object.
  func inflateRoot(_ root: UInt32) throws(PackDamage) -> ObjectBuffer {
    let (pack, header) = try header(of: root)
    let buffer = pool.take(Int(header.size))
    do throws(PackDamage) {
      try inflate(root, pack, header, into: buffer)
    } catch {
      pool.give(buffer)
      throw error
    }
    return buffer
  }

  /// Makes an object from its base.
  func apply(_ entry: UInt32, to base: ObjectBuffer) throws(PackDamage) -> ObjectBuffer {
    let (pack, header) = try header(of: entry)
    if unsafe delta.writable.count != Int(header.size) {
      let old = delta
      delta = pool.take(Int(header.size))
      pool.give(old)
    }
    try inflate(entry, pack, header, into: delta)
    let instructions = try unsafe Delta(delta.bytes)
    guard instructions.baseSize == UInt64(base.count) else { throw .deltaBase }
    guard instructions.resultSize <= PackLimits.largestObject else {
      throw .tooLarge(instructions.resultSize)
    }
    let buffer = pool.take(Int(instructions.resultSize))
    changes.begin()
    do throws(PackDamage) {
      try unsafe instructions.apply(to: base.bytes, into: buffer.writable, noting: &changes)
    } catch {
      pool.give(buffer)
      throw error
    }
    if let shortestCopy {
      copies.removeAll(keepingCapacity: true)
      try instructions.listCopies(ofAtLeast: shortestCopy, into: &copies)
    }
    return buffer
  }

  private func header(of entry: UInt32) throws(PackDamage) -> (PackBytes, PackBytes.Header) {
    let record = forest.entries[Int(entry)]
    let pack = packs[Int(record.pack)]
    let header = try pack.header(at: record.offset)
    guard header.size <= PackLimits.largestObject else { throw .tooLarge(header.size) }
    return (pack, header)
  }

  private func inflate(
    _ entry: UInt32, _ pack: PackBytes, _ header: PackBytes.Header, into buffer: ObjectBuffer
  ) throws(PackDamage) {
    var end = forest.end(of: entry)
    if end <= header.dataOffset { end = pack.end }
    guard header.dataOffset < end,
      header.size / PackLimits.deflateRatio <= UInt64(end - header.dataOffset)
    else { throw .size(header.size) }
    let source = unsafe UnsafeRawBufferPointer(rebasing: pack.bytes[header.dataOffset..<end])
    guard unsafe inflater.inflate(source, into: buffer.writable) else { throw .compression }
  }

  /// Makes an object and all that it is made from.
  func remake(_ entry: UInt32) throws(PackDamage) -> ObjectBuffer {
    var path: [UInt32] = []
    var next = entry
    while forest.entries[Int(next)].base != PackForest.none {
      path.append(next)
      next = forest.entries[Int(next)].base
    }
    var buffer = try inflateRoot(next)
    while let entry = path.popLast() {
      let made = try apply(entry, to: buffer)
      pool.give(buffer)
      buffer = made
    }
    return buffer
  }
}
