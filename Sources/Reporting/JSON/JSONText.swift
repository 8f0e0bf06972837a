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
  let encoded = try encoder.encode(value)
  let text = String(decoding: encoded, as: UTF8.self)
  // JSON itself is ASCII, and the encoder has escaped what lies under U+0020.
  guard encoded.contains(where: { $0 >= 0x7F }) else { return text }
  var output = ""
  output.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    if scalar.value < 0x7F || !isUnsafeToPrint(scalar) {
      output.unicodeScalars.append(scalar)
    } else {
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }
  return output
}

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
