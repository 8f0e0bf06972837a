import ScanModel

/// A finding in the JSON report.
struct JSONFinding: Encodable {
  let rule: String
  let title: String
  let service: Service?
  let confidence: String
  let severity: String
  let secret: Secret
  let facts: Facts
  let resource: Resource?
  let usage: Usage?
  let evidence: [Evidence]
  let occurrences: [Occurrence]
  let moreOccurrences: Int?
  let history: JSONHistory?
  let hint: Hint?
  /// nil without a baseline.
  let baseline: String?
  /// nil unless a change adds a place of a secret that the baseline knows.
  let newPlace: String?
  /// nil when nobody is named.
  let owners: [String]?

  init(_ finding: Finding) {
    rule = finding.rule
    title = finding.title
    service = finding.service.map { Service(id: $0.id, name: $0.name) }
    confidence = finding.confidence.name
    severity = finding.severity.name
    secret = Secret(finding.secret)
    facts = Facts(finding.facts)
    resource = finding.resource.map(Resource.init)
    usage = finding.usage == KeyUsage() ? nil : Usage(finding.usage)
    evidence = finding.evidence.map { Evidence(kind: $0.kind.rawValue, text: $0.text) }
    occurrences = finding.occurrences.map(Occurrence.init)
    moreOccurrences = finding.moreOccurrences > 0 ? finding.moreOccurrences : nil
    history = finding.history.map(JSONHistory.init)
    baseline = finding.baseline?.rawValue
    newPlace = finding.newPlace?.rawValue
    owners = finding.owners.isEmpty ? nil : finding.owners
    hint = finding.hint.map {
      Hint(summary: $0.summary, replacement: $0.replacement, commands: $0.commands)
    }
  }

  struct Service: Encodable {
    let id: String
    let name: String
  }

  struct Secret: Encodable {
    let fingerprint: String
    let length: Int
    let redacted: String
    /// The secret itself, only when the scan was told to reveal it.
    let value: String?

    init(_ secret: ScanModel.Secret) {
      fingerprint = secret.fingerprint.hex
      length = secret.byteCount
      redacted = secret.redacted
      value = secret.revealed
    }
  }

  struct Facts: Encodable {
    let checksum: String
    let created: String?
    let role: String?

    init(_ facts: KeyFacts) {
      checksum = facts.checksum.name
      created = facts.created?.description
      role = facts.role
    }
  }

  struct Resource: Encodable {
    let host: String
    let name: String?
    let cloud: String
    let region: Region?

    init(_ resource: ScanModel.Resource) {
      host = resource.host
      name = resource.name
      cloud = resource.cloud
      region = resource.region.map(Region.init)
    }
  }

  struct Usage: Encodable {
    let region: String?
    let deployment: String?
    let index: String?

    init(_ usage: KeyUsage) {
      region = usage.region
      deployment = usage.deployment
      index = usage.index
    }
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
    let byteOffset: Int
    let byteLength: Int

    init(_ region: ScanModel.Region) {
      startLine = region.startLine
      startColumn = region.startColumn
      endLine = region.endLine
      endColumn = region.endColumn
      byteOffset = region.byteOffset
      byteLength = region.byteCount
    }
  }

  struct Evidence: Encodable {
    let kind: String
    let text: String
  }

  struct Occurrence: Encodable {
    let path: String
    let pathBytes: String?
    let region: Region
    let origin: String
    let blob: String?
    let commit: JSONCommit?
    let suppression: JSONSuppression?

    init(_ occurrence: ScanModel.Occurrence) {
      path = occurrence.path.text
      pathBytes = occurrence.path.base64IfRepaired
      region = Region(occurrence.region)
      origin = occurrence.origin.name
      blob = occurrence.blob?.description
      commit = occurrence.origin.commit.map(JSONCommit.init)
      suppression = occurrence.suppression.map(JSONSuppression.init)
    }
  }

  struct Hint: Encodable {
    let summary: String
    let replacement: String?
    let commands: [String]
  }
}

extension KeyFacts.Checksum {
  /// As the machine formats spell it.
  var name: String {
    switch self {
    case .none: "none"
    case .valid: "valid"
    case .notConfirmed: "notConfirmed"
    }
  }
}

extension Origin {
  /// As the machine formats spell it.
  var name: String {
    switch self {
    case .file: "file"
    case .standardInput: "standardInput"
    case .index: "index"
    case .commit: "commit"
    case .unreachable: "unreachable"
    }
  }
}
