internal import Rules
internal import ScanModel

/// The vocabulary, prepared for looking names up.
///
/// A class, since every judgement holds it, and it has a few dozen references.
final class Lexicon: Sendable {
  let services: [ServiceWords]
  let hosts: [HostPattern]
  /// What all hosts of a gateway end with: "azureapinet".
  let gatewayHosts: [(service: Int, name: [UInt8])]
  private let indexOfService: [String: Int]
  let serviceTerms: ServiceTerms
  private let secret: [[UInt8]]
  private let secretWords: WordIndex
  private let other: [[UInt8]]
  private let otherWords: WordIndex
  private let otherKeys: [[UInt8]]
  private let otherKeyWords: WordIndex
  private let otherTails: WordIndex
  private let empty: Set<[UInt8]>
  private let company: WordIndex
  private let otherCompany: WordIndex
  private let carriers: [Carrier]
  private let carrierWords: WordIndex
  private let placeholders: [[UInt8]]
  private let placeholderWords: WordIndex
  private let published: Set<[UInt8]>
  let regions: Set<[UInt8]>
  let regionWords: WordIndex
  let deploymentWords: WordIndex
  let indexWords: WordIndex
  /// By the SHA-256 of the key.
  private let publishedNames: [String: String]

  init(_ vocabulary: Vocabulary) {
    func flat(_ words: [String]) -> [[UInt8]] { words.map { NameText($0.utf8).flat } }
    services = vocabulary.services
    indexOfService = Dictionary(
      vocabulary.services.enumerated().map { ($1.id, $0) }, uniquingKeysWith: min)
    hosts = vocabulary.hosts
    gatewayHosts = vocabulary.hosts.compactMap { host in
      vocabulary.services.firstIndex { $0.id == host.service && !$0.fronts.isEmpty }
        .map { ($0, NameText(host.pattern.utf8).flat) }
    }
    serviceTerms = ServiceTerms(services)
    secret = flat(vocabulary.names.secret)
    secretWords = WordIndex(secret)
    other = flat(vocabulary.names.other)
    otherWords = WordIndex(other)
    otherKeys = flat(vocabulary.names.otherKeys)
    otherKeyWords = WordIndex(otherKeys)
    otherTails = WordIndex(flat(vocabulary.names.otherTails))
    empty = Set(flat(vocabulary.names.empty))
    company = WordIndex(flat(vocabulary.names.company))
    otherCompany = WordIndex(flat(vocabulary.names.otherCompany))
    placeholders = flat(vocabulary.names.placeholder)
    placeholderWords = WordIndex(placeholders)
    published = Set(vocabulary.publishedValues.map { Array($0.lowercased().utf8) })
    regions = Set(vocabulary.regions.map { Array($0.utf8) })
    regionWords = WordIndex(flat(vocabulary.names.region))
    deploymentWords = WordIndex(flat(vocabulary.names.deployment))
    indexWords = WordIndex(flat(vocabulary.names.index))
    publishedNames = Dictionary(
      vocabulary.publishedDigests.map { ($0.sha256, $0.name) }, uniquingKeysWith: { $1 })
    carriers = vocabulary.carriers
    carrierWords = WordIndex(flat(carriers.map(\.name)))
  }

  /// The service that an annotated key's code or signature belongs to.
  func service(code: String) -> Int? {
    services.firstIndex { $0.codes.contains(code) }
  }

  /// What stands for all services whose keys look alike.
  var familyOfKeys: Int? {
    services.firstIndex(where: \.isGeneral)
  }

  /// The service whose keys of 32 digits are in capitals.
  var serviceOfCapitals: Int? {
    services.firstIndex(where: \.hasCapitals)
  }

  /// Whether endpoints of a service are those of several.
  func isGeneral(host service: String) -> Bool {
    serviceTerms.isGeneral(serviceIndex(id: service))
  }

  func serviceIndex(id: String) -> Int? {
    indexOfService[id]
  }

  /// Whether a key of `service` may be used at an endpoint of `hostService`; true for what is not known.
  ///
  /// Endpoints of general accounts take the keys of all services of their family; those of one service take its own.
  func sharesEndpoints(_ service: Int?, with hostService: String) -> Bool {
    guard let host = serviceIndex(id: hostService) else { return true }
    guard let service else { return !services[host].isNeighbour }
    if host == service || services[host].fronts.contains(services[service].family) { return true }
    return services[host].family == services[service].family
      && (services[host].isGeneral || services[service].isGeneral)
  }

  /// The service that a name speaks of, and whether it says so alone.
  func service(in name: NameText) -> (index: Int, isStrong: Bool)? {
    serviceTerms.first(in: name) ?? plainService(of: name).map { ($0, false) }
  }

  /// The service that something around a value speaks of: what is called with it, what holds it.
  func service(around name: Surroundings.Name) -> (index: Int, isStrong: Bool)? {
    serviceTerms.firstAround(name.text, label: name.label, name.words)
  }

  /// Whether the name is that of a secret: a secret word ends it, or all but a number or an environment's name.
  func isSecret(_ name: NameText) -> Bool {
    let isSecret = secretWords.first(in: name) { range in
      name.admits(range) && name.isBoundary(range.upperBound)
        && name.flat.count - range.upperBound <= Self.longestTail
        && !otherTails.isIn(name, from: range.upperBound)
    }
    return isSecret != nil || endsWithGluedKey(name) || isSubscriptionOfService(name)
  }

  /// `speechSubscription`, as SDKs call the argument that takes the key; an account's own subscription is no key.
  private func isSubscriptionOfService(_ name: NameText) -> Bool {
    let word = Array("subscription".utf8)
    let start = name.flat.count - word.count
    return start > 0 && name.flat[start...].elementsEqual(word) && name.isBoundary(start)
      && serviceTerms.first(in: name) != nil
  }

  /// Letters after the secret word: `API_KEY_PRODUCTION_1`.
  private static let longestTail = 14

  /// "translatorkey", "luiskey": compounds in one case, but not "monkey" or "turkey".
  private func endsWithGluedKey(_ name: NameText) -> Bool {
    guard name.flat.count > 6, name.flat.suffix(3).elementsEqual("key".utf8) else { return false }
    return !Self.wordsInKey.contains { name.flat.suffix($0.count).elementsEqual($0) }
  }

  private static let wordsInKey = [
    "monkey", "turkey", "donkey", "hockey", "jockey", "whiskey", "malarkey", "lackey",
  ].map { Array($0.utf8) }

  /// Whether the name's last part is a service and a key and nothing else, as Microsoft's documentation names them:
  /// `SPEECH_KEY`, `VisionApiKey`.
  func isPlainServiceKey(_ name: NameText) -> Bool {
    plainService(of: name) != nil
  }

  private func plainService(of name: NameText) -> Int? {
    serviceTerms.service(name.flat[name.lastPartStart...], endingIn: secret)
  }

  private static let keysOfServices = Set(["apikey", "subscriptionkey"].map { Array($0.utf8) })

  /// The word by which the name says that its value is something else, in its last part.
  ///
  /// - Parameters:
  ///   - name: of the value.
  ///   - isProse: whether it is words of a text, of which only those count that stand right before the secret word.
  /// - Returns: the word; nil when none says so.
  func otherWord(in name: NameText, isProse: Bool = false) -> String? {
    // Of a bare "key" the part before tells whose it is: `translator:cache:key`.
    let isBare = name.flat[name.lastPartStart...].elementsEqual("key".utf8)
    let start = isProse || isBare ? 0 : name.lastPartStart
    let word =
      (isProse || isBare ? nil : otherWords.first(in: name, from: start, where: name.isWhole)).map {
        other[$0]
      }
      ?? otherKeyWords.first(in: name, from: start) { kind in
        guard name.isBoundary(kind.lowerBound),
          let word = secretWords.first(
            in: name, from: kind.upperBound,
            where: { $0.lowerBound == kind.upperBound && name.isBoundary($0.upperBound) })
        else { return false }
        // `OPENAI_IMAGE_API_KEY` opens a service that makes images.
        return !Self.keysOfServices.contains(secret[word])
          || serviceTerms.first(in: name)?.isStrong != true
      }.map { otherKeys[$0] }
    return word.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a name is "key" and no more.
  func isBareKey(_ name: NameText) -> Bool {
    name.flat.elementsEqual("key".utf8)
  }

  /// Whether the name says nothing of its own: "value", "default".
  func isEmpty(_ name: NameText) -> Bool {
    empty.contains(name.flat)
      || name.lastPartStart > 0 && empty.contains(Array(name.flat[name.lastPartStart...]))
  }

  func namesCompany(_ name: NameText) -> Bool {
    company.isIn(name)
  }

  func namesOtherCompany(_ name: NameText) -> Bool {
    otherCompany.isIn(name)
  }

  /// The header, parameter, call or argument that the name is.
  ///
  /// One that only Azure uses may also end a longer name (`httpHeaders__Ocp_Apim_Subscription_Key`); a shared one has to
  /// be all of its last part, or `datadogApiKey` would be the header `api-key`.
  func carrier(_ name: NameText, kinds: [Carrier.Kind] = Carrier.Kind.allCases) -> Carrier? {
    carrierWords.firstWord(in: name) { word, range in
      let carrier = carriers[word]
      guard range.upperBound == name.flat.count, kinds.contains(carrier.kind) else { return false }
      return carrier.isShared ? range.lowerBound == name.lastPartStart : name.isWhole(range)
    }.map { carriers[$0] }
  }

  func isPublished(_ value: [UInt8]) -> Bool {
    published.contains(value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
  }

  /// What a key that everybody knows is called, by its SHA-256 in hexadecimal digits.
  func publishedName(digest: String) -> String? {
    publishedNames[digest]
  }

  /// Whether a host is a neighbour's, which says nothing of other keys.
  func isNeighbour(_ host: HostPattern) -> Bool {
    serviceIndex(id: host.service).map { services[$0].isNeighbour } ?? false
  }

  /// The word that gives the value away as a placeholder: "your", "example".
  func placeholderWord(in value: [UInt8]) -> String? {
    let text = NameText(value)
    return placeholderWords.first(in: text, where: text.admits)
      .map { String(decoding: placeholders[$0], as: UTF8.self) }
  }
}
