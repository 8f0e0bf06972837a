import Foundation
import ScanModel
import Testing

/// A form of `fixtures/forms`: a piece of a file, and what is to be said about the keys in it.
struct WrittenForm: CustomTestStringConvertible, Sendable {
  let name: String
  let path: String
  /// With `«` and `»` around each key.
  let text: String
  let expected: Expected

  enum Expected: Sendable {
    case keys(service: String?, confidence: String, facts: [String: String])
    /// No key; the beginning of the reason, empty when no pattern matches at all.
    case none(reason: String)
  }

  var testDescription: String { name }

  /// The forms of a file; a mistake in it is a form that no test passes.
  static func all(in file: String) -> [WrittenForm] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let url = root.appending(path: "fixtures/forms/" + file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      return [
        WrittenForm(name: "\(file) is missing", path: "", text: "", expected: .none(reason: "?"))
      ]
    }
    return ("\n" + text).components(separatedBy: "\n@@ ").dropFirst().map { block in
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let head = lines[0].components(separatedBy: " @@ ")
      guard head.count == 3 else {
        return WrittenForm(name: block, path: "", text: "", expected: .none(reason: "?"))
      }
      return WrittenForm(
        name: head[0], path: head[1], text: lines.count > 1 ? String(lines[1]) : "",
        expected: Expected(head[2]))
    }
  }

  /// The text as it is stored.
  func bytes(of text: [UInt8]) -> [UInt8] {
    guard case .keys(_, _, let facts) = expected, facts["encoding"] == "utf-16le" else {
      return text
    }
    return [0xFF, 0xFE]
      + String(decoding: text, as: UTF8.self).utf16.flatMap {
        [UInt8($0 & 0xFF), UInt8($0 >> 8)]
      }
  }
}

extension WrittenForm.Expected {
  fileprivate init(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    if words.first == "none" {
      self = .none(reason: words.dropFirst().joined(separator: " "))
    } else {
      let facts = words.dropFirst(2).map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      self = .keys(
        service: words.first == "-" ? nil : words.first,
        confidence: words.count > 1 ? words[1] : "?",
        facts: Dictionary(facts.map { ($0[0], $0.last ?? "") }, uniquingKeysWith: { $1 }))
    }
  }
}
