internal import CGit2
internal import Digests

/// The SHA-1 name of a git object: 20 bytes.
package struct ObjectID: Hashable, Sendable {
  package static let byteCount = 20
  /// All zeros: git's name for "no object".
  package static let zero = ObjectID(first: 0, second: 0, third: 0)
  /// The tree without entries, which need not exist as an object.
  static let emptyTree = ObjectID(
    first: 0x4b82_5dc6_42cb_6eb9, second: 0xa060_e54b_f8d6_9288, third: 0xfbee_4904)

  private let first: UInt64
  private let second: UInt64
  private let third: UInt32

  private init(first: UInt64, second: UInt64, third: UInt32) {
    self.first = first
    self.second = second
    self.third = third
  }

  /// The id whose bytes start at `offset`, or nil when fewer than 20 are left.
  package init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, bytes.count - offset >= Self.byteCount else { return nil }
    let words = unsafe bytes.withUnsafeBytes { raw in
      unsafe (
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)),
        UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
      )
    }
    self.init(first: words.0, second: words.1, third: words.2)
  }

  /// The id in exactly 20 bytes of memory.
  init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Self.byteCount, "an id has 20 bytes")
    first = unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    second = unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    third = unsafe UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// The id in the 20 bytes at `offset`, which the caller has found to be there.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    first = unsafe UInt64(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    second = unsafe UInt64(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    third = unsafe UInt32(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
  }

  /// The first eight bytes as a number, which nearly always is as good as all of them.
  @inline(__always) var prefix: UInt64 { first }

  /// The bytes as words, the first byte highest.
  package var words: (UInt64, UInt64, UInt32) { (first, second, third) }

  /// The id of exactly 20 bytes, or nil.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(bytes, at: 0)
  }

  /// The id of exactly 40 hexadecimal digits, or nil.
  package init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    let digits = ContiguousArray(digits)
    guard let id = unsafe digits.withUnsafeBufferPointer({ unsafe ObjectID(hexadecimal: $0.span) })
    else { return nil }
    self = id
  }

  /// The id of exactly 40 hexadecimal digits in memory, or nil.
  init?(hexadecimal digits: Span<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    var words = (UInt64(0), UInt64(0), UInt64(0))
    for start in stride(from: 0, to: digits.count, by: 8) {
      // In bounds: 40 is a multiple of 8.
      let eight = unsafe digits.withUnsafeBytes {
        unsafe UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      }
      guard let value = Self.value(ofDigits: eight) else { return nil }
      switch start {
      case ..<16: words.0 = words.0 << 32 | value
      case ..<32: words.1 = words.1 << 32 | value
      default: words.2 = value
      }
    }
    self.init(first: words.0, second: words.1, third: UInt32(truncatingIfNeeded: words.2))
  }

  /// The 32 bits that eight hexadecimal digits stand for, the first in the highest byte; nil when one of them is none.
  private static func value(ofDigits text: UInt64) -> UInt64? {
    func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
    // In ASCII letters have the bit of 64, digits have not.
    let letters = (text >> 6) & each(1)
    let text = text | letters << 5
    let low = text & each(0x0F)
    let isInColumn = (text >> 4) & each(0x0F) == each(3) + 3 * letters
    // Nine is the last digit, the sixth letter the last one, and what stands before the first letter is none.
    let isInRange = (low + each(6) + 3 * letters) & each(0x10) == 0
    let isAfterFirst = letters & ~((low + each(0x0F)) >> 4) == 0
    guard isInColumn, isInRange, isAfterFirst else { return nil }
    // Half a byte in each byte: moved together by one, two and four of them.
    var value = low + 9 * letters
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value >> 16) & 0xFFFF_FFFF
  }

  init(_ raw: git_oid) {
    self = unsafe withUnsafeBytes(of: raw) { unsafe ObjectID($0) }
  }

  /// libgit2's form of the id.
  var raw: git_oid {
    var raw = git_oid()
    unsafe withUnsafeMutableBytes(of: &raw) { bytes in
      unsafe bytes.storeBytes(of: first.bigEndian, as: UInt64.self)
      unsafe bytes.storeBytes(of: second.bigEndian, toByteOffset: 8, as: UInt64.self)
      unsafe bytes.storeBytes(of: third.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return raw
  }

  /// The 20 bytes, in git's order.
  package var bytes: [UInt8] {
    unsafe withUnsafeBytes(of: raw) { unsafe Array($0.prefix(Self.byteCount)) }
  }

  package func hash(into hasher: inout Hasher) {
    // Object ids are uniform already: the first word is as good a hash as all of them.
    hasher.combine(first)
  }
}

extension ObjectID: Comparable {
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.first, left.second, left.third) < (right.first, right.second, right.third)
  }
}

extension ObjectID: CustomStringConvertible {
  /// 40 lower-case hexadecimal digits.
  package var description: String { hexadecimal(bytes) }
}
