internal import CGit2
internal import Digests

/// The SHA-1 name of a git object: 20 bytes.
package struct ObjectID: Hashable, Sendable {
  package static let byteCount = 20
  /// All zeros: git's name for "no object".
  package static let zero = ObjectID(first: 0, second: 0, third: 0)

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

  var firstByte: UInt8 { UInt8(truncatingIfNeeded: first >> 56) }

  /// The id of exactly 20 bytes, or nil.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(bytes, at: 0)
  }

  /// The id of exactly 40 hexadecimal digits, or nil.
  package init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      if let first = high {
        bytes.append(first << 4 | UInt8(value))
        high = nil
      } else {
        high = UInt8(value)
      }
    }
    self.init(bytes)
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
