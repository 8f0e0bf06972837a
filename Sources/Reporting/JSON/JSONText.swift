import ScanModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value as JSON with sorted keys, safe to print: what could act on a terminal or hide, or would be the mark of a log
/// command, is written `\uXXXX`.
package func jsonText(_ value: some Encodable, pretty: Bool) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
  return String(decoding: escapingUnsafe([UInt8](try encoder.encode(value))), as: UTF8.self)
}

/// JSON text in which every scalar that is unsafe to print is escaped, and so is the bracket after `##` or `##vso`.
///
/// They can only stand in strings: JSON itself is ASCII without `#`, and the encoder escapes what lies under U+0020. No
/// line of it begins with a colon.
private func escapingUnsafe(_ json: [UInt8]) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(json.count)
  var copied = 0
  var index = 0
  var marks = LogCommandMarks(atStart: false)
  while index < json.count {
    var end = index + 1
    let isUnsafe: Bool
    if json[index] < 0x7F {
      let scalar = Unicode.Scalar(json[index])
      isUnsafe = marks.isCompleted(by: scalar) && scalar == "["
    } else {
      while end < json.count, json[end] & 0xC0 == 0x80 { end += 1 }
      isUnsafe = String(decoding: json[index..<end], as: UTF8.self).unicodeScalars
        .contains(where: isUnsafeToPrint)
    }
    if isUnsafe {
      output += json[copied..<index]
      for unit in String(decoding: json[index..<end], as: UTF8.self).utf16 {
        let digits = String(unit, radix: 16)
        output += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      }
      copied = end
    }
    index = end
  }
  return copied == 0 ? json : output + json[copied...]
}

extension BytePath {
  /// The bytes in base64 when `text` had to repair them.
  var base64IfRepaired: String? {
    text.utf8.elementsEqual(bytes) ? nil : Data(bytes).base64EncodedString()
  }
}
