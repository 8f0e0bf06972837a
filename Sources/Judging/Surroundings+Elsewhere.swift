/// What is said of a value that no name beside it calls a key.
extension Surroundings {
  /// Reads the line beside the value, the declaration below it, the command that it is piped to, other calls of its
  /// function, the label above it, where its variable is used, and comments.
  ///
  /// - Parameters:
  ///   - excerpt: around the value.
  ///   - surroundings: what its own place says.
  ///   - text: of which it is an excerpt.
  ///   - lexicon: knows which names tell something.
  /// - Returns: the names of the first that tells something, and how it leads to the value.
  static func elsewhere(
    _ excerpt: Excerpt, _ surroundings: Surroundings, of text: Span<UInt8>, lexicon: Lexicon
  ) -> (names: [Name], link: String)? {
    if let name = LineTwin(excerpt).name(), lexicon.isSecret(name.words) {
      return ([name], "on the line beside it")
    }
    if let name = DeclarationBelow(excerpt).name(), lexicon.isSecret(name.words) {
      return ([name], "in the declaration below it")
    }
    let piped = PipedCommand(excerpt).words.map { Name($0, .assigned) }
    if let name = piped.first(where: { lexicon.tellKey([$0], within: [$0]) }) {
      return ([name], "in the command that it is piped to")
    }
    let value = excerpt.inText(excerpt.value)
    if surroundings.own.contains(where: { $0.role == .call }),
      let name = CallElsewhere(of: value, in: text).flatMap(lexicon.keyName)
    {
      return ([name], "in its place elsewhere")
    }
    let label = LabelAbove(excerpt).names()
    if let name = label.first(where: { lexicon.isSecret($0.words) }),
      label.allSatisfy({ lexicon.otherWord(in: $0.words) == nil })
    {
      return ([name], "on the line above it")
    }
    // What is called a digest is one, whatever is said of it elsewhere.
    guard let variable = surroundings.own.first, lexicon.otherWord(in: variable.words) == nil else {
      return nil
    }
    if let use = VariableUse(of: value, assignedTo: variable, in: text) {
      let names = use.names { lexicon.tellKey($0.filter { $0.role != .parent }, within: $0) }
      if !names.isEmpty { return (names, "through \(variable.shown ?? "a variable")") }
    }
    let said = CommentBeside(excerpt).phrases.map { Name($0, .prose) }
    return said.first { lexicon.callsKey($0) }.map { ([$0], "in the comment beside it") }
  }
}

extension Lexicon {
  /// Whether names are those of a key of ours: a carrier's, or a secret's beside a word of a service or the company.
  fileprivate func tellKey(_ own: [Surroundings.Name], within all: [Surroundings.Name]) -> Bool {
    own.contains { carrier($0.words) != nil }
      || own.contains { isSecret($0.words) } && all.contains { namesOurs($0.words) }
  }

  /// The first name of a key that stands in the place of a value where its function is called again or declared.
  fileprivate func keyName(in call: CallElsewhere) -> Surroundings.Name? {
    for place in call.places {
      for word in identifiers(in: place.name) {
        let name = Surroundings.Name(word, .assigned)
        guard isSecret(name.words), otherWord(in: name.words) == nil else { continue }
        if carrier(name.words) != nil || namesOurs(name.words) || namesOurs(NameText(call.callee))
          || place.others.lazy.map({ NameText($0) }).contains(where: {
            namesOurs($0) || namesRegion($0)
          })
        {
          return name
        }
      }
    }
    return nil
  }

  /// The words of a parameter or argument: of `string key = null` the first two; of a literal, if it is a placeholder, all.
  private func identifiers(in argument: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard let quote = argument.first, quote.isQuote else {
      return argument.prefix { $0 != UInt8(ascii: "=") }.split { !$0.isIdentifier }
    }
    let text = argument.dropFirst().prefix { $0 != quote }
    guard text.contains(where: { !$0.isHexDigit }), placeholderWord(in: Array(text)) != nil else {
      return []
    }
    // As one name, in which every word counts.
    return [ArraySlice(text.map { $0.isBlank ? UInt8(ascii: "_") : $0 })]
  }

  /// Whether a phrase calls something a key of ours: "Azure Speech key", "key for the vision resource".
  fileprivate func callsKey(_ phrase: Surroundings.Name) -> Bool {
    let words = phrase.text.split { !$0.isAlphanumeric && $0 < 0x80 }
    // As one name, in which every word counts.
    let name = NameText(words.joined(separator: [UInt8(ascii: "_")]))
    guard words.count <= Self.mostWords, namesOurs(name), otherWord(in: name) == nil else {
      return false
    }
    let link = words.firstIndex { word in
      Self.links.contains { word.map { $0 | 0x20 }.elementsEqual($0) }
    }
    return words[..<(link ?? words.count)].last.map { isSecret(NameText($0)) } == true
  }

  private static let links = ["of", "for"].map { Array($0.utf8) }
  private static let mostWords = 8

  private func namesOurs(_ name: NameText) -> Bool {
    service(in: name) != nil || namesCompany(name)
  }
}
