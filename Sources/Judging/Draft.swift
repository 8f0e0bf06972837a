internal import Digests
internal import Rules
internal import ScanModel

/// A finding in the making.
struct Draft {
  let rule: Rule
  var confidence: Confidence
  /// Index into the lexicon's services.
  var service: Int?
  var evidence: [Evidence] = []
  var facts = KeyFacts()
  /// Whether the value itself tells the service, so that nothing beside it may say otherwise.
  var isServiceProved = false

  init(rule: Rule, service: Int?) {
    self.rule = rule
    self.service = service
    confidence = rule.confidence
  }

  /// Takes what the endpoint tells: the service when nothing nearer did, and a reason to believe.
  mutating func take(
    _ endpoint: EndpointPairing.Endpoint, at range: Range<Int>, lexicon: Lexicon
  ) {
    let isNear = EndpointPairing.distance(endpoint.range, range) <= EndpointPairing.near
    let hostService = lexicon.serviceIndex(id: endpoint.host.service)
    if !isServiceProved, let hostService, service == nil || lexicon.isGeneral(service) {
      service = hostService
    }
    evidence.append(
      Evidence(
        kind: .company,
        text: (isNear ? "beside " : "in a file with ") + endpoint.display))
  }

  /// The finding, without its place.
  func finding(value: [UInt8], reveal: Bool, lexicon: Lexicon) -> Finding {
    let words = service.map { lexicon.services[$0] }
    let title = words.map { "\($0.name) \(facts.role ?? rule.noun)" } ?? rule.title
    let fingerprint = Fingerprint(hex: hexadecimal(Digest.sha256(value)))
    return Finding(
      rule: rule.id, title: title,
      secret: Secret(value: value, fingerprint: fingerprint, reveal: reveal),
      confidence: confidence, severity: facts.role == "query key" ? .medium : rule.severity,
      service: words.map { Service(id: $0.id, name: $0.name) }, facts: facts, evidence: evidence,
      occurrences: [])
  }
}
