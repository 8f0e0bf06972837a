internal import Digests
package import ScanModel

/// How fingerprints are made; those of different kinds are never equal.
package enum FingerprintKind: Hashable, Sendable {
  /// SHA-256 of the value.
  case digest
  /// HMAC-SHA-256 under the organisation's key that has this id.
  case keyed(id: String)

  /// - Parameter key: the organisation's; nil when there is none.
  package init(_ key: FingerprintKey?) {
    self = key.map { .keyed(id: Self.id(of: $0)) } ?? .digest
  }

  /// Tells keys apart without telling what they are: 16 hexadecimal digits.
  private static func id(of key: FingerprintKey) -> String {
    let label = Array("keystrel fingerprint key".utf8)
    return hexadecimal(Digest.hmacSHA256(label, key: key.bytes).prefix(8))
  }
}

extension FingerprintKind: CustomStringConvertible {
  /// As a baseline has it: `sha256`, `hmac-sha256 0123456789abcdef`.
  package var description: String {
    switch self {
    case .digest: "sha256"
    case .keyed(let id): "hmac-sha256 " + id
    }
  }

  /// Reads what `description` writes.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    switch words.first {
    case "sha256" where words.count == 1: self = .digest
    case "hmac-sha256"
    where words.count == 2 && words[1].utf8.count == 16
      && words[1].utf8.allSatisfy(\.isHexDigit):
      self = .keyed(id: String(words[1]))
    default: return nil
    }
  }
}

extension UInt8 {
  /// Lower case only, as fingerprints are written.
  var isHexDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}
