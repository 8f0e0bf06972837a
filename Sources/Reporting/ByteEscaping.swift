/// Text in which some bytes, all of them ASCII, are written differently.
///
/// Bytes and not characters: to Swift, CR and LF are one character, and a mark that combines makes another one of the
/// letter before it.
func escaped(_ text: String, _ replacement: (UInt8) -> String?) -> String {
  var output: [UInt8] = []
  output.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    if byte < 0x80, let replacement = replacement(byte) {
      output += replacement.utf8
    } else {
      output.append(byte)
    }
  }
  return String(decoding: output, as: UTF8.self)
}
