/// The bytes of one object, which deltas are applied to.
// Thread-safe by order: one worker fills it before it reaches another ("thread-safe" as every value that is handed over).
@safe
final class ObjectBuffer: @unchecked Sendable {
  fileprivate let memory: UnsafeMutableRawBufferPointer
  /// How many bytes of the memory are the object's.
  fileprivate(set) var count = 0
  /// For those who visit what is made from the object.
  var notes = ObjectNotes()

  fileprivate init(capacity: Int) {
    // One byte at least, so that an empty object has an address.
    unsafe memory = .allocate(byteCount: max(1, capacity), alignment: 16)
  }

  deinit {
    unsafe memory.deallocate()
  }

  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: memory[0..<count])
  }

  /// For the one who fills it.
  var writable: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[0..<count])
  }
}

/// What a visitor has noted of an object, to know what is copied from it.
struct ObjectNotes: Sendable {
  /// A place in the object, with a number that says something to the visitor; both below 2^32.
  struct Mark: Sendable {
    private var word: UInt64

    init(offset: Int, number: Int) {
      word = UInt64(truncatingIfNeeded: offset) << 32 | UInt64(truncatingIfNeeded: number)
    }

    var offset: Int { Int(word >> 32) }
    var number: Int { Int(word & 0xFFFF_FFFF) }

    /// Moves both on, or back, by one addition, since there are many marks; neither may come below zero.
    mutating func move(offset: Int, number: Int) {
      word &+= UInt64(truncatingIfNeeded: offset << 32 + number)
    }
  }

  /// The visitor, to whom alone this says something; nil when there is nothing.
  var author: ObjectIdentifier?
  /// What the numbers count from.
  var start = 0
  /// In the order of their offsets.
  var marks: [Mark] = []

  fileprivate mutating func clear() {
    guard author != nil else { return }
    author = nil
    marks.removeAll(keepingCapacity: true)
  }
}

/// Buffers that are used again and again, so that the allocator is not asked for every object; one for each worker.
struct ObjectBufferPool {
  /// By size: the buffers of `1 << (index + smallest)` bytes.
  private var free: [[ObjectBuffer]]

  private static let smallest = 12
  /// Larger ones are rare, and go back to the system.
  private static let largest = 22
  private static let mostOfOneSize = 8

  init() {
    free = Array(repeating: [], count: Self.largest - Self.smallest + 1)
  }

  /// A buffer of `count` bytes, whatever they are.
  mutating func take(_ count: Int) -> ObjectBuffer {
    let size = Self.sizeClass(count)
    var buffer: ObjectBuffer?
    if size < free.count { buffer = free[size].popLast() }
    let taken =
      buffer
      ?? ObjectBuffer(capacity: size < free.count ? 1 << (size + Self.smallest) : count)
    taken.count = count
    taken.notes.clear()
    return taken
  }

  /// Takes a buffer back, unless somebody else still holds it.
  mutating func give(_ buffer: consuming ObjectBuffer) {
    var buffer = buffer
    guard isKnownUniquelyReferenced(&buffer) else { return }
    let size = Self.sizeClass(unsafe buffer.memory.count)
    guard size < free.count, free[size].count < Self.mostOfOneSize else { return }
    free[size].append(buffer)
  }

  private static func sizeClass(_ count: Int) -> Int {
    max(0, Int.bitWidth - max(0, count - 1).leadingZeroBitCount - smallest)
  }
}
