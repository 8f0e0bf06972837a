internal import ScanModel

/// A personal access token of Azure DevOps in its old form: 52 characters of base32, with a CRC-32 among its 32 bytes.
///
/// microsoft/security-utilities, `SEC101_102_AdoPat.cs`. Users' and applications' tokens differ in what is added to the sum.
struct DevOpsToken {
  private let isValid: Bool

  init?(_ text: [UInt8]) {
    guard text.count == 52, let bytes = Self.decode(text) else { return nil }
    isValid = Self.masks.contains { Self.placed(Self.sum(of: bytes) ^ $0, in: bytes) == bytes }
  }

  var statement: KeyStatement {
    var statement = KeyStatement(
      family: "Azure DevOps token", checksum: isValid ? .valid : .notConfirmed, randomCount: 52)
    statement.hasSignature = false
    return statement
  }

  /// Makes a user's token.
  ///
  /// - Parameter random: 32 bytes; the checksum takes the place of four.
  /// - Returns: the text.
  static func completed(_ random: [UInt8]) -> [UInt8] {
    encode(placed(sum(of: random) ^ masks[0], in: random))
  }

  /// A user's, an application's.
  private static let masks: [UInt32] = [0xE0B9_692D, 0x1019_F92E]
  /// Where the checksum's bytes are, the lowest first.
  private static let places = [22, 8, 7, 2]

  private static func placed(_ sum: UInt32, in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for (index, place) in places.enumerated() {
      bytes[place] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(index)))
    }
    return bytes
  }

  /// CRC-32 (ISO 3309, as in zip files) of all bytes but the checksum's.
  private static func sum(of bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for (index, byte) in bytes.enumerated() where !places.contains(index) {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// RFC 4648's base32 in lower case; the four bits behind the last byte are dropped.
  private static func decode(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (pending, bitCount) = (0, 0)
    for character in text {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      pending = pending << 5 | digit
      bitCount += 5
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bitCount))
        pending &= 1 << bitCount - 1
      }
    }
    return bytes
  }

  private static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var (pending, bitCount) = (0, 0)
    for byte in bytes {
      pending = pending << 8 | Int(byte)
      bitCount += 8
      while bitCount >= 5 {
        bitCount -= 5
        text.append(alphabet[pending >> bitCount & 31])
        pending &= 1 << bitCount - 1
      }
    }
    return bitCount > 0 ? text + [alphabet[pending << (5 - bitCount) & 31]] : text
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
}
