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

  /// The 20 bytes at `offset`, which the caller has found to be there.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    first = unsafe UInt64(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    second = unsafe UInt64(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    third = unsafe UInt32(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
  }

  /// The first eight bytes as a number; where the id comes first, so does this.
  @inline(__always) var prefix: UInt64 { first }

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

  /// The id of the 40 hexadecimal digits at `offset`, or nil.
  init?(hexadecimal digits: Span<UInt8>, at offset: Int) {
    guard offset >= 0, digits.count - offset >= 2 * Self.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for index in 0..<2 * Self.byteCount {
      let digit = digits[offset + index]
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      switch index {
      case ..<16: words.0 = words.0 << 4 | UInt64(value)
      case ..<32: words.1 = words.1 << 4 | UInt64(value)
      default: words.2 = words.2 << 4 | UInt64(value)
      }
    }
    self.init(first: words.0, second: words.1, third: UInt32(words.2))
  }

  init(_ raw: git_oid) {
    self = unsafe withUnsafeBytes(of: raw) { bytes in
      unsafe ObjectID(
        first: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        second: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        third: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
    }
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
