internal import Rules
internal import ScanModel

/// Which service a key belongs to, where neither the key nor a name nor an endpoint says so: what the text beside it and
/// its path speak of.
struct ServiceClues {
  /// A service and what speaks of it, for a person.
  struct Clue {
    let service: Int
    let phrase: String
  }

  private struct Place {
    let service: Int
    /// Letters and digits between it and the key, more for what follows.
    let distance: Int
    let isStrong: Bool
    /// Whether it names a key, which is another one where it follows.
    let isNameOfKey: Bool
  }

  private let lexicon: Lexicon
  /// The nearest first.
  private let places: [Place]
  private let inPath: [ServiceTerms.Mention]

  /// Letters on each side that are beside the key: some eight lines.
  ///
  /// Of words farther off two in three speak of something else.
  private static let near = 300
  private static let reach = 1500
  /// What follows a key speaks of it less often than what leads to it: it counts as so much farther away.
  private static let following = 60
  /// Letters between words of a gateway and of what it stands in front of.
  private static let besideGateway = 100
  /// Bytes up to which an endpoint is beside a key: the words between them may be the URL's.
  private static let besideEndpoint = 100
  /// How many times nearer than an endpoint words have to be, to tell more.
  private static let nearer = 4

  /// Reads the words around a key.
  ///
  /// - Parameters:
  ///   - range: of the key.
  ///   - text: that holds it.
  ///   - path: of the blob, where it is known.
  ///   - lexicon: knows the words.
  init(around range: Range<Int>, in text: Span<UInt8>, path: BytePath?, lexicon: Lexicon) {
    self.lexicon = lexicon
    let excerpt = Excerpt(text, around: range, before: Self.reach, after: Self.reach)
    let before = NameText(excerpt.bytes[..<excerpt.value.lowerBound])
    let after = NameText(excerpt.bytes[excerpt.value.upperBound...])
    let leading = lexicon.serviceTerms.mentions(in: before).map {
      Place(
        service: $0.service, distance: before.flat.count - $0.range.upperBound,
        isStrong: $0.isStrong, isNameOfKey: false)
    }
    let following = lexicon.serviceTerms.mentions(in: after).map {
      Place(
        service: $0.service, distance: $0.range.lowerBound + Self.following,
        isStrong: $0.isStrong, isNameOfKey: Self.isNameOfKey(after, from: $0.range.upperBound))
    }
    places = (leading + following).filter { $0.distance <= Self.near }
      .sorted { ($0.distance, $0.service) < ($1.distance, $1.service) }
    inPath = path.map { Self.mentions(in: $0, lexicon) } ?? []
  }

  /// The services that a path speaks of; none where the file is called after all of them.
  private static func mentions(in path: BytePath, _ lexicon: Lexicon) -> [ServiceTerms.Mention] {
    let stem = path.name.prefix { $0 != UInt8(ascii: ".") }
    guard !lexicon.serviceTerms.isNameOfGeneral(NameText(stem)) else { return [] }
    return lexicon.serviceTerms.mentions(in: NameText(path.bytes))
  }

  /// The service that is nearest to the key in words: in the lines beside it, or in the path.
  ///
  /// - Parameter admits: whether a service is possible: one of another family than the endpoint is not.
  /// - Returns: nil when nothing speaks of a service.
  func best(admitting admits: (Int) -> Bool) -> Clue? {
    if let place = strongest(admitting: admits) { return clue(place.service, "beside words of") }
    let inPath = inPath.filter { admits($0.service) }
    if let mention = inPath.last(where: \.isStrong) { return clue(mention.service, "in a path of") }
    if let place = places.first(where: { !$0.isStrong && admits($0.service) }) {
      return clue(place.service, "beside words of")
    }
    return inPath.last.map { clue($0.service, "in a path of") }
  }

  /// The service that words beside the key name, where an endpoint is much farther away than they are.
  ///
  /// - Parameter distance: bytes from the key to the endpoint.
  /// - Returns: nil when the endpoint tells more.
  func best(nearerThan distance: Int) -> Clue? {
    guard distance >= Self.besideEndpoint, let place = strongest(admitting: { _ in true }),
      place.distance * Self.nearer < distance
    else { return nil }
    return clue(place.service, "beside words of")
  }

  /// The nearest strong word; a gateway's a few words farther off before that of a service which it may stand in front of:
  /// `gateway_url + "/openai/…"`.
  private func strongest(admitting admits: (Int) -> Bool) -> Place? {
    let strong = places.filter { $0.isStrong && admits($0.service) }
    guard let nearest = strong.first else { return nil }
    let family = lexicon.services[nearest.service].family
    let gateway = strong.first {
      lexicon.services[$0.service].fronts.contains(family) && !$0.isNameOfKey
    }
    return gateway.flatMap { $0.distance - nearest.distance <= Self.besideGateway ? $0 : nil }
      ?? nearest
  }

  private static func isNameOfKey(_ text: NameText, from end: Int) -> Bool {
    let rest = text.flat[end...]
    return keyNames.contains { rest.starts(with: $0) }
  }

  private static let keyNames = ["key", "apikey", "subscriptionkey"].map { Array($0.utf8) }

  private func clue(_ service: Int, _ words: String) -> Clue {
    Clue(service: service, phrase: "\(words) \(lexicon.services[service].name)")
  }
}
