internal import Digests
internal import ScanModel

extension Fingerprint {
  /// The fingerprint of a secret.
  ///
  /// - Parameters:
  ///   - value: the decoded bytes of the secret, so that quotes, escapes and base64 around it make no difference.
  ///   - key: the organisation's; nil for the plain digest.
  init(of value: [UInt8], key: FingerprintKey?) {
    let digest = key.map { Digest.hmacSHA256(value, key: $0.bytes) } ?? Digest.sha256(value)
    self.init(hex: hexadecimal(digest))
  }
}
