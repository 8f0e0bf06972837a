extension GeneratorCall {
  /// A key of 84 characters, or 88 in the long form; see `AnnotatedKey` for the parts.
  func annotatedKey(_ random: inout FixtureBytes) throws(GeneratorError) -> [UInt8] {
    guard arguments.count == 2 else { throw wrong("needs a service and a month") }
    let service = try serviceText(arguments[0])
    let month = try monthText(arguments[1])
    let kind: AnnotatedKey.Kind =
      if flags.contains("derived") {
        .derived
      } else if flags.contains("hashed") {
        .hashed
      } else {
        .key
      }
    let form: AnnotatedKey.Checksum =
      if flags.contains("bad") {
        .invalid
      } else if flags.contains("base64") {
        .base64
      } else {
        .base62
      }
    while true {
      // The platform's field as issued keys of Azure AI have it; it is not documented.
      let prefix =
        random.characters(52, of: alphanumerics) + Array("JQQJ9".utf8) + [kind.rawValue] + month
        + Array("AC".utf8) + random.characters(5, of: alphanumerics) + Array("XJ3w3".utf8)
        + service
      let key = AnnotatedKey.completed(prefix, form: form, long: flags.contains("long"))
      // A base64 checksum may hold `+` or `/`: Azure drew again too. Nine of ten hold neither.
      if AnnotatedKey(key)?.checksum == form { return key }
    }
  }

  /// A key that ends in a signature and a checksum; its random part is alphanumeric where Azure's
  /// is.
  func tailKey(_ family: TailKey, _ random: inout FixtureBytes) throws(GeneratorError) -> [UInt8] {
    guard arguments.count == 1, let seed = family.seeds.first(where: { $0.name == arguments[0] })
    else { throw wrong("needs to know which key") }
    while true {
      var key = family.completed(random.bytes(family.byteCount), seed: seed)
      // One Search key of five passes.
      let isPlain = key.allSatisfy {
        ByteClass.alphanumeric.contains($0) || $0 == UInt8(ascii: "=")
      }
      // A Redis key is drawn without special characters; only those of its checksum are replaced.
      if family.alphabet != .standard && !isPlain || family.verify(key) == nil { continue }
      guard flags.contains("bad") else { return key }
      key[0] = key[0] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
      if family.verify(key) == nil { return key }
    }
  }

  func entraSecret(_ random: inout FixtureBytes) throws(GeneratorError) -> [UInt8] {
    let text = random.characters(34, of: EntraSecret.alphabet)
    switch arguments {
    case ["7"]: return EntraSecret.completedWithout(text)
    case ["8"]: return spoiled(EntraSecret.completed(text))
    default: throw wrong("needs the number of its signature")
    }
  }

  func devOpsToken(_ random: inout FixtureBytes) throws(GeneratorError) -> [UInt8] {
    guard arguments.isEmpty else { throw wrong("takes no argument") }
    return spoiled(DevOpsToken.completed(random.bytes(32)))
  }

  /// The key with another first character, when it is to be a bad one; no checksum misses one character.
  private func spoiled(_ key: [UInt8]) -> [UInt8] {
    guard flags.contains("bad") else { return key }
    return [key[0] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")] + key.dropFirst()
  }

  /// Service code and signature, eight characters.
  private func serviceText(_ word: String) throws(GeneratorError) -> [UInt8] {
    if let text = annotatedKeyServices[word] { return Array(text.utf8) }
    // A code that has no word: AAAz-ACOG.
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    let isCode = parts.allSatisfy { part in
      part.utf8.count == 4 && part.utf8.allSatisfy { ByteClass.alphanumeric.contains($0) }
    }
    guard parts.count == 2, isCode else {
      throw wrong(
        "unknown service '\(word)'" + suggestion(for: word, among: annotatedKeyServices.keys))
    }
    let text = parts.joined()
    let probe = repeatElement("A", count: 52).joined() + "JQQJ99AAAAAAAAAAAAAA" + text + "AAAA"
    guard AnnotatedKey(Array(probe.utf8)) != nil else {
      throw wrong("'\(parts[1])' is no signature")
    }
    return Array(text.utf8)
  }

  /// Year and month as a key writes them.
  private func monthText(_ word: String) throws(GeneratorError) -> [UInt8] {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]),
      (2024...2085).contains(year), (1...12).contains(month)
    else { throw wrong("'\(word)' is no month from 2024-01 to 2085-12") }
    return [base64Alphabet[year - 2024], base64Alphabet[month - 1]]
  }
}

/// Service code and signature of annotated keys, by the word that fixtures use.
///
/// From microsoft/security-utilities: `AzureCognitiveService.cs` and
/// `LegacyCaskProviderSignatures.cs`.
let annotatedKeyServices: [String: String] = [
  "aiservices": "AAAAACOG", "openai": "AAABACOG", "anomalydetectoree": "AAACACOG",
  "anomalydetector": "AAADACOG", "cognitiveservices": "AAAEACOG", "vision": "AAAFACOG",
  "contentmoderator": "AAAGACOG", "contentsafety": "AAAHACOG",
  "customvisionprediction": "AAAIACOG", "customvisiontraining": "AAAJACOG", "face": "AAAKACOG",
  "formrecognizer": "AAALACOG", "healthdecisionsupport": "AAAMACOG", "healthinsights": "AAANACOG",
  "immersivereader": "AAAOACOG", "internalallinone": "AAAPACOG", "knowledge": "AAAQACOG",
  "luisauthoring": "AAARACOG", "luis": "AAASACOG", "metricsadvisor": "AAATACOG",
  "personalizer": "AAAUACOG", "qnamaker": "AAAVACOG", "qnamaker2": "AAAWACOG",
  "speakerrecognition": "AAAXACOG", "speech": "AAAYACOG", "speechtranslation": "AAAZACOG",
  "textanalytics": "AAAaACOG", "translator": "AAAbACOG", "dummy": "AAAcACOG",
  "transcriptionintelligence": "AAAdACOG", "videointelligence": "AAAeACOG",
  "bingautosuggest": "AAAfACOG", "bingautosuggest7": "AAAgACOG", "bingcustomsearch": "AAAhACOG",
  "bingcustomvisualsearch": "AAAiACOG", "bingentitysearch": "AAAjACOG", "bingsearch": "AAAkACOG",
  "bingsearch7": "AAAlACOG", "bingspeech": "AAAmACOG", "bingspellcheck": "AAAnACOG",
  "bingspellcheck7": "AAAoACOG",
  "appconfig": "AAAAAZAC", "fluidrelay": "AAAAAZFR", "eventgrid": "AAAAAZEG", "devops": "AAAAAZDO",
  "mixedreality": "AAAAAZMR", "maps": "AAAAAZMP", "communication": "AAAAAZCS", "sql": "AAAAmsql",
  // Not in security-utilities: seen in public code.
  "ml": "INFRAZML", "signalr": "AAAAASRS", "webpubsub": "AAAAAWPS",
]
