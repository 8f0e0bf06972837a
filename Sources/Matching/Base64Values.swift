/// Short text in base64, such as a value in the `data` of a Kubernetes secret.
enum Base64Values {
  /// Decodes a run of base64 characters whose text is printable.
  ///
  /// Most runs of such characters are words, paths and identifiers, which the first bytes give away.
  ///
  /// - Parameters:
  ///   - run: the characters; `-` and `_` count as `+` and `/` (RFC 4648, section 5).
  ///   - output: emptied, then filled with the decoded bytes without trailing line ends; its memory is reused.
  /// - Returns: whether the run is base64 of printable ASCII.
  static func decodePrintable(_ run: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    output.removeAll(keepingCapacity: true)
    var bits: UInt32 = 0
    var bitCount = 0
    for index in run.indices {
      guard let value = value(of: run[index]) else { return false }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      guard bitCount >= 8 else { continue }
      bitCount -= 8
      let byte = UInt8(truncatingIfNeeded: bits >> UInt32(bitCount))
      guard byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D else { return false }
      output.append(byte)
    }
    while let last = output.last, last == 0x0A || last == 0x0D { output.removeLast() }
    return true
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
