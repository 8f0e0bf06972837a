/// Words before a value with a blank between: flags, commands, schemes, prose.
extension SurroundingsReader {
  /// A flag, a command's argument, a scheme (`Bearer`), `or`, or prose.
  mutating func readWordBefore(_ start: Int) {
    // Only a blank parts a word from its value; anything else is punctuation that names nothing.
    guard start < excerpt.value.lowerBound, let last = excerpt.byte(before: start),
      last.isNameCharacter || last.isQuote || last == UInt8(ascii: ")")
    else { return }
    let word = nameRange(before: start)
    let text = String(decoding: bytes[word], as: UTF8.self)
    switch text.lowercased() {
    case "bearer", "basic", "endpointkey", "apikey":
      if text.lowercased() != "bearer", text.lowercased() != "basic" {
        result.names.append(Surroundings.Name(bytes[word], .assigned))
      }
      readOperator(before: skipBlanks(before: skipOpeningQuote(before: word.lowerBound)))
    case "or", "else", "default", "then":
      readAlternative(before: word.lowerBound)
    case _ where isReturn(word):
      readFunction(around: word.lowerBound)
    case _ where isPreposition(word):
      readName(before: skipBlanks(before: word.lowerBound), role: .assigned)
    case "lazy":
      // Kotlin's `val key by lazy { value }`.
      let by = nameRange(before: skipBlanks(before: word.lowerBound))
      readName(before: skipBlanks(before: by.lowerBound), role: .assigned)
    case "to" where endsLiteral(before: word.lowerBound):
      // Kotlin's `"name" to "value"`.
      readName(before: skipBlanks(before: word.lowerBound), role: .assigned)
    case "value":
      readDeclaration(before: word.lowerBound)
    case "is", "ist", "est", "es", "like":
      readSentence(before: word.lowerBound)
    case _ where excerpt.byte(before: word.lowerBound) == UInt8(ascii: "!"):
      // A tag of YAML: `!!str`, `!Sub`.
      readOperator(before: skipBlanks(before: trim("!", before: word.lowerBound)))
    default:
      if text.hasPrefix("-") {
        result.names.append(Surroundings.Name(Self.spelledOut(bytes[word]), .assigned))
        readFlagSubject(before: word.lowerBound, flag: text)
      } else {
        readCommandOrProse(word, start)
      }
    }
  }

  /// `-k` is short for the key, whatever the command; curl's takes no value.
  static func spelledOut(_ flag: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    flag.elementsEqual("-k".utf8) ? ArraySlice("--key".utf8) : flag
  }

  /// `for key in ("…", "…")`.
  func isPreposition(_ word: Range<Int>) -> Bool {
    let text = String(decoding: bytes[word], as: UTF8.self)
    return text == "in" || text == "of"
  }

  /// `config @key --set value`, `-Path Env:KEY -Value value`: the flag says nothing, the word before it does.
  private mutating func readFlagSubject(before start: Int, flag: String) {
    guard Self.silentFlags.contains(flag.lowercased()) else { return }
    let subject = nameRange(before: skipBlanks(before: start))
    guard !subject.isEmpty else { return }
    if isSecureString(subject) {
      readSecureString(subject)
      return
    }
    result.names.insert(Surroundings.Name(bytes[subject], .assigned), at: 0)
    if let name = nameOption(before: start) {
      result.names.insert(Surroundings.Name(name, .assigned), at: 0)
    }
    let phrase = wordsEnding(with: subject)
    if phrase.count > subject.count {
      result.names.append(Surroundings.Name(bytes[phrase], .prose))
    }
  }

  private static let silentFlags: Set<String> = [
    "--set", "--value", "-value", "-v", "--body", "-b", "-string", "--secret-string",
    "-secretvalue",
  ]

  /// `put --name NAME --type SecureString --value value`: what the command calls the value.
  private func nameOption(before end: Int) -> ArraySlice<UInt8>? {
    let words = bytes[startOfLine(before: end)..<end].split {
      $0.isBlank || $0 == 0x3D || $0.isQuote
    }
    let option = words.lastIndex { word in
      ["--name", "-n", "-name", "--key", "--secret-name"].contains(
        String(decoding: word, as: UTF8.self).lowercased())
    }
    guard let option, option + 1 < words.count else { return nil }
    return words[option + 1]
  }

  private func isSecureString(_ word: Range<Int>) -> Bool {
    String(decoding: bytes[word], as: UTF8.self).lowercased() == "convertto-securestring"
  }

  /// `$key = ConvertTo-SecureString "value"`, `-Name NAME -SecretValue (ConvertTo-SecureString "value")`.
  private mutating func readSecureString(_ command: Range<Int>) {
    let end = skipBlanks(before: command.lowerBound)
    if let name = nameOption(before: end) {
      result.names.append(Surroundings.Name(name, .assigned))
    }
    readOperator(before: end)
  }

  /// `setx NAME value`, `ENV NAME value`; otherwise the words before the value are prose.
  private mutating func readCommandOrProse(_ word: Range<Int>, _ start: Int) {
    if isSecureString(word) {
      readSecureString(word)
      return
    }
    if excerpt.byte(before: start).map(\.isQuote) == true {
      readTemplate(quotedText(endingBefore: start), element: 0)
    }
    let end = excerpt.byte(before: start).map(\.isQuote) == true ? start - 1 : start
    let name = nameRange(before: end)
    let previous = nameRange(before: skipBlanks(before: skipOpeningQuote(before: name.lowerBound)))
    let command = String(decoding: bytes[previous], as: UTF8.self).lowercased()
    if ["setx", "env", "set", "arg", "setenv", "machine", "user-secrets"].contains(command) {
      result.names.append(Surroundings.Name(bytes[name], .assigned))
    } else {
      let from = previous.isEmpty ? name.lowerBound : previous.lowerBound
      result.names.append(Surroundings.Name(bytes[from..<end], .prose))
      let clause = clause(endingAt: end)
      if clause.count > end - from {
        // As one name, in which every word counts.
        let words = clause.split { $0.isBlank }
        result.names.append(
          Surroundings.Name(words.joined(separator: [UInt8(ascii: "_")]), .prose))
      }
    }
  }

  /// The words back to a sign that parts them from what was said before: "…, key for the predictions".
  private func clause(endingAt end: Int) -> ArraySlice<UInt8> {
    var start = end
    while let byte = excerpt.byte(before: start),
      byte.isAlphanumeric || byte.isBlank || byte >= 0x80,
      end - start < Self.longestClause
    {
      start -= 1
    }
    return bytes[start..<end].drop(while: \.isBlank)
  }

  private static let longestClause = 60

  /// `01 OPENAI-KEY PIC X(32) VALUE "…"`, `CONSTANTS openai_key TYPE string VALUE '…'`: COBOL and ABAP.
  private mutating func readDeclaration(before end: Int) {
    // The clause may stand on the line below.
    let end = skipLineEnd(before: end)
    let words = bytes[startOfLine(before: end)..<end].split { $0.isBlank }
    let declared = words.first { word in
      !word.allSatisfy(\.isDigit)
        && !["constants", "data"].contains(String(decoding: word, as: UTF8.self).lowercased())
    }
    if let declared { result.names.append(Surroundings.Name(declared, .assigned)) }
  }

  /// "The subscription key for the speech service is …": what the sentence speaks of, up to its preposition.
  private mutating func readSentence(before end: Int) {
    var start = end
    while let byte = excerpt.byte(before: start), !byte.isLineEnd, !".!?;".utf8.contains(byte),
      end - start < Self.longestName
    {
      start -= 1
    }
    let words = bytes[start..<end].split { $0.isBlank }
    let subject = words.prefix { word in
      !["for", "of", "to", "in", "für", "pour", "de", "para"].contains(
        String(decoding: word, as: UTF8.self))
    }
    guard !subject.isEmpty else { return }
    result.names.append(Surroundings.Name(subject.joined(separator: [0x20]), .prose))
    result.names.append(Surroundings.Name(bytes[start..<end], .parent))
  }
}
