import Foundation

// embed-rules OUTPUT FOLDER
//
// Writes a Swift file that holds the TOML files of a folder as raw string literals. One literal a
// file, because an array of bytes, which SwiftPM's `.embedInCode` makes, takes the compiler
// minutes.

struct EmbeddingFailed: Error, CustomStringConvertible {
  let description: String
}

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("embed-rules: error: \(message)\n".utf8))
  exit(1)
}

/// A file's text as a raw multi-line string literal.
func literal(of text: String) -> String {
  // A quote or a backslash ends or escapes only with as many number signs as the delimiter has.
  var longest = 0
  var run: Int?
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): run = 0
    case UInt8(ascii: "#"): run = run.map { $0 + 1 }
    default: run = nil
    }
    longest = max(longest, run ?? 0)
  }
  let signs = String(repeating: "#", count: longest + 1)
  // The line feed before the closing delimiter is not part of the literal.
  return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
}

/// The Swift file for the rule files of a folder, in the order of their names.
func source(embedding folder: String) throws -> String {
  var lines = [
    "// Written by embed-rules from the files of rules/.",
    "let embeddedRuleFiles: [(name: StaticString, text: StaticString)] = [",
  ]
  let names = try FileManager.default.contentsOfDirectory(atPath: folder)
  for name in names.filter({ $0.hasSuffix(".toml") }).sorted() {
    let path = folder + "/" + name
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    guard let text = String(validating: data, as: UTF8.self) else {
      throw EmbeddingFailed(description: "\(path): not UTF-8")
    }
    guard !data.contains(0) else {
      throw EmbeddingFailed(description: "\(path): holds a null byte")
    }
    lines.append("  (\(String(reflecting: "rules/" + name)), \(literal(of: text))),")
  }
  lines.append("]\n")
  return lines.joined(separator: "\n")
}

guard CommandLine.arguments.count == 3 else {
  fail("usage: embed-rules OUTPUT FOLDER")
}
do {
  let swift = try source(embedding: CommandLine.arguments[2])
  try Data(swift.utf8).write(to: URL(fileURLWithPath: CommandLine.arguments[1]))
} catch {
  fail("\(error)")
}
