extension MigratedRules {
  /// The file that they become, at the root of the repository.
  package static let fileName = ".keystrel-rules.toml"

  /// The rules as a rule file; equal rules make equal text.
  package func text(from tool: String) -> String {
    var text = "# Carried over from \(tool) by keystrel migrate; docs/rules.md explains the keys.\n"
    for rule in rules { text += rule.text }
    let allowlists: [(what: String, key: String, target: String?, patterns: [Pattern])] = [
      ("Paths that are not looked at", "paths", nil, paths),
      ("Lines that are not looked at", "regexes", "line", lines),
      ("Values that are no secrets", "regexes", "secret", values),
      ("Words that secrets do not contain", "stopwords", nil, words),
    ]
    for list in allowlists where !list.patterns.isEmpty {
      let sources = Set(list.patterns.map(\.origin.file)).sorted().joined(separator: ", ")
      text += "\n[[allowlists]]\n"
      text += "description = \(tomlString("\(list.what), as \(sources) has it."))\n"
      if let target = list.target { text += "regexTarget = \(tomlString(target))\n" }
      text += "\(list.key) = \(tomlArray(list.patterns.map(\.text)))\n"
    }
    return text
  }
}

extension MigratedRules.Rule {
  fileprivate var text: String {
    var text = "\n[[rules]]\nid = \(tomlString(id))\ndescription = \(tomlString(description))\n"
    text += "regex = \(tomlString(regex))\n"
    if !keywords.isEmpty { text += "keywords = \(tomlArray(keywords))\n" }
    if let entropy { text += "entropy = \(entropy)\n" }
    if !unless.isEmpty { text += "unless = \(tomlArray(unless))\n" }
    if !stopwords.isEmpty {
      text += "\n[[rules.allowlists]]\nstopwords = \(tomlArray(stopwords))\n"
    }
    return text
  }
}

/// A string of TOML: as it is where that can be, since patterns are full of backslashes.
func tomlString(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  if isPlain, !text.contains("\""), !text.contains("\\") { return "\"\(text)\"" }
  if isPlain, !text.contains("'''"), !text.hasSuffix("'") { return "'''\(text)'''" }
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": escaped += "\\\(scalar)"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return "\"\(escaped)\""
}

/// One string a line.
func tomlArray(_ texts: [String]) -> String {
  texts.count == 1
    ? "[\(tomlString(texts[0]))]"
    : "[\n" + texts.map { "  \(tomlString($0)),\n" }.joined() + "]"
}
