internal import ScanModel

/// Configuration whose values stand on one line behind their name.
enum ValueForm {
  /// `NAME=value`
  case dotenv
  /// `name=value` or `name: value`
  case properties
  /// `name: value`, in quotes or without
  case yaml
  /// YAML with lists of `- NAME=value`
  case compose

  init?(_ language: SourceLanguage, name: String, ending: String) {
    // Only Spring reads variables in its files, and these are called so.
    let isSpring = name.hasPrefix("application") || name.hasPrefix("bootstrap")
    switch language {
    case .dotenv where !name.hasSuffix(".sh"): self = .dotenv
    case .properties where isSpring: self = .properties
    case .yaml where isSpring: self = .yaml
    case .githubWorkflow, .azurePipeline: self = .yaml
    case .compose where ["yml", "yaml"].contains(ending): self = .compose
    default: return nil
    }
  }

  func literal(around value: Range<Int>, in text: [UInt8]) -> LiteralReader.Found? {
    let start = (text[..<value.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
    let end = text[value.upperBound...].firstIndex(of: 0x0A) ?? text.endIndex
    guard text[value].allSatisfy({ $0 > 0x20 }) else { return nil }
    var range = value
    if value.lowerBound > start, value.upperBound < end,
      "\"'".utf8.contains(text[value.lowerBound - 1]),
      text[value.upperBound] == text[value.lowerBound - 1]
    {
      range = (value.lowerBound - 1)..<(value.upperBound + 1)
    }
    let before = String(decoding: text[start..<range.lowerBound], as: UTF8.self)
    let after = String(decoding: text[range.upperBound..<end], as: UTF8.self)
    let isOwnLine = start == 0 || !isContinued(text, endOfLine: start - 1)
    guard isOwnLine, isEnd(after), isName(before),
      self == .dotenv || self == .properties || !isInBlock(start, of: text)
    else { return nil }
    return LiteralReader.Found(range: range, form: .bare, preamble: nil)
  }

  private func isEnd(_ after: String) -> Bool {
    switch self {
    case .dotenv, .yaml, .compose: after.wholeMatch(of: /[ \t]*(?:[ \t]#.*)?\r?/) != nil
    case .properties: after.wholeMatch(of: /[ \t]*\r?/) != nil
    }
  }

  private func isName(_ before: String) -> Bool {
    switch self {
    case .dotenv:
      before.wholeMatch(of: /[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_.]*[ \t]*=[ \t]*/) != nil
    case .properties:
      before.wholeMatch(of: /[ \t]*[A-Za-z][A-Za-z0-9_.\-\[\]]*[ \t]*[=:][ \t]*/) != nil
    case .yaml: isKey(before)
    case .compose: isKey(before) || before.wholeMatch(of: /[ ]*-[ ]+[A-Za-z_][A-Za-z0-9_]*=/) != nil
    }
  }

  private func isKey(_ before: String) -> Bool {
    guard
      let match = before.wholeMatch(of: /[ ]*(?:-[ ]+)?["']?([A-Za-z_][A-Za-z0-9_.\-]*)["']?:[ ]+/)
    else { return false }
    // A default of an input is read where no variables are.
    return match.1 != "default"
  }

  private func isContinued(_ text: [UInt8], endOfLine: Int) -> Bool {
    guard self == .properties else { return false }
    var end = endOfLine
    while end > 0, text[end - 1].isLineEnd { end -= 1 }
    return end > 0 && text[end - 1] == UInt8(ascii: "\\")
  }

  /// Whether a line is a part of a text of several: `|` or `>` at the end of a line with less indentation.
  private func isInBlock(_ start: Int, of text: [UInt8]) -> Bool {
    func indentation(_ start: Int) -> Int {
      var index = start
      while index < text.count, text[index] == 0x20 { index += 1 }
      return index - start
    }
    var depth = indentation(start)
    var next = start
    while depth > 0, next > 0 {
      let end = next - 1
      let first = (text[..<end].lastIndex(of: 0x0A) ?? -1) + 1
      next = first
      let line = String(decoding: text[first..<end], as: UTF8.self)
      let own = indentation(first)
      guard own < depth, !line.allSatisfy(\.isWhitespace) else { continue }
      depth = own
      if line.contains(/[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/) { return true }
    }
    return false
  }
}
