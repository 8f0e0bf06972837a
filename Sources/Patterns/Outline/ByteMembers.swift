/// A set of byte values.
package struct ByteMembers: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  init(_ range: ClosedRange<UInt8>) {
    for byte in range { insert(byte) }
  }

  package init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  static let all = ByteMembers(0...255)
  static let digits = ByteMembers(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let letters = ByteMembers(UInt8(ascii: "a")...UInt8(ascii: "z")).foldingCase
  static let word = ByteMembers([UInt8(ascii: "_")]).union(digits).union(letters)
  /// As PCRE2 has it: with the vertical tab.
  static let space = ByteMembers([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20])
  static let newline = ByteMembers([0x0A])

  mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  package func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  func union(_ other: ByteMembers) -> ByteMembers {
    var result = self
    result.words.0 |= other.words.0
    result.words.1 |= other.words.1
    result.words.2 |= other.words.2
    result.words.3 |= other.words.3
    return result
  }

  /// Whether the two have a byte in common.
  func meets(_ other: ByteMembers) -> Bool {
    words.0 & other.words.0 | words.1 & other.words.1 | words.2 & other.words.2
      | words.3 & other.words.3 != 0
  }

  var inverted: ByteMembers {
    var result = self
    result.words = (~words.0, ~words.1, ~words.2, ~words.3)
    return result
  }

  /// With the other case of every ASCII letter.
  var foldingCase: ByteMembers {
    var result = self
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      if contains(letter) { result.insert(letter & 0xDF) }
      if contains(letter & 0xDF) { result.insert(letter) }
    }
    return result
  }

  var count: Int {
    words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount
      + words.3.nonzeroBitCount
  }

  package var members: [UInt8] {
    var members: [UInt8] = []
    for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
      var rest = word
      while rest != 0 {
        members.append(UInt8(64 * index + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return members
  }

  package static func == (left: ByteMembers, right: ByteMembers) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
