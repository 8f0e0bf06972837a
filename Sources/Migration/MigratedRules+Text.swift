extension MigratedRules {
  /// The file that they become, at the root of the repository.
  package static let fileName = ".keystrel-rules.toml"

  /// The rules as a rule file; equal rules make equal text.
  package func text(from tool: String) -> String {
    Self.remark(tool) + rules.map(\.text).joined() + allowlists.joined()
  }

  /// A rule file that is there, with what it lacks at its end; rules whose id it has are left as they are there.
  package func text(from tool: String, addedTo existing: String) -> String {
    let new =
      rules.filter { !existing.contains("\nid = \(tomlString($0.id))\n") }.map(\.text)
      + allowlists.filter { !existing.contains($0) }
    guard !new.isEmpty else { return existing }
    let end = existing.isEmpty || existing.last?.isNewline == true ? "" : "\n"
    return existing + end + "\n" + Self.remark(tool) + new.joined()
  }

  private static func remark(_ tool: String) -> String {
    "# Carried over from \(tool) by keystrel migrate; docs/rules.md explains the keys.\n"
  }

  private var allowlists: [String] {
    let lists: [(what: String, key: String, target: String?, patterns: [Pattern])] = [
      ("Paths that are not looked at", "paths", nil, paths),
      ("Lines that are not looked at", "regexes", "line", lines),
      ("Values that are no secrets", "regexes", "secret", values),
      ("Words that secrets do not contain", "stopwords", nil, words),
    ]
    return lists.filter { !$0.patterns.isEmpty }.map { list in
      let sources = Set(list.patterns.map(\.origin.file)).sorted().joined(separator: ", ")
      return "\n[[allowlists]]\n"
        + "description = \(tomlString("\(list.what), as \(sources) has it."))\n"
        + (list.target.map { "regexTarget = \(tomlString($0))\n" } ?? "")
        + "\(list.key) = \(tomlArray(list.patterns.map(\.text)))\n"
    }
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
