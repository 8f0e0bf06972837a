/// Scalars of YAML that stand on one line.
enum YAMLScalar {
  /// - Returns: nil when it does not end on this line.
  static func value(_ text: Substring, line: Int) -> DataNode.Value? {
    if let quote = text.first, quote == "\"" || quote == "'" {
      guard let (string, rest) = quoted(text), isEnd(rest) else { return nil }
      return .string(string)
    }
    if text.first == "[" { return list(text, line: line) }
    var plain = text
    if let comment = commentStart(text) { plain = text[..<comment] }
    while plain.last == " " || plain.last == "\t" { plain.removeLast() }
    switch plain {
    case "", "~", "null": return .null
    case "true", "True", "yes": return .bool(true)
    case "false", "False", "no": return .bool(false)
    case "{}": return .object([])
    default: return isNumber(plain) ? .number(String(plain)) : .string(String(plain))
    }
  }

  /// Where a comment begins: a number sign behind a blank.
  private static func commentStart(_ text: Substring) -> Substring.Index? {
    zip(text.indices, text.indices.dropFirst()).first { text[$0] == " " && text[$1] == "#" }?.0
  }

  private static func isNumber(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else {
      return false
    }
    return text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
      && Double(text) != nil
  }

  /// `[a, "b"]`, without lists in it.
  private static func list(_ text: Substring, line: Int) -> DataNode.Value? {
    var rest = text.dropFirst().drop { $0 == " " }
    var elements: [DataNode] = []
    while rest.first != "]" {
      let element: DataNode.Value
      if rest.first == "\"" || rest.first == "'" {
        guard let (string, after) = quoted(rest) else { return nil }
        element = .string(string)
        rest = after
      } else {
        let plain = rest.prefix { $0 != "," && $0 != "]" }
        guard !plain.contains("["), !plain.contains("{"), let scalar = value(plain, line: line)
        else { return nil }
        element = scalar
        rest = rest[plain.endIndex...]
      }
      elements.append(DataNode(line: line, value: element))
      rest = rest.drop { $0 == " " }
      if rest.first == "," {
        rest = rest.dropFirst().drop { $0 == " " }
      } else if rest.first != "]" {
        return nil
      }
    }
    return isEnd(rest.dropFirst()) ? .array(elements) : nil
  }

  private static func isEnd(_ rest: Substring) -> Bool {
    let rest = rest.drop { $0 == " " || $0 == "\t" }
    return rest.isEmpty || rest.first == "#"
  }

  /// A string in quotes at the beginning, and what follows it.
  static func quoted(_ text: Substring) -> (string: String, rest: Substring)? {
    guard let quote = text.first else { return nil }
    var string = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      if character == quote {
        // Doubled, a single quote is one.
        guard quote == "'", rest.first == "'" else { return (string, rest) }
        rest.removeFirst()
        string.append("'")
      } else if character == "\\", quote == "\"" {
        guard let escaped = rest.popFirst() else { return nil }
        guard let text = escape(escaped, &rest) else { return nil }
        string += text
      } else {
        string.append(character)
      }
    }
    return nil
  }

  private static func escape(_ character: Character, _ rest: inout Substring) -> String? {
    let widths: [Character: Int] = ["x": 2, "u": 4, "U": 8]
    if let width = widths[character] {
      let digits = rest.prefix(width)
      guard digits.count == width, let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      rest = rest.dropFirst(width)
      return String(scalar)
    }
    let known: [Character: String] = [
      "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\u{7}", "b": "\u{8}", "e": "\u{1B}",
      "f": "\u{C}", "v": "\u{B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\",
    ]
    return known[character]
  }
}
