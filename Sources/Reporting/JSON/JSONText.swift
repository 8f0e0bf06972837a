import ScanModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value as JSON with sorted keys, safe to print: what could act on a terminal or hide is written `\uXXXX`.
func jsonText(_ value: some Encodable, pretty: Bool) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
  return String(decoding: escapingUnsafe([UInt8](try encoder.encode(value))), as: UTF8.self)
}

/// JSON text in which every scalar that is unsafe to print is escaped, and the second number sign of `##`.
///
/// They can only stand in strings: JSON itself is ASCII without number signs, and the encoder escapes what lies under
/// U+0020. `##vso[` and `##[` anywhere in a log are commands to Azure Pipelines.
private func escapingUnsafe(_ json: [UInt8]) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(json.count)
  var copied = 0
  var index = 0
  while index < json.count {
    guard json[index] >= 0x7F else {
      if json[index] == numberSign, index > 0, json[index - 1] == numberSign {
        output += json[copied..<index] + Array("\\u0023".utf8)
        copied = index + 1
      }
      index += 1
      continue
    }
    var end = index + 1
    while end < json.count, json[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: json[index..<end], as: UTF8.self)
    if text.unicodeScalars.contains(where: isUnsafeToPrint) {
      output += json[copied..<index]
      for unit in text.utf16 {
        let digits = String(unit, radix: 16)
        output += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      }
      copied = end
    }
    index = end
  }
  return copied == 0 ? json : output + json[copied...]
}

private let numberSign = UInt8(ascii: "#")

private func isUnsafeToPrint(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
  default: false
  }
}

extension BytePath {
  /// The bytes in base64 when `text` had to repair them.
  var base64IfRepaired: String? {
    text.utf8.elementsEqual(bytes) ? nil : Data(bytes).base64EncodedString()
  }
}
