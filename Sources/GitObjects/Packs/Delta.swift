#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A delta: the instructions that make one object from another (gitformat-pack(5), "Deltified representation").
@safe
struct Delta {
  private let bytes: UnsafeRawBufferPointer
  private let firstInstruction: Int
  let baseSize: UInt64
  let resultSize: UInt64

  /// Reads the two sizes at the beginning.
  ///
  /// - Throws: `PackDamage` when they do not end.
  init(_ bytes: UnsafeRawBufferPointer) throws(PackDamage) {
    unsafe self.bytes = unsafe bytes
    var cursor = 0
    func size() throws(PackDamage) -> UInt64 {
      var size: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard cursor < bytes.count else { throw .deltaEnds }
        let byte = unsafe bytes[cursor]
        cursor += 1
        guard shift < 60 else { throw .tooLarge(.max) }
        size |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte & 0x80 == 0 { return size }
      }
    }
    baseSize = try size()
    resultSize = try size()
    firstInstruction = cursor
  }

  /// Makes the result.
  ///
  /// - Parameters:
  ///   - base: what is copied from; of `baseSize` bytes.
  ///   - result: written to its end; of `resultSize` bytes.
  ///   - changes: told what is not copied.
  /// - Throws: `PackDamage` when the instructions contradict themselves, their base or their result.
  func apply(
    to base: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer,
    noting changes: inout DeltaChanges
  ) throws(PackDamage) {
    guard UInt64(base.count) == baseSize, UInt64(result.count) == resultSize else {
      throw .deltaBase
    }
    var cursor = firstInstruction
    var written = 0
    while unsafe cursor < bytes.count {
      switch try step(at: &cursor) {
      case .copy(let offset, let size):
        // No sum runs over: offsets have 32 bits, sizes 24, and what is written is no more than the result.
        guard offset &+ size <= base.count else { throw .deltaCopy }
        guard written &+ size <= result.count else { throw .deltaResult }
        unsafe memcpy(
          result.baseAddress.unsafelyUnwrapped + written,
          base.baseAddress.unsafelyUnwrapped + offset, size)
        changes.copied(from: offset, to: written, count: size)
        written &+= size
      case .insert(let offset, let size):
        guard written &+ size <= result.count else { throw .deltaResult }
        unsafe memcpy(
          result.baseAddress.unsafelyUnwrapped + written,
          bytes.baseAddress.unsafelyUnwrapped + offset, size)
        changes.inserted(at: written, count: size)
        written &+= size
      }
    }
    guard written == result.count else { throw .deltaResult }
    changes.finish(base: base.count, result: result.count)
  }

  /// Lists what a delta that was applied has copied.
  ///
  /// - Parameters:
  ///   - least: how many bytes a copy must have to count.
  ///   - list: gets the copies, in the order of the result.
  /// - Throws: `PackDamage` when the instructions contradict themselves.
  func listCopies(
    ofAtLeast least: Int, into list: inout [DeltaCopy]
  ) throws(PackDamage) {
    var cursor = firstInstruction
    var written = 0
    while unsafe cursor < bytes.count {
      switch try step(at: &cursor) {
      case .copy(let offset, let size):
        if size >= least { list.append(DeltaCopy(base: offset, result: written, count: size)) }
        written += size
      case .insert(_, let size):
        written += size
      }
    }
  }

  /// What one instruction says to put next: bytes of the base, or of the delta itself.
  private enum Step {
    case copy(from: Int, count: Int)
    case insert(at: Int, count: Int)
  }

  /// Reads the instruction at `cursor`, which is inside of the delta, and moves behind it.
  @inline(__always)
  private func step(at cursor: inout Int) throws(PackDamage) -> Step {
    let operation = unsafe bytes[cursor]
    cursor &+= 1
    guard operation & 0x80 != 0 else {
      let size = Int(operation)
      guard size > 0, unsafe size <= bytes.count &- cursor else { throw .deltaEnds }
      defer { cursor &+= size }
      return .insert(at: cursor, count: size)
    }
    // As many bytes follow as bits are set; that they are there need not be counted where all seven are.
    guard
      unsafe bytes.count &- cursor >= 7
        || bytes.count &- cursor >= (operation & 0x7F).nonzeroBitCount
    else { throw .deltaEnds }
    let start = unsafe bytes.baseAddress.unsafelyUnwrapped
    func argument(_ bit: UInt8) -> Int {
      guard operation & bit != 0 else { return 0 }
      defer { cursor &+= 1 }
      // In bounds: this is one of the bytes that follow.
      return unsafe Int(start.load(fromByteOffset: cursor, as: UInt8.self))
    }
    var offset = argument(0x01)
    offset |= argument(0x02) << 8
    offset |= argument(0x04) << 16
    offset |= argument(0x08) << 24
    var size = argument(0x10)
    size |= argument(0x20) << 8
    size |= argument(0x40) << 16
    return .copy(from: offset, count: size == 0 ? 0x10000 : size)
  }
}

/// Bytes that a result has from its base.
struct DeltaCopy {
  /// Where they begin in the base.
  let base: Int
  /// Where they begin in the result.
  let result: Int
  let count: Int
}

/// Which bytes of a result a delta did not copy, and where copied parts meet that did not meet before.
struct DeltaChanges {
  /// In the result, ascending, none touching another; an empty one is a seam.
  private(set) var ranges: [Range<Int>] = []
  /// Where in the base the next copy has to begin so that there is no seam; nil after inserted bytes.
  private var expected: Int? = 0

  mutating func begin() {
    ranges.removeAll(keepingCapacity: true)
    expected = 0
  }

  mutating func copied(from offset: Int, to written: Int, count: Int) {
    if let expected, expected != offset { add(written..<written) }
    expected = offset &+ count
  }

  mutating func inserted(at written: Int, count: Int) {
    add(written..<written &+ count)
    expected = nil
  }

  /// The end counts as a seam unless it is the end of the base too.
  mutating func finish(base: Int, result: Int) {
    if let expected, expected != base { add(result..<result) }
  }

  private mutating func add(_ range: Range<Int>) {
    if let last = ranges.last, last.upperBound == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }
}
