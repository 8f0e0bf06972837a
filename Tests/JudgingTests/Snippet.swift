import ScanModel
import Testing

/// A piece of a file, and what should be said about the keys between `«` and `»` in it.
struct Snippet: CustomTestStringConvertible, Sendable {
  let name: String
  let path: String
  let text: String
  let confidence: Confidence
  let service: String?

  init(
    _ name: String, _ path: String, _ text: String, _ confidence: Confidence = .high,
    _ service: String? = nil
  ) {
    self.name = name
    self.path = path
    self.text = text
    self.confidence = confidence
    self.service = service
  }

  var testDescription: String { name }
}

/// A piece of a file in which nothing may be found, and the beginning of the reason.
struct Decoy: CustomTestStringConvertible, Sendable {
  let name: String
  let path: String
  let text: String
  /// Nil when no pattern should match at all.
  let reason: String?

  init(_ name: String, _ path: String, _ text: String, _ reason: String? = nil) {
    self.name = name
    self.path = path
    self.text = text
    self.reason = reason
  }

  var testDescription: String { name }
}
