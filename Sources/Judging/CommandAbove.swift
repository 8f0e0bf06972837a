/// The command whose output a value stands in: `az search admin-key show` in a log or a README.
struct CommandAbove {
  private let excerpt: Excerpt

  private static let mostLines = 12
  private static let longestLine = 400
  private static let nameOptions = ["--name", "-n", "--service-name", "--account-name"].map {
    Array($0.utf8)
  }
  private static let tools = ["az", "azd", "spx"].map { Array($0.utf8) }

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  private var bytes: [UInt8] { excerpt.bytes }
  private var value: Range<Int> { excerpt.value }

  /// Whether a text is what `name` tells.
  static func isCommand(_ text: [UInt8]) -> Bool {
    tools.contains { text.starts(with: $0 + [0x20]) }
  }

  /// The command without its options but that for the account's name: "az cognitiveservices account keys list contoso".
  func name() -> [UInt8]? {
    guard !isInCommand else { return nil }
    var end = excerpt.startOfLine(before: value.lowerBound)
    for _ in 0..<Self.mostLines where end > 0 {
      let start = excerpt.startOfLine(before: end - 1)
      let line = bytes[start..<(end - 1)]
      if line.count < Self.longestLine, let command = command(in: line) { return command }
      end = start
    }
    return nil
  }

  /// Whether the value is all of its line, as `-o tsv` prints it, or stands there with its like.
  var isWholeLine: Bool {
    let line = bytes[excerpt.startOfLine(before: value.lowerBound)...].prefix { !$0.isLineEnd }
    let words = line.split { $0.isBlank || $0.isQuote }
    return words.allSatisfy { $0.count == value.count && $0.allSatisfy(\.isAlphanumeric) }
  }

  private func command(in line: ArraySlice<UInt8>) -> [UInt8]? {
    // A prompt, a comment's mark, a Markdown quote, or the variable that takes the output.
    let words = line.split { $0.isBlank || $0 == 0x0D }
    guard
      let first = words.indices.prefix(4).first(where: { index in
        Self.tools.contains { words[index].drop { !$0.isAlphanumeric }.elementsEqual($0) }
      })
    else { return nil }
    let command = words[first...].prefix { $0.first != UInt8(ascii: "-") }
    guard command.count >= 3 else { return nil }
    let name = words.indices.dropLast().first { index in
      Self.nameOptions.contains { words[index].elementsEqual($0) }
    }.map { words[$0 + 1] }
    let all = command + [name].compactMap(\.self)
    return Array(all.joined(separator: [0x20]).drop { !$0.isAlphanumeric })
  }

  /// Whether the value stands in a line that is a command itself, and so no output: `wget --header="api-key: …"`.
  private var isInCommand: Bool {
    let start = excerpt.startOfLine(before: value.lowerBound)
    let line = bytes[start..<value.lowerBound].drop(while: \.isBlank)
    let word = line.prefix { $0.isAlphanumeric && !$0.isDigit }
    return word.count > 1 && line.dropFirst(word.count).first?.isBlank == true
      && !Self.tools.contains { word.elementsEqual($0) }
  }
}
