internal import ScanModel

/// What stands around a literal of code, and whether an expression may stand there instead.
struct CodeContext {
  let text: [UInt8]
  let language: SourceLanguage

  /// Whether a call may stand where this string does.
  func admits(_ literal: Range<Int>) -> Bool {
    guard let before = sign(before: literal.lowerBound), endsCleanly(after: literal.upperBound),
      Self.signs[language, default: Self.usual].contains(before)
    else { return false }
    let words = wordsOfLine(before: literal.lowerBound)
    guard words.allSatisfy({ !Self.constants[language, default: []].contains($0) }) else {
      return false
    }
    switch language {
    case .csharp, .php:
      // A default of a parameter, or an argument of an attribute, has to be a constant.
      let isDefault = before == "=" && isFollowed(by: ",)]", after: literal.upperBound)
      return !isDefault && first(ofLineAt: literal.lowerBound) != UInt8(ascii: "[")
        && !(language == .php && before == "=>" && hasWord("class", before: literal.lowerBound))
    case .java, .kotlin, .swift:
      return first(ofLineAt: literal.lowerBound) != UInt8(ascii: "@")
    case .javascript, .typescript:
      return !isAttribute(literal)
    case .go:
      // A name alone may stand in a block of constants, and a type of its own takes literals only.
      guard before == "=" else { return true }
      guard let start = words.firstIndex(of: "var") else {
        return words.first?.contains(".") == true
      }
      return words.dropFirst(start + 2).allSatisfy { $0 == "string" }
    case .rust:
      // The string that is made there lives as long as the variable; as an argument it would be gone too early.
      return words.first == "let"
    case .terraform:
      return words.last != "default" && !hasWord("backend", before: literal.lowerBound)
    case .python, .ruby, .powershell, .bicep, .bash, .appSettings: return true
    default: return false
    }
  }

  /// Whether nothing of a word stands beside the value.
  func isWord(_ value: Range<Int>) -> Bool {
    let isEscaped = value.lowerBound > 0 && "\\`".utf8.contains(text[value.lowerBound - 1])
    let before = value.lowerBound > 0 ? text[value.lowerBound - 1] : 0x20
    let after = value.upperBound < text.count ? text[value.upperBound] : 0x20
    return !isEscaped && !before.isAlphanumeric && !after.isAlphanumeric
      && !"$_{:[".utf8.contains(after) && before != UInt8(ascii: "$")
  }

  /// `NAME=value` and nothing behind it.
  func isShellAssignment(_ value: Range<Int>) -> Bool {
    guard value.lowerBound > 1, text[value.lowerBound - 1] == UInt8(ascii: "=") else {
      return false
    }
    var start = value.lowerBound - 1
    while start > 0, text[start - 1].isAlphanumeric || text[start - 1] == UInt8(ascii: "_") {
      start -= 1
    }
    let isName = start < value.lowerBound - 1 && !text[start].isDigit
    let isApart = start == 0 || text[start - 1] <= 0x20
    let end = value.upperBound
    return isName && isApart && (end == text.count || text[end] <= 0x20 || text[end] == 0x3B)
  }

  /// What may stand before an expression, in most languages.
  private static let usual = ["=", "(", ",", ":", "return", "["]
  private static let signs: [SourceLanguage: [String]] = [
    .javascript: usual + ["=>", "||", "??"], .typescript: usual + ["=>", "||", "??"],
    .csharp: ["=", "(", ",", ":", "return", "=>", "??"], .java: ["=", "(", ",", "return"],
    .kotlin: ["=", "(", ",", "return", "?:"], .go: ["=", ":=", "(", ",", ":", "return"],
    .rust: ["="], .swift: ["=", "(", ",", ":", "return", "??"],
    .ruby: ["=", "(", ",", "=>", ":", "return", "||"],
    .php: ["=", "(", ",", "=>", "return", "??", "?:"],
    .powershell: ["=", "(", ",", "return", " "], .bash: ["=", " "],
    .terraform: ["="], .bicep: ["=", ":"], .appSettings: [":"],
  ]

  /// Words of a line in which a literal has to be one.
  private static let constants: [SourceLanguage: Set<String>] = [
    .python: ["case"], .javascript: ["case", "import", "export"],
    .typescript: ["case", "import", "type", "interface", "enum"],
    .csharp: ["const", "case"], .java: ["case"], .kotlin: ["const"], .go: ["const", "case"],
    .rust: ["const", "static", "concat", "env", "match"], .swift: ["case"], .ruby: ["when"],
    .php: [
      "const", "public", "private", "protected", "static", "var", "readonly", "function", "fn",
      "case",
    ],
    .powershell: ["param"], .bicep: ["param", "@description", "targetScope"],
    .bash: ["case"],
  ]

  /// The operator, bracket or word before a place, on its line or the one above.
  private func sign(before index: Int) -> String? {
    var end = index
    while end > 0, text[end - 1].isBlank { end -= 1 }
    guard language != .bash else {
      // In a shell a word ends what stands before it, and `=` has no blanks around it.
      if end == index { return end > 0 && isShellName(endingAt: end - 1) ? "=" : nil }
      return end > 0 && !text[end - 1].isLineEnd ? " " : nil
    }
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    guard end > 0 else { return nil }
    var start = end
    if text[end - 1].isAlphanumeric {
      while start > 0, text[start - 1].isAlphanumeric { start -= 1 }
      let word = string(start..<end)
      if language == .powershell, word != "return" { return end < index ? " " : nil }
      return word
    }
    let operators = "=!<>~+-*/%|&^?:.".utf8
    guard operators.contains(text[end - 1]) else { return string((end - 1)..<end) }
    while start > 0, operators.contains(text[start - 1]) { start -= 1 }
    return string(start..<end)
  }

  private func isShellName(endingAt end: Int) -> Bool {
    guard text[end] == UInt8(ascii: "=") else { return false }
    var start = end
    while start > 0, text[start - 1].isAlphanumeric || text[start - 1] == UInt8(ascii: "_") {
      start -= 1
    }
    return start < end && !text[start].isDigit && (start == 0 || text[start - 1] <= 0x20)
  }

  /// Whether the expression ends with the literal.
  private func endsCleanly(after index: Int) -> Bool {
    var end = index
    while end < text.count, text[end].isBlank { end += 1 }
    guard end < text.count else { return true }
    if language == .bash { return end > index || text[end] <= 0x20 || text[end] == 0x3B }
    if ";,)]}#".utf8.contains(text[end]) { return true }
    if text[end] == UInt8(ascii: "/") {
      return end + 1 < text.count && "/*".utf8.contains(text[end + 1])
    }
    // The next parameter of a command.
    guard text[end].isLineEnd else { return language == .powershell && end > index }
    // The next line may go on with it.
    while end < text.count, text[end] <= 0x20 { end += 1 }
    return end == text.count || !"\"'`+.%?&|*\\".utf8.contains(text[end])
  }

  private func isFollowed(by characters: String, after index: Int) -> Bool {
    var end = index
    while end < text.count, text[end] <= 0x20 { end += 1 }
    return end < text.count && characters.utf8.contains(text[end])
  }

  private func startOfLine(_ index: Int) -> Int {
    var start = index
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  private func first(ofLineAt index: Int) -> UInt8? {
    var start = startOfLine(index)
    while start < index, text[start].isBlank { start += 1 }
    return start < index ? text[start] : nil
  }

  private func wordsOfLine(before index: Int) -> [String] {
    let line = string(startOfLine(index)..<index)
    return line.split { !($0.isLetter || $0.isNumber || "_.@$".contains($0)) }.map(String.init)
  }

  /// Whether a line above says so: a class, a block.
  private func hasWord(_ word: String, before index: Int) -> Bool {
    string(0..<index).split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains(Substring(word))
  }

  /// `<Tag name="value">`: an expression would need braces.
  private func isAttribute(_ literal: Range<Int>) -> Bool {
    guard literal.lowerBound > 1, text[literal.lowerBound - 1] == UInt8(ascii: "="),
      text[literal.lowerBound - 2].isNameCharacter
    else { return false }
    return !isFollowed(by: ";,)", after: literal.upperBound)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }
}
