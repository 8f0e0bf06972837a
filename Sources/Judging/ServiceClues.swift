internal import Rules
internal import ScanModel

/// Which service a key belongs to, where neither the key nor a name nor an endpoint says so: what the text around it and
/// its path speak of.
struct ServiceClues {
  /// A service and what speaks of it, for a person.
  struct Clue {
    let service: Int
    let phrase: String
  }

  private let lexicon: Lexicon
  private let path: BytePath?
  /// Whether a key of a service may belong here.
  private let admits: (Int) -> Bool

  /// Bytes of text on each side that are beside the key; a strong word may stand farther away than a weak one.
  private static let near = 1500
  private static let veryNear = 400
  private static let far = 6000
  /// What follows a key speaks of it less often than what leads to it.
  private static let followingWeight = 3

  /// - Parameters:
  ///   - path: of the blob, where it is known.
  ///   - lexicon: knows the words.
  ///   - admits: whether a service is possible: one of another family than the endpoint is not.
  init(path: BytePath?, lexicon: Lexicon, admits: @escaping (Int) -> Bool) {
    self.path = path
    self.lexicon = lexicon
    self.admits = admits
  }

  /// The service that is nearest to the key in words: in the lines beside it, in the path, in the text farther off.
  ///
  /// - Parameters:
  ///   - range: of the key.
  ///   - text: that holds it.
  /// - Returns: nil when nothing speaks of a service.
  func best(around range: Range<Int>, in text: Span<UInt8>) -> Clue? {
    let excerpt = Excerpt(text, around: range, before: Self.far, after: Self.far)
    let before = NameText(excerpt.bytes[..<excerpt.value.lowerBound])
    let after = NameText(excerpt.bytes[excerpt.value.upperBound...])
    var places: [(service: Int, distance: Int, isStrong: Bool)] = []
    for mention in lexicon.serviceTerms.mentions(in: before) where admits(mention.service) {
      places.append(
        (mention.service, before.flat.count - mention.range.upperBound, mention.isStrong))
    }
    for mention in lexicon.serviceTerms.mentions(in: after) where admits(mention.service) {
      places.append(
        (mention.service, mention.range.lowerBound * Self.followingWeight, mention.isStrong))
    }
    places.sort { ($0.distance, $0.service) < ($1.distance, $1.service) }
    let inPath = path.map(mentions(in:)) ?? []
    if let place = places.first(where: { $0.isStrong && $0.distance <= Self.near }) {
      return clue(place.service, "beside words of")
    }
    if let mention = inPath.last(where: \.isStrong) {
      return clue(mention.service, "in a path of")
    }
    if let place = places.first(where: { !$0.isStrong && $0.distance <= Self.veryNear }) {
      return clue(place.service, "beside words of")
    }
    if let mention = inPath.last { return clue(mention.service, "in a path of") }
    return places.first { $0.isStrong }.map { clue($0.service, "in a file of") }
  }

  private func mentions(in path: BytePath) -> [ServiceTerms.Mention] {
    lexicon.serviceTerms.mentions(in: NameText(path.bytes)).filter { admits($0.service) }
  }

  private func clue(_ service: Int, _ words: String) -> Clue {
    Clue(service: service, phrase: "\(words) \(lexicon.services[service].name)")
  }
}
