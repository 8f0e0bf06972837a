/// A path as git and the file system hold it: bytes with `/` between the parts, not text.
package struct BytePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path of what is matched before it is known where it lives; nothing real has it.
  package static let unknown = BytePath([])

  /// The last component; the whole path when it has no `/`.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The text of the path, invalid UTF-8 repaired; never for a terminal, see `display`.
  package var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The path as it may be printed: control, bidirectional and zero-width characters and bytes that are no
  /// UTF-8 are escaped or replaced, so that a file name can neither move the cursor nor hide what it is.
  package var display: String {
    escapedForDisplay(bytes)
  }
}

extension BytePath: Comparable {
  package static func < (left: BytePath, right: BytePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// Text from a repository, safe to print: what could act on a terminal or on the log of a pipeline, or hide, is written
/// as an escape.
///
/// - Parameter bytes: any bytes; those that are no UTF-8 appear as U+FFFD.
/// - Returns: text without control, bidirectional or zero-width characters.
package func escapedForDisplay(_ bytes: some Sequence<UInt8>) -> String {
  var output = ""
  var decoder = Unicode.UTF8.ForwardParser()
  var iterator = Array(bytes).makeIterator()
  while true {
    switch decoder.parseScalar(from: &iterator) {
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      if isUnsafeToPrint(scalar) {
        output += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        output.unicodeScalars.append(scalar)
      }
    case .error(let length):
      // The parser has moved past `length` bytes; it does not lend them, so name only that they were there.
      output += String(repeating: "\u{FFFD}", count: length)
    case .emptyInput:
      return withoutLogCommands(output)
    }
  }
}

/// Breaks what runners obey in a log: `::error::` where a line or a word begins (GitHub Actions), `##vso[` and `##[`
/// anywhere (Azure Pipelines, and GitHub Actions too).
private func withoutLogCommands(_ text: String) -> String {
  let scalars = Array(text.unicodeScalars)
  var output = ""
  for (index, scalar) in scalars.enumerated() {
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    let isCommand =
      switch scalar {
      // Text is wrapped at blanks, and what follows one may begin a line.
      case ":": next == ":" && (index == 0 || scalars[index - 1].properties.isWhitespace)
      case "#": index > 0 && scalars[index - 1] == "#" && "[vV".unicodeScalars.contains(next)
      default: false
      }
    if isCommand {
      output += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      output.unicodeScalars.append(scalar)
    }
  }
  return output
}

private func isUnsafeToPrint(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
    .unassigned:
    true
  default:
    false
  }
}
