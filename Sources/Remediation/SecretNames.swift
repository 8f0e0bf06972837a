import ScanModel

/// What a secret is called outside of its file.
struct SecretName: Hashable {
  /// In lower case.
  let words: [String]

  /// As a parameter of a module, which may have something of the plain name in this file or in another.
  var parameter: SecretName { SecretName(words: ["secret"] + words) }

  /// As in `AZURE_OPENAI_KEY`.
  var variable: String { words.joined(separator: "_").uppercased() }
  /// As in `azure_openai_key`.
  var snake: String { words.joined(separator: "_") }
  /// As in `azure-openai-key`.
  var kebab: String { words.joined(separator: "-") }
  /// As in `azureOpenaiKey`.
  var camel: String {
    words[0..<min(1, words.count)].joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

/// Names for the secrets of a report: one for each, and each its own.
struct SecretNames {
  private var owners: [SecretName: Fingerprint] = [:]

  /// The name that the text gives it, where that says what it is a key of; else that of its service.
  mutating func name(for finding: Finding) -> SecretName {
    let given = finding.occurrences.lazy.compactMap { $0.literal?.name }
      .compactMap(Self.words).first
    let words = given ?? Self.words(ofServiceOf: finding)
    var name = SecretName(words: words)
    var number = 1
    while let owner = owners[name], owner != finding.secret.fingerprint {
      number += 1
      name = SecretName(words: words + [String(number)])
    }
    owners[name] = finding.secret.fingerprint
    return name
  }

  private static func words(ofServiceOf finding: Finding) -> [String] {
    let id = finding.service?.id ?? finding.rule
    let words = plainWords(id)
    let isName = words.first?.first?.isLetter == true && words.joined().count <= 40
    return (isName ? words : ["azure", "ai"]) + (words.last == "key" ? [] : ["key"])
  }

  /// - Returns: nil for a name that says only that it is a key, or that would be no name of a variable.
  private static func words(_ name: String) -> [String]? {
    var words = plainWords(name)
    if let access = environments.first(where: { words.starts(with: $0) }) {
      words.removeFirst(access.count)
    }
    guard words.contains(where: { secretWords.contains($0) }),
      words.contains(where: { !secretWords.contains($0) && !emptyWords.contains($0) }),
      words.first?.first?.isLetter == true, words.joined().count <= 60
    else { return nil }
    return words
  }

  /// What stands before the name of a variable of the environment: `$env:NAME`, `process.env.NAME`.
  private static let environments = [
    ["env"], ["process", "env"], ["import", "meta", "env"], ["os", "environ"],
  ]

  private static let secretWords: Set<String> = [
    "key", "keys", "apikey", "secret", "token", "password", "pwd", "credential", "key1", "key2",
  ]
  private static let emptyWords: Set<String> = [
    "api", "azure", "subscription", "primary", "secondary", "access", "account", "auth", "value",
    "default", "ocp", "apim", "x", "client", "shared", "admin", "query", "my", "your", "the",
    "test", "service", "authorization", "1", "2", "data", "config", "options", "settings", "env",
  ]

  /// `openAIKey`, `open_ai_key`, `OpenAi:Key`, `spring.ai.api-key`: words of letters and digits.
  private static func plainWords(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      guard character.isASCII, character.isLetter || character.isNumber else {
        words.append(word)
        word = ""
        continue
      }
      let wasLower = word.last?.isLowercase == true || word.last?.isNumber == true
      let endsAcronym =
        word.last?.isUppercase == true && index + 1 < characters.count
        && characters[index + 1].isLowercase
      if character.isUppercase, wasLower || endsAcronym {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    words.append(word)
    return words.filter { !$0.isEmpty }.map { $0.lowercased() }
  }
}
