/// A family of Azure's older identifiable keys: random bytes, a signature, and four bytes of
/// checksum at the end.
///
/// The text is base64 of the bytes, and the signature stands before its last six characters,
/// padding not counted (microsoft/security-utilities, `IdentifiableSecrets.cs`, ValidateBase64Key;
/// seeds from `IdentifiableMetadata.cs`).
package struct TailKey: Sendable {
  package let signature: String
  /// Of the key before base64.
  package let byteCount: Int
  package let isURLSafe: Bool
  /// What the key may be, and the seed that its checksum has then.
  package let seeds: [Seed]

  package struct Seed: Sendable, Hashable {
    /// "admin", "query".
    package let name: String
    package let value: UInt64

    init(_ name: String, _ text: StaticString) {
      self.name = name
      value = checksumSeed(text)
    }
  }

  init(_ signature: String, byteCount: Int, isURLSafe: Bool = false, seeds: [Seed]) {
    self.signature = signature
    self.byteCount = byteCount
    self.isURLSafe = isURLSafe
    self.seeds = seeds
  }

  /// The name of the seed under which the key's checksum is right; nil when there is none or the
  /// text is no such key.
  package func verify(_ key: [UInt8]) -> String? {
    let padding = (3 - byteCount % 3) % 3
    guard key.count == (byteCount + padding) / 3 * 4,
      key.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") }),
      key.dropLast(padding + 6).suffix(4) == Array(signature.utf8)[...],
      let bytes = decodedBase64(key), bytes.count == byteCount
    else { return nil }
    let stored = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    return seeds.first { marvin32(bytes.dropLast(4), seed: $0.value) == stored }?.name
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
    let sum = marvin32(bytes.dropLast(4), seed: seed.value)
    for place in 0..<4 {
      bytes[byteCount - 4 + place] = UInt8(truncatingIfNeeded: sum >> (8 * place))
    }
    return base64(bytes, urlSafe: isURLSafe)
  }
}

extension TailKey {
  package static let azureSearch = TailKey(
    "AzSe", byteCount: 39, isURLSafe: true,
    seeds: [Seed("admin", "PAdmin00"), Seed("query", "Query000")])

  package static let azureApim = TailKey(
    "APIM", byteCount: 64,
    seeds: [
      Seed("subscription", "IoTHub00"), Seed("direct", "Tenant00"), Seed("gateway", "Gatewy00"),
      Seed("repository", "GitKey00"),
    ])

  package static let storage = TailKey(
    "+ASt", byteCount: 64, seeds: [Seed("account", "Default0")])

  package static let cosmos = TailKey(
    "ACDb", byteCount: 64,
    seeds: [
      Seed("read-write", "MastRW00"), Seed("read-only", "MastRO00"), Seed("system", "SysAll00"),
      Seed("resource", "Resour00"), Seed("system read-only", "SystRO00"),
      Seed("system read-write", "SystRW00"), Seed("encryption", "Encryp00"),
    ])

  package static let batch = TailKey("+ABa", byteCount: 64, seeds: [Seed("account", "AbAcct00")])

  package static let machineLearning = TailKey(
    "+AMC", byteCount: 64, seeds: [Seed("classic", "Classic0")])

  package static let functions = TailKey(
    "AzFu", byteCount: 40, isURLSafe: true,
    seeds: [Seed("function", "Functi00"), Seed("system", "System00"), Seed("master", "Master00")])

  package static let redis = TailKey("AzCa", byteCount: 32, seeds: [Seed("access", "Access00")])

  package static let containerRegistry = TailKey(
    "+ACR", byteCount: 39, seeds: [Seed("registry", "ACRDflt0")])
}
