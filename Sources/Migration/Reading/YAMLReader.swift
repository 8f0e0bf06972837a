internal import Rules

/// Reads the part of YAML in which configurations are written.
///
/// Block mappings and sequences, scalars of all five styles, and lists in brackets on one line. Anchors, tags and whatever
/// else runs over lines are named and not read.
///
/// A whole YAML library would bring Foundation in full into the binary, three times its size, for one foreign file.
struct YAMLReader {
  private struct Line {
    var indent: Int
    var text: Substring
    let number: Int
  }

  private let file: RuleFile
  private var lines: [Line] = []
  private var index = 0

  private static let deepest = 64

  /// Reads the first document of a file.
  ///
  /// - Throws: the first place that is not understood.
  static func read(_ file: RuleFile) throws(RuleFileError) -> DataNode {
    var reader = YAMLReader(file)
    guard let first = reader.current else { return DataNode(line: 1, value: .null) }
    let node = try reader.block(indent: first.indent, depth: 0)
    if let rest = reader.current { throw reader.mistake("expected less indentation", rest.number) }
    return node
  }

  private init(_ file: RuleFile) {
    self.file = file
    var hasBegun = false
    for (offset, text) in file.text.textLines.enumerated() {
      let content = text.drop { $0 == " " }
      if hasBegun, text.hasPrefix("---") || text.hasPrefix("...") { break }
      if text.hasPrefix("---") { continue }
      hasBegun = hasBegun || !content.isEmpty && content.first != "#"
      lines.append(
        Line(indent: text.count - content.count, text: content, number: offset + 1))
    }
    skipEmpty()
  }

  private var current: Line? { index < lines.count ? lines[index] : nil }

  private func mistake(_ message: String, _ line: Int) -> RuleFileError {
    RuleFileError(
      file: file.name, position: SourcePosition(file: file.name, line: line, column: 1),
      message: "YAML that is not read here: " + message)
  }

  private mutating func skipEmpty() {
    while let line = current, line.text.isEmpty || line.text.first == "#" { index += 1 }
  }

  private mutating func next() {
    index += 1
    skipEmpty()
  }

  private mutating func block(indent: Int, depth: Int) throws(RuleFileError) -> DataNode {
    guard let line = current else { return DataNode(line: lines.count, value: .null) }
    guard depth < Self.deepest else { throw mistake("nested too deeply", line.number) }
    if isItem(line.text) { return try sequence(indent: indent, depth: depth) }
    guard try splitKey(line) != nil else {
      index += 1
      defer { skipEmpty() }
      return try scalar(line.text, line: line.number, parent: indent)
    }
    return try mapping(indent: indent, depth: depth)
  }

  private func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

  private mutating func sequence(indent: Int, depth: Int) throws(RuleFileError) -> DataNode {
    var elements: [DataNode] = []
    let start = current?.number ?? 1
    while let line = current, line.indent == indent, isItem(line.text) {
      let rest = line.text.dropFirst().drop { $0 == " " }
      if rest.isEmpty || rest.first == "#" {
        next()
        if let inner = current, inner.indent > indent {
          elements.append(try block(indent: inner.indent, depth: depth + 1))
        } else {
          elements.append(DataNode(line: line.number, value: .null))
        }
      } else {
        // What follows the dash is a block that begins at its own column.
        lines[index].indent += line.text.count - rest.count
        lines[index].text = rest
        elements.append(try block(indent: lines[index].indent, depth: depth + 1))
      }
    }
    try expectEnd(of: indent)
    return DataNode(line: start, value: .array(elements))
  }

  private mutating func mapping(indent: Int, depth: Int) throws(RuleFileError) -> DataNode {
    var members: [DataNode.Member] = []
    let start = current?.number ?? 1
    while let line = current, line.indent == indent, !isItem(line.text) {
      guard let (key, rest) = try splitKey(line) else {
        throw mistake("expected 'key: value'", line.number)
      }
      index += 1
      let value: DataNode
      if rest.isEmpty || rest.first == "#" {
        skipEmpty()
        // A sequence may stand in the column of its key.
        if let inner = current,
          inner.indent > indent || inner.indent == indent && isItem(inner.text)
        {
          value = try block(indent: inner.indent, depth: depth + 1)
        } else {
          value = DataNode(line: line.number, value: .null)
        }
      } else {
        value = try scalar(rest, line: line.number, parent: indent)
        skipEmpty()
      }
      members.append(.init(key: key, line: line.number, value: value))
    }
    try expectEnd(of: indent)
    return DataNode(line: start, value: .object(members))
  }

  private func expectEnd(of indent: Int) throws(RuleFileError) {
    if let line = current, line.indent > indent {
      throw mistake("unexpected indentation", line.number)
    }
  }

  /// Splits `key: value`; nil when the line is a scalar.
  private func splitKey(_ line: Line) throws(RuleFileError) -> (key: String, rest: Substring)? {
    let text = line.text
    if let quote = text.first, quote == "\"" || quote == "'" {
      guard let (key, rest) = YAMLScalar.quoted(text), rest.first == ":" else { return nil }
      return (key, rest.dropFirst().drop { $0 == " " })
    }
    if text.hasPrefix("?") || text.hasPrefix("<<:") {
      throw mistake("complex and merged keys", line.number)
    }
    guard text.first != "[", text.first != "{" else { return nil }
    for colon in text.indices where text[colon] == ":" {
      let rest = text[text.index(after: colon)...]
      guard rest.isEmpty || rest.first == " " else { continue }
      let key = text[..<colon]
      guard !key.contains(" #") else { return nil }
      return (String(key), rest.drop { $0 == " " })
    }
    return nil
  }

  private mutating func scalar(
    _ text: Substring, line: Int, parent: Int
  ) throws(RuleFileError) -> DataNode {
    switch text.first {
    case "|", ">": return DataNode(line: line, value: .string(blockText(text, parent: parent)))
    case "&", "*", "!": throw mistake("anchors, aliases and tags", line)
    case "{" where text != "{}": throw mistake("a mapping in braces", line)
    default:
      guard let value = YAMLScalar.value(text, line: line) else {
        throw mistake("a value that runs over lines", line)
      }
      return DataNode(line: line, value: value)
    }
  }

  /// The lines of a `|` or `>` that are indented further than their key.
  private mutating func blockText(_ header: Substring, parent: Int) -> String {
    var texts: [String] = []
    var indent: Int?
    while let line = current, line.text.isEmpty || line.indent > parent {
      if !line.text.isEmpty, indent == nil { indent = line.indent }
      texts.append(String(repeating: " ", count: max(0, line.indent - (indent ?? 0))) + line.text)
      index += 1
    }
    while texts.last?.allSatisfy({ $0 == " " }) == true { texts.removeLast() }
    let joined = texts.joined(separator: header.first == ">" ? " " : "\n")
    return header.contains("-") ? joined : joined + "\n"
  }
}
