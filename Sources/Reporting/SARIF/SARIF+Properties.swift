import ScanModel

extension SARIF.Result {
  /// What SARIF has no place for (§3.8).
  struct Properties: Encodable {
    /// "posture", or nil for a secret.
    var kind: String?
    /// nil for posture, as what follows about a secret.
    var confidence: String?
    let severity: String
    var service: String?
    var resource: String?
    var region: String?
    var deployment: String?
    var index: String?
    var role: String?
    var created: String?
    var checksum: String?
    var evidence: [String]?
    var owners: [String]?
    let origin: String
    let blob: String?
    let commit: Commit?
    var history: History?
    /// A suppression that does not hold; one that does is among the result's suppressions.
    var suppression: SARIF.Suppression.Properties?
  }

  struct Commit: Encodable {
    let id: String
    let author: String
    let date: String?
    let reachable: Bool
  }

  /// What became of the secret, at this place and all others.
  struct History: Encodable {
    let first: Commit?
    let lastRemoval: Commit?
    let refs: [String]
    let refCount: Int
    let reachable: Bool
  }
}

extension SARIF.Result.Properties {
  init(_ finding: Finding, at occurrence: Occurrence) {
    confidence = finding.confidence.name
    severity = finding.severity.name
    service = finding.service?.id
    resource = finding.resource?.host
    region = finding.usage.region
    deployment = finding.usage.deployment
    index = finding.usage.index
    role = finding.facts.role
    created = finding.facts.created?.description
    checksum = finding.facts.checksum.name
    evidence = finding.evidence.map { SARIF.Limits.text($0.text) }
    owners = finding.owners.isEmpty ? nil : finding.owners
    origin = occurrence.origin.name
    blob = occurrence.blob?.description
    commit = occurrence.origin.commit.map(SARIF.Result.Commit.init)
    history = finding.history.map(SARIF.Result.History.init)
    suppression = occurrence.suppression.flatMap {
      $0.status == .inForce ? nil : SARIF.Suppression.Properties($0)
    }
  }
}

extension SARIF.Result.Commit {
  init(_ commit: Commit) {
    id = commit.id.description
    author = SARIF.Limits.text(commit.author)
    date = UTCTime(secondsSince1970: commit.authorTime)?.timestamp
    reachable = commit.isReachable
  }
}

extension SARIF.Result.History {
  fileprivate init(_ history: SecretHistory) {
    first = history.first.map(SARIF.Result.Commit.init)
    lastRemoval = history.lastRemoval.map(SARIF.Result.Commit.init)
    refs = history.refs.kept
    refCount = history.refs.count
    reachable = history.isReachable
  }
}
