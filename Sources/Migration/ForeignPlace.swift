internal import ScanModel

/// A line of another tool's file.
package struct ForeignPlace: Hashable, Sendable {
  package let file: String
  /// From 1; nil when the file as a whole is meant.
  package let line: Int?

  package init(file: String, line: Int? = nil) {
    self.file = file
    self.line = line
  }
}

extension ForeignPlace: CustomStringConvertible {
  /// `file:line`, safe to print.
  package var description: String {
    escapedForDisplay((line.map { "\(file):\($0)" } ?? file).utf8)
  }
}

/// What of another tool's files is not carried over.
package struct MigrationException: Hashable, Sendable {
  package let place: ForeignPlace
  /// What it is and why it cannot be: "a detector of your own in Python".
  package let reason: String
  /// What to do; nil when nothing needs to be done.
  package let advice: String?

  package init(_ place: ForeignPlace, _ reason: String, advice: String? = nil) {
    self.place = place
    self.reason = reason
    self.advice = advice
  }

  /// `file:line: reason; advice`, safe to print.
  package var line: String {
    "\(place): " + escapedForDisplay((reason + (advice.map { "; " + $0 } ?? "")).utf8)
  }
}
