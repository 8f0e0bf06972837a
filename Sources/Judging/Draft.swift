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
    var endpoint = known ?? pairing.best(for: key, service: service, in: text)
    if !isServiceNamed, !isServiceProved, lexicon.serviceTerms.isGeneral(service) {
      // An endpoint beside the key binds the service to its own; one that is far off only stands in for nothing better.
      let isBeside = endpoint.map { known != nil || $0.isBeside(key) } ?? false
      let host = isBeside ? endpoint?.host.service : nil
      func admits(_ service: Int) -> Bool {
        host.map { lexicon.sharesEndpoints(service, with: $0) } ?? true
      }
      if ValueShape.isCapitalHex(value), let capitals = lexicon.serviceOfCapitals, admits(capitals)
      {
        service = capitals
      } else if isBeside, let endpoint, endpoint.host.isOfItsOwn {
        service = lexicon.serviceIndex(id: endpoint.host.service)
      } else if host.map({ lexicon.isGeneral(host: $0) }) ?? true,
        let clue = ServiceClues(path: path, lexicon: lexicon, admits: admits)
          .best(around: key, in: text)
      {
        take(clue)
      }
      if !isBeside { endpoint = pairing.best(for: key, service: service, in: text) }
    }
    if known == nil, let endpoint { take(endpoint, at: key, lexicon: lexicon) }
    let usage = pairing.usage(of: key, endpoint, service: service, in: text)
    self.usage.region = self.usage.region ?? usage.region
    self.usage.deployment = self.usage.deployment ?? usage.deployment
    self.usage.index = self.usage.index ?? usage.index
    return endpoint
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
