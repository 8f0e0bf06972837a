/// ASCII characters that a format writes differently, each with what stands for it.
///
/// By bytes and not by characters: to Swift, CR and LF are one character, and a mark that combines makes another one of
/// the letter before it.
struct ByteEscapes: ExpressibleByDictionaryLiteral {
  private var replacements: [UInt8: [UInt8]] = [:]

  init(dictionaryLiteral elements: (Unicode.Scalar, String)...) {
    for (scalar, text) in elements where scalar.isASCII {
      replacements[UInt8(truncatingIfNeeded: scalar.value)] = Array(text.utf8)
    }
  }

  /// The same escapes with others.
  func adding(_ others: ByteEscapes) -> ByteEscapes {
    var all = self
    all.replacements.merge(others.replacements) { $1 }
    return all
  }

  func callAsFunction(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if let replacement = replacements[byte] {
        output += replacement
      } else {
        output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
