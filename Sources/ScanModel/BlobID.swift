/// The SHA-1 name that git gives an object: 20 bytes.
package struct BlobID: Hashable, Sendable {
  private let words: (UInt64, UInt64, UInt32)

  /// The id in git's own order, or nil unless exactly 20 bytes are given.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 0..<8: words.0 = words.0 << 8 | UInt64(byte)
      case 8..<16: words.1 = words.1 << 8 | UInt64(byte)
      default: words.2 = words.2 << 8 | UInt32(byte)
      }
    }
    self.words = words
  }

  /// The id whose bytes, the first one highest, are the words one after the other.
  package init(words first: UInt64, _ second: UInt64, _ third: UInt32) {
    words = (first, second, third)
  }

  /// The 20 bytes, in git's order.
  package var bytes: [UInt8] {
    (0..<20).map { index in
      switch index {
      case 0..<8: UInt8(truncatingIfNeeded: words.0 >> UInt64(56 - index * 8))
      case 8..<16: UInt8(truncatingIfNeeded: words.1 >> UInt64(120 - index * 8))
      default: UInt8(truncatingIfNeeded: words.2 >> UInt32(152 - index * 8))
      }
    }
  }

  package static func == (left: BlobID, right: BlobID) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    // Object ids are uniform already: the first word is as good a hash as all of them.
    hasher.combine(words.0)
  }
}

extension BlobID: Comparable {
  package static func < (left: BlobID, right: BlobID) -> Bool {
    left.words < right.words
  }
}

extension BlobID: CustomStringConvertible {
  /// 40 lower-case hexadecimal digits.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
