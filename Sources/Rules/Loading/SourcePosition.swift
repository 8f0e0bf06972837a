internal import ScanModel

/// A place in a file, as compilers name it.
package struct SourcePosition: Hashable, Sendable {
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place of a byte; past the end, the end.
  init(byteOffset: Int, in file: RuleFile) {
    var (line, column) = (1, 1)
    for byte in file.text.utf8.prefix(byteOffset) {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        // Not a continuation of the scalar before it.
        column += 1
      }
    }
    self.init(file: file.name, line: line, column: column)
  }
}

extension SourcePosition: CustomStringConvertible {
  /// `file:line:column`, safe to print.
  package var description: String {
    escapedForDisplay("\(file):\(line):\(column)".utf8)
  }
}

/// What is wrong with a rule file, or with the settings, which are written in the same way.
package struct RuleFileError: Error, Hashable, Sendable {
  package let file: String
  /// Nil when it concerns the file as a whole, or when the place could not be told.
  package let position: SourcePosition?
  /// With the rule and the key that it is about.
  package let message: String

  package init(file: String, position: SourcePosition? = nil, message: String) {
    self.file = file
    self.position = position
    self.message = message
  }
}

extension RuleFileError: CustomStringConvertible {
  /// `file:line:column: message`, safe to print.
  package var description: String {
    "\(position?.description ?? escapedForDisplay(file.utf8)): \(escapedForDisplay(message.utf8))"
  }
}
