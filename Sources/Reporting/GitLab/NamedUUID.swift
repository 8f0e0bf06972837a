import Digests

/// Names a thing by a UUID of version 5 (RFC 9562, section 5.5).
///
/// - Parameters:
///   - name: what is named; the same name has the same UUID everywhere.
///   - space: the 16 bytes of the name space's own UUID.
/// - Returns: the UUID in lower case.
func namedUUID(_ name: [UInt8], in space: [UInt8]) -> String {
  var bytes = Array(Digest.sha1((space + name).span).prefix(16))
  bytes[6] = bytes[6] & 0x0F | 0x50
  bytes[8] = bytes[8] & 0x3F | 0x80
  let parts = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
  return parts.map { hexadecimal($0) }.joined(separator: "-")
}
