import Testing

/// A text with keys, and what is expected of each.
struct KeysCase: CustomTestStringConvertible, Sendable {
  let name: String
  var path = "a.txt"
  let text: String
  /// For each key, in the order of the text.
  let expected: [String]

  var testDescription: String { name }
}
