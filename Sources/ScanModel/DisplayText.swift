/// Text from a repository, safe to print: what could act on a terminal, command a CI system or hide is written as an
/// escape.
///
/// - Parameter bytes: any bytes; those that are no UTF-8 appear as U+FFFD.
/// - Returns: text without control, bidirectional or zero-width characters and without the mark of a log command; what
///   was escaped already stays as it is.
package func escapedForDisplay(_ bytes: some Sequence<UInt8>) -> String {
  var output = ""
  var decoder = Unicode.UTF8.ForwardParser()
  var iterator = Array(bytes).makeIterator()
  var marks = LogCommandMarks()
  while true {
    switch decoder.parseScalar(from: &iterator) {
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      let completesMark = marks.isCompleted(by: scalar)
      if completesMark || isUnsafeToPrint(scalar) {
        output += "\\u{" + String(scalar.value, radix: 16) + "}"
        marks = LogCommandMarks(atStart: false)
      } else {
        output.unicodeScalars.append(scalar)
      }
    case .error(let length):
      // The parser has moved past `length` bytes; it does not lend them, so name only that they were there.
      output += String(repeating: "\u{FFFD}", count: length)
    case .emptyInput:
      return output
    }
  }
}

/// Whether a character could act on a terminal, or cannot be seen.
package func isUnsafeToPrint(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
    .unassigned:
    true
  default:
    scalar.properties.isDefaultIgnorableCodePoint
  }
}

/// Finds what CI systems take for a command in the log of a job: `::` where a line begins, as GitHub Actions does, and
/// anywhere `##[`, `##vso[` or `##teamcity[`, as GitHub's older form, Azure Pipelines and TeamCity do.
///
/// A line may be broken at any blank. Both runners compare by the rules of a language, by which some characters count
/// for nothing; so all beyond ASCII are passed over.
package struct LogCommandMarks {
  private var isAtStart: Bool
  private var colons = 0
  private var hashes = 0

  /// - Parameter atStart: whether a line may begin here.
  package init(atStart: Bool = true) {
    isAtStart = atStart
  }

  /// Whether the next character would complete a mark.
  package mutating func isCompleted(by scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    defer {
      switch scalar {
      case "#": hashes = min(hashes + 1, 2)
      case "a"..."z", "A"..."Z": if hashes < 2 { hashes = 0 }
      default: hashes = 0
      }
      colons = isAtStart && scalar == ":" ? colons + 1 : 0
      isAtStart = scalar == " " || scalar == "\t" || (isAtStart && scalar == ":")
    }
    return (scalar == "[" && hashes == 2) || (scalar == ":" && isAtStart && colons == 1)
  }
}
