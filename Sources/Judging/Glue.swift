extension Excerpt {
  /// Why the candidate is a part of something longer, or nil when it stands alone.
  ///
  /// A key fills its literal, its field or its word. What is joined to a path, a file name or an identifier is a part
  /// of that: the hash in `main.0a1b….chunk.js`, the version at the end of a Key Vault URL.
  var glue: String? {
    if let before = byte(before: value.lowerBound) {
      switch before {
      case UInt8(ascii: "/") where isSlashed: return nil
      case UInt8(ascii: "~") where isVerbatim: return nil
      case UInt8(ascii: "/"): return "part of a path or URL"
      case UInt8(ascii: "-") where byte(before: value.lowerBound - 1) == UInt8(ascii: ":"):
        // `${KEY:-value}`: what the shell takes when there is none.
        break
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "#"),
        UInt8(ascii: "~"), UInt8(ascii: "$"):
        return "part of a longer word"
      case UInt8(ascii: ":"):
        if let digest = digestAlgorithm(before: value.lowerBound - 1) { return "\(digest) digest" }
      case UInt8(ascii: "="):
        if let digest = digestAlgorithm(before: value.lowerBound - 1) { return "\(digest) digest" }
      default: break
      }
    }
    guard let after = byte(at: value.upperBound) else { return nil }
    let next = byte(at: value.upperBound + 1) ?? 0x20
    switch after {
    case UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "~"):
      return "part of a path or URL"
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "+"):
      return next.isAlphanumeric ? "part of a longer word" : nil
    default: return nil
    }
  }

  /// `md5:` and `sha1=`, `--hash=md5:`, `name@sha256:` name a digest whatever else is near.
  func digestAlgorithm(before end: Int) -> String? {
    var start = end
    while let byte = byte(before: start), byte.isAlphanumeric, end - start < 12 { start -= 1 }
    let word = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    return ["md5", "sha1", "sha256", "sha512", "crc", "etag", "hash"].first { word.hasPrefix($0) }
  }
}
