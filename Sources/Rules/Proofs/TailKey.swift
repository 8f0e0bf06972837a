internal import ScanModel

/// A family of Azure's older identifiable keys: random bytes, a signature, and four bytes of
/// checksum at the end.
///
/// The text is base64 of the bytes, and the signature stands before its last six characters,
/// padding not counted (microsoft/security-utilities, `IdentifiableSecrets.cs`, ValidateBase64Key;
/// seeds from `IdentifiableMetadata.cs`).
package struct TailKey: Sendable {
  /// What one of its keys is called.
  package let name: String
  package let signature: String
  /// Of the key before base64.
  package let byteCount: Int
  package let alphabet: Alphabet
  /// What the key may be, and the seed that its checksum has then.
  package let seeds: [Seed]

  package enum Alphabet: Sendable {
    case standard
    /// With `-` and `_` in place of `+` and `/`.
    case urlSafe
    /// With neither: where the checksum brought one in, `P` and `F` take its place afterwards.
    case lettersAndDigits
  }

  package struct Seed: Sendable, Hashable {
    /// What generators call it, in one word: "admin".
    package let name: String
    /// For people: "admin key".
    package let role: String
    package let value: UInt64

    init(_ name: String, _ text: StaticString, role: String? = nil) {
      self.name = name
      self.role = role ?? "\(name) key"
      value = checksumSeed(text)
    }
  }

  init(
    _ name: String, _ signature: String, byteCount: Int, alphabet: Alphabet = .standard,
    seeds: [Seed]
  ) {
    self.name = name
    self.signature = signature
    self.byteCount = byteCount
    self.alphabet = alphabet
    self.seeds = seeds
  }

  private var paddingCount: Int { (3 - byteCount % 3) % 3 }

  /// What a key says; nil when the text is none of the family, whatever its checksum.
  func examine(_ key: [UInt8]) -> KeyStatement? {
    guard let bytes = decode(key) else { return nil }
    let seed = seed(of: key, bytes)
    var statement = KeyStatement(
      family: name, checksum: seed == nil ? .notConfirmed : .valid,
      randomCount: key.count - paddingCount - 10)
    statement.role = (seed ?? (seeds.count == 1 ? seeds[0] : nil))?.role
    return statement
  }

  /// The name of the seed under which the key's checksum is right; nil when there is none or the
  /// text is no such key.
  package func verify(_ key: [UInt8]) -> String? {
    decode(key).flatMap { seed(of: key, $0)?.name }
  }

  private func decode(_ key: [UInt8]) -> [UInt8]? {
    guard key.count == (byteCount + paddingCount) / 3 * 4,
      key.suffix(paddingCount).allSatisfy({ $0 == UInt8(ascii: "=") }),
      key.dropLast(paddingCount + 6).suffix(4) == Array(signature.utf8)[...],
      let bytes = decodedBase64(key), bytes.count == byteCount
    else { return nil }
    return bytes
  }

  private func seed(of key: [UInt8], _ bytes: [UInt8]) -> Seed? {
    seeds.first {
      let summed = summed(bytes, seed: $0)
      return summed == bytes || alphabet == .lettersAndDigits && text(of: summed) == key
    }
  }

  /// The bytes with the checksum of all before it at their end.
  private func summed(_ bytes: [UInt8], seed: Seed) -> [UInt8] {
    let sum = marvin32(bytes.dropLast(4), seed: seed.value)
    return bytes.dropLast(4) + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
  }

  private func text(of bytes: [UInt8]) -> [UInt8] {
    guard alphabet == .lettersAndDigits else {
      return base64(bytes, urlSafe: alphabet == .urlSafe)
    }
    return base64(bytes).map {
      switch $0 {
      case UInt8(ascii: "+"): UInt8(ascii: "P")
      case UInt8(ascii: "/"): UInt8(ascii: "F")
      default: $0
      }
    }
  }

  /// Makes a key of random bytes.
  ///
  /// - Parameters:
  ///   - random: `byteCount` bytes; signature and checksum overwrite the last ones.
  ///   - seed: what kind of key.
  /// - Returns: the text; it can hold characters that the service avoids, such as `-` in a Search
  ///   key.
  func completed(_ random: [UInt8], seed: Seed) -> [UInt8] {
    var bytes = random
    // The signature's 24 bits begin where a character does, in or before the byte in front of them;
    // what is left up to the checksum is zero.
    let start = (8 * byteCount - 56) / 6 * 6
    let characters = signature.utf8.map { base64Value($0) ?? 0 }
    for (index, bit) in (start..<8 * (byteCount - 4)).enumerated() {
      let isSet = index < 24 && characters[index / 6] >> (5 - index % 6) & 1 == 1
      let mask: UInt8 = 0x80 >> UInt8(bit % 8)
      bytes[bit / 8] = isSet ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask
    }
    return text(of: summed(bytes, seed: seed))
  }
}
