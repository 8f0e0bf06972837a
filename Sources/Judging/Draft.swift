internal import Rules
internal import ScanModel

/// A finding in the making.
struct Draft {
  let rule: Rule
  var confidence: Confidence
  /// Index into the lexicon's services.
  var service: Int?
  var evidence: [Evidence] = []
  var usage = KeyUsage()
  var facts = KeyFacts()
  /// Whether the value itself tells the service, so that nothing beside it may say otherwise.
  var isServiceProved = false
  /// Whether names or the rule tell the service, so that what else is near may not.
  var isServiceNamed = false
  /// Services that take no key in what carries this one, so that words beside it speak of something else.
  var excluded: Set<Int> = []

  init(rule: Rule, service: Int?) {
    self.rule = rule
    self.service = service
    isServiceNamed = service != nil
    confidence = rule.confidence
  }

  /// Finds the key's endpoint, the service when neither the key nor a name told it, and how the key is used.
  ///
  /// - Parameters:
  ///   - key: where the key stands.
  ///   - value: the decoded secret.
  ///   - pairing: the endpoints of the text.
  ///   - text: that holds the key.
  ///   - path: of the blob, where it is known.
  ///   - known: the endpoint that was found in a text which this one holds encoded.
  /// - Returns: the endpoint, if there is one that fits.
  mutating func settle(
    _ key: Range<Int>, _ value: [UInt8], _ pairing: EndpointPairing, in text: Span<UInt8>,
    path: BytePath?, knowing known: EndpointPairing.Endpoint? = nil
  ) -> EndpointPairing.Endpoint? {
    // What a rule finds that says nothing of a service is a secret of anybody's: nothing around it makes it one of Azure's.
    guard rule.isOfService else { return nil }
    let lexicon = pairing.lexicon
    let holder = known == nil ? pairing.holder(of: key, in: text) : nil
    if let holder { take(holder: holder, lexicon) }
    var endpoint = known ?? holder ?? pairing.telling(of: key, service: service, in: text)
    if !isServiceNamed, !isServiceProved,
      lexicon.serviceTerms.isGeneral(service) || ValueShape.isCapitalHex(value)
    {
      let isSame = known != nil || holder != nil
      let clues = ServiceClues(around: key, in: text, path: path, lexicon: lexicon)
      seekService(of: key, value, endpoint, isSame: isSame, clues, lexicon)
    }
    // The nearest of all is the nearest of those that exist, if it does.
    if let told = endpoint, known == nil,
      !told.isReal || !lexicon.sharesEndpoints(service, with: told.host.service)
    {
      endpoint = pairing.best(for: key, service: service, in: text)
    }
    if known == nil, let endpoint { take(endpoint, at: key, lexicon: lexicon) }
    let usage = pairing.usage(of: key, endpoint, service: service, in: text)
    self.usage.region = self.usage.region ?? usage.region
    self.usage.deployment = self.usage.deployment ?? usage.deployment
    self.usage.index = self.usage.index ?? usage.index
    return endpoint
  }

  /// Takes what is told by the URL that a key stands in: a key of its service, whatever it is called.
  private mutating func take(holder: EndpointPairing.Endpoint, _ lexicon: Lexicon) {
    // What a rule knows by its form keeps the service of the rule.
    guard rule.context == .required, !isServiceProved else { return }
    if !lexicon.isGeneral(host: holder.host.service) {
      service = lexicon.serviceIndex(id: holder.host.service)
      isServiceNamed = true
    } else if !lexicon.sharesEndpoints(service, with: holder.host.service) {
      service = nil
      isServiceNamed = false
    }
  }

  /// Finds the service of a key that no name tells it of: by its capitals, its endpoint, the words beside it, its path.
  ///
  /// - Parameters:
  ///   - key: where it stands.
  ///   - value: the decoded secret.
  ///   - endpoint: the nearest.
  ///   - isSame: whether the endpoint is known to be the key's.
  ///   - clues: what the text and the path speak of.
  ///   - lexicon: knows the services.
  private mutating func seekService(
    of key: Range<Int>, _ value: [UInt8], _ endpoint: EndpointPairing.Endpoint?, isSame: Bool,
    _ clues: ServiceClues, _ lexicon: Lexicon
  ) {
    // An endpoint beside the key binds the service to its own; one that is far off only stands in for nothing better.
    let bound = endpoint.flatMap { isSame || $0.isBeside(key) ? $0 : nil }
    func shares(_ service: Int) -> Bool {
      bound.map { lexicon.sharesEndpoints(service, with: $0.host.service) } ?? true
    }
    func admits(_ service: Int) -> Bool { !excluded.contains(service) && shares(service) }
    if ValueShape.isCapitalHex(value), let capitals = lexicon.serviceOfCapitals, shares(capitals) {
      service = capitals
      return
    }
    if let bound, bound.host.isOfItsOwn || !lexicon.isGeneral(host: bound.host.service) {
      let distance = isSame ? 0 : EndpointPairing.distance(bound.range, key)
      if let clue = clues.best(nearerThan: distance) { return take(clue) }
      service = lexicon.serviceIndex(id: bound.host.service)
    } else if let clue = clues.best(admitting: admits) {
      take(clue)
    }
    // Whatever it is, it was judged to be a key of Azure AI.
    if service == nil, rule.context == .required, confidence > .low {
      service = lexicon.familyOfKeys
    }
  }

  /// Takes what the endpoint tells: the service when nothing nearer did, and a reason to believe.
  private mutating func take(
    _ endpoint: EndpointPairing.Endpoint, at range: Range<Int>, lexicon: Lexicon
  ) {
    let hostService = lexicon.serviceIndex(id: endpoint.host.service)
    if service == nil { service = hostService }
    evidence.append(
      Evidence(
        kind: .company,
        text: (endpoint.isBeside(range) ? "beside " : "in a file with ") + endpoint.display))
  }

  /// Takes a service that only the text around speaks of.
  private mutating func take(_ clue: ServiceClues.Clue) {
    service = clue.service
    evidence.append(Evidence(kind: .company, text: clue.phrase))
  }

  /// The finding, without its place.
  func finding(
    value: [UInt8], key: FingerprintKey?, reveal: Bool, lexicon: Lexicon
  ) -> Finding {
    let words = service.map { lexicon.services[$0] }
    let title = words.map { "\($0.name) \(facts.role ?? rule.noun)" } ?? rule.title
    return Finding(
      rule: rule.id, title: title,
      secret: Secret(value: value, fingerprint: Fingerprint(of: value, key: key), reveal: reveal),
      confidence: confidence, severity: facts.role == "query key" ? .medium : rule.severity,
      service: words.map { Service(id: $0.id, name: $0.name) }, usage: usage, facts: facts,
      evidence: evidence,
      occurrences: [])
  }
}

extension Rule {
  /// Whether what it finds belongs to a service of the vocabulary: by its own word, by a proof, by what stands around it.
  fileprivate var isOfService: Bool { service != nil || proof != nil || context == .required }
}
