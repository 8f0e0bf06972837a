/// Base64 (RFC 4648) of bytes, in the standard or the URL-safe alphabet.
///
/// - Parameters:
///   - bytes: what is encoded.
///   - urlSafe: whether `-` and `_` take the place of `+` and `/`; padded all the same.
/// - Returns: ASCII.
func base64(_ bytes: [UInt8], urlSafe: Bool = false) -> [UInt8] {
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0...group.count {
      text.append(base64Alphabet[number >> (18 - 6 * place) & 63])
    }
    text += repeatElement(UInt8(ascii: "="), count: 3 - group.count)
  }
  guard urlSafe else { return text }
  return text.map {
    switch $0 {
    case UInt8(ascii: "+"): UInt8(ascii: "-")
    case UInt8(ascii: "/"): UInt8(ascii: "_")
    default: $0
    }
  }
}

/// The bytes of base64 text in either alphabet, with or without padding; nil when it is none.
///
/// Bits left over behind the last byte are dropped, whatever they are.
func decodedBase64(_ text: some Collection<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 4 * 3 + 2)
  var (pending, bitCount, digits, padding) = (0, 0, 0, 0)
  for character in text {
    if character == UInt8(ascii: "=") {
      padding += 1
      continue
    }
    guard padding == 0, let digit = base64Value(character) else { return nil }
    digits += 1
    pending = pending << 6 | digit
    bitCount += 6
    if bitCount >= 8 {
      bitCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: pending >> bitCount))
      pending &= 1 << bitCount - 1
    }
  }
  let isPadded = padding == 0 || padding < 3 && (digits + padding).isMultiple(of: 4)
  return digits % 4 != 1 && isPadded ? bytes : nil
}

let base64Alphabet = Array(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// What a base64 character stands for, 0 to 63; nil when it is none.
func base64Value(_ character: UInt8) -> Int? {
  switch character {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character - UInt8(ascii: "A"))
  case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(character - UInt8(ascii: "a")) + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character - UInt8(ascii: "0")) + 52
  case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
  case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
  default: nil
  }
}
