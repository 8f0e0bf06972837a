internal import ScanModel

/// A generator call that cannot be expanded.
package struct GeneratorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands between the braces.
  package let call: String
  package let message: String

  package var description: String {
    escapedForDisplay("{{\(call)}}: \(message)".utf8)
  }
}

/// Replaces generator calls such as `{{hex32 #1}}` by text of the shape of a key.
///
/// No file of the repository holds a whole valid key: examples and fixtures name a generator. A
/// call is a name and words with one space between them, one of them a number like `#1`; anything
/// else in braces, as `{{ apiKey }}` of a `.http` file, stays as it is. The same call gives the
/// same text everywhere, and another number another text.
///
/// - Parameter text: any text.
/// - Returns: the text with every call expanded.
/// - Throws: when a call names no generator or has wrong arguments.
package func expandGenerators(_ text: String) throws(GeneratorError) -> String {
  let bytes = Array(text.utf8)
  var output: [UInt8] = []
  var copied = 0
  var index = 0
  while index + 1 < bytes.count {
    guard bytes[index] == openBrace, bytes[index + 1] == openBrace,
      let end = endOfCall(in: bytes, from: index + 2)
    else {
      index += 1
      continue
    }
    let words = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.dropFirst().contains(where: { callNumber($0) != nil }) else {
      index += 1
      continue
    }
    output += bytes[copied..<index]
    output += try GeneratorCall(words).generate()
    index = end + 2
    copied = index
  }
  return String(decoding: output + bytes[copied...], as: UTF8.self)
}

private let openBrace = UInt8(ascii: "{")
private let closeBrace = UInt8(ascii: "}")

/// Where the closing braces stand, if nothing before them rules out a call.
private func endOfCall(in bytes: [UInt8], from start: Int) -> Int? {
  let longest = 120
  for index in start..<min(start + longest, bytes.count) {
    switch bytes[index] {
    case closeBrace: return index + 1 < bytes.count && bytes[index + 1] == closeBrace ? index : nil
    case openBrace, UInt8(ascii: "\n"): return nil
    default: continue
    }
  }
  return nil
}

extension Rule.Example {
  /// The example with the generator calls of its text expanded.
  ///
  /// - Returns: what a scan would read.
  /// - Throws: when a call names no generator or has wrong arguments.
  package func expanded() throws(GeneratorError) -> Rule.Example {
    Rule.Example(path: path, text: try expandGenerators(text))
  }
}
