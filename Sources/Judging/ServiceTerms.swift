internal import Rules

/// The words by which services are known, prepared for finding them in names and in the text around a key.
struct ServiceTerms: Sendable {
  /// A word of a service in a text.
  struct Mention {
    let service: Int
    /// In the flat text.
    let range: Range<Int>
    let isStrong: Bool
  }

  private struct Term: Sendable {
    let flat: [UInt8]
    let service: Int
    /// Words that the term does not count in.
    let except: [[UInt8]]
  }

  private let strong: [Term]
  /// Strong words of services that stand for no others.
  private let specific: [Term]
  private let weak: [Term]
  private let clues: [Term]
  private let strongWords: WordIndex
  private let specificWords: WordIndex
  private let weakWords: WordIndex
  private let hints: [Term]
  private let clueWords: WordIndex
  private let hintWords: WordIndex
  private let general: Set<Int>
  /// Services whose keys look otherwise than those that words have to tell apart.
  private let told: Set<Int>

  init(_ services: [ServiceWords]) {
    func flat(_ words: [String]) -> [[UInt8]] { words.map { NameText($0.utf8).flat } }
    let general = Set(services.indices.filter { services[$0].isGeneral })
    func terms(_ path: KeyPath<ServiceWords, [String]>) -> [Term] {
      services.indices.flatMap { index in
        flat(services[index][keyPath: path]).map {
          Term(flat: $0, service: index, except: flat(services[index].except))
        }
      }
      // The longest says most, "azure ai search" before "azure ai", and a service more than all of them.
      .sorted {
        (general.contains($1.service) ? 1 : 0, $0.flat.count)
          > (general.contains($0.service) ? 1 : 0, $1.flat.count)
      }
    }
    self.general = general
    told = Set(
      services.indices.filter { services[$0].isNeighbour || !services[$0].hasHexadecimalKeys })
    strong = terms(\.strong)
    weak = terms(\.weak)
    clues = terms(\.clues)
    hints = terms(\.hints)
    strongWords = WordIndex(strong.map(\.flat))
    specific = strong.filter { !general.contains($0.service) }
    specificWords = WordIndex(specific.map(\.flat))
    weakWords = WordIndex(weak.map(\.flat))
    clueWords = WordIndex(clues.map(\.flat))
    hintWords = WordIndex(hints.map(\.flat))
  }

  /// Whether a service stands for several, or none is known: a more specific word is right too.
  func isGeneral(_ service: Int?) -> Bool {
    service.map(general.contains) ?? true
  }

  /// Whether words around a value may tell that it is a key of the service: such keys look like those of others.
  func mayTell(_ service: Int) -> Bool { !told.contains(service) }

  /// The service that a name speaks of, and whether it says so alone.
  func first(in name: NameText) -> (index: Int, isStrong: Bool)? {
    let word = strongWords.firstWord(in: name) { word, range in
      name.admits(range) && counts(strong[word], at: range, in: name)
    }
    if let word, !general.contains(strong[word].service) { return (strong[word].service, true) }
    let weak = weakWords.firstWord(in: name) { weakWord, range in
      // Of the words after a general one, those that are whole: the `vision` of `AZURE_AI_VISION_KEY`.
      word == nil
        ? name.admits(range)
        : !general.contains(self.weak[weakWord].service) && isPlain(name, around: range)
    }
    if let word { return (weak.map { self.weak[$0].service } ?? strong[word].service, true) }
    return weak.map { (self.weak[$0].service, false) }
  }

  /// The service that something around a value speaks of, and whether it says so alone.
  ///
  /// A weak word counts where it is all that a name says: `search_client`, and not `LanguageModels` or `onFormClosed`; alone
  /// it has to be the label of what it holds, since any argument may be called `language`.
  func firstAround(
    _ text: [UInt8], label: ArraySlice<UInt8>, _ name: NameText
  ) -> (index: Int, isStrong: Bool)? {
    if let found = first(in: name), found.isStrong { return found }
    for identifier in text.split(whereSeparator: { !$0.isAlphanumeric && !"_-".utf8.contains($0) })
    {
      let name = NameText(identifier)
      let word = weakWords.firstWord(in: name) { _, range in
        isPlain(name, around: range)
          && (range.count < name.flat.count || label.elementsEqual(identifier))
      }
      if let word { return (weak[word].service, false) }
    }
    return nil
  }

  /// Whether a word of the service stands in a name, alone or beside others.
  func hasWord(of service: Int, in name: NameText) -> Bool {
    strongWords.firstWord(in: name) { strong[$0].service == service && name.isWhole($1) } != nil
      || weakWords.firstWord(in: name) { weak[$0].service == service && name.isWhole($1) } != nil
  }

  /// Whether a name is one of a general service and says nothing else: "cognitiveservices".
  func isNameOfGeneral(_ name: NameText) -> Bool {
    strong.contains { general.contains($0.service) && $0.flat == name.flat }
  }

  /// Whether all words of a name but those in `range` are such as names of any service have.
  private func isPlain(_ name: NameText, around range: Range<Int>) -> Bool {
    name.isWhole(range)
      && name.words.allSatisfy {
        $0.startIndex >= range.lowerBound && $0.endIndex <= range.upperBound
          || GeneralWords.all.contains(Array($0))
      }
  }

  /// The service of which a text is a word and one of `endings`, and nothing else: "formkey".
  func service(_ text: ArraySlice<UInt8>, endingIn endings: [[UInt8]]) -> Int? {
    [strong, weak].joined().first { term in
      text.starts(with: term.flat)
        && endings.contains { text.dropFirst(term.flat.count).elementsEqual($0) }
    }?.service
  }

  /// All that tells one service from the others, in the order of the text; of words that overlap the longest.
  func mentions(in text: NameText) -> [Mention] {
    var found: [Mention] = []
    func add(_ terms: [Term], _ index: WordIndex, isStrong: Bool) {
      index.forEach(in: text) { word, range in
        let term = terms[word]
        guard !told.contains(term.service), isStrong ? text.admits(range) : text.isWhole(range),
          counts(term, at: range, in: text)
        else { return }
        found.append(Mention(service: term.service, range: range, isStrong: isStrong))
      }
    }
    add(specific, specificWords, isStrong: true)
    add(clues, clueWords, isStrong: true)
    add(hints, hintWords, isStrong: false)
    found.sort {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    var kept: [Mention] = []
    for mention in found {
      guard let last = kept.last, last.range.overlaps(mention.range) else {
        kept.append(mention)
        continue
      }
      if mention.range.count > last.range.count { kept[kept.count - 1] = mention }
    }
    return kept
  }

  private func counts(_ term: Term, at range: Range<Int>, in text: NameText) -> Bool {
    !term.except.contains { longer in
      // Where the term stands in the longer word, there it would begin in the text.
      (0...max(0, longer.count - term.flat.count)).contains { offset in
        let start = range.lowerBound - offset
        return longer.dropFirst(offset).starts(with: term.flat) && start >= 0
          && text.flat.dropFirst(start).starts(with: longer)
      }
    }
  }
}
