internal import CCrypto

/// Digests of bytes, computed by the system's libcrypto.
package enum Digest {
  /// SHA-256 (FIPS 180-4): 32 bytes.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe digest(EVP_sha256(), of: $0) }
  }

  /// HMAC-SHA-256 (RFC 2104).
  ///
  /// - Parameters:
  ///   - bytes: what is digested.
  ///   - key: not empty.
  /// - Returns: 32 bytes.
  package static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let result = unsafe HMAC(
      EVP_sha256(), key, Int32(clamping: key.count), bytes, bytes.count, &output, &count)
    // As for the digest: only a broken installation makes it fail.
    precondition(unsafe result != nil, "libcrypto does not offer HMAC")
    return Array(output.prefix(Int(count)))
  }

  /// SHA-1 (FIPS 180-4): 20 bytes; git's checksum, used for nothing else.
  package static func sha1(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe digest(EVP_sha1(), of: $0) }
  }

  private static func digest(
    _ algorithm: OpaquePointer?, of bytes: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let status = unsafe EVP_Digest(
      bytes.baseAddress, bytes.count, &output, &count, algorithm, nil)
    // EVP_Digest fails only when the library lacks the algorithm: a broken installation, not an input.
    precondition(status == 1, "libcrypto does not offer the digest")
    return Array(output.prefix(Int(count)))
  }
}

/// Lower-case hexadecimal digits of bytes.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
