import ScanModel

extension SARIF {
  /// One place of one finding (§3.27).
  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int?
    let level: Level
    let message: Message
    let locations: [Location]
    let relatedLocations: [Location]?
    let partialFingerprints: [String: String]
    let properties: Properties

    struct Properties: Encodable {
      /// "posture", or nil for a secret.
      var kind: String?
      /// nil for posture, as what follows about a secret.
      let confidence: String?
      let severity: String
      let service: String?
      let resource: String?
      let region: String?
      let deployment: String?
      let index: String?
      let role: String?
      let created: String?
      let checksum: String?
      let evidence: [String]?
      let origin: String
      let blob: String?
      let commit: Commit?
      let history: History?
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

  struct Location: Encodable {
    var id: Int?
    let physicalLocation: PhysicalLocation
    var message: Message?
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    let region: Region
  }

  struct ArtifactLocation: Encodable {
    var uri: String?
    var uriBaseId: String?
    var description: Message?
  }

  /// Lines and columns from 1, the end column after the last character (§3.30).
  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int
    let byteOffset: Int
    let byteLength: Int
    var snippet: Message?
  }
}

extension SARIF.Result {
  init(_ finding: Finding, at occurrence: Occurrence, ruleIndex: Int?) {
    ruleId = finding.rule
    self.ruleIndex = ruleIndex
    level = SARIF.Level(severity: finding.severity, confidence: finding.confidence)
    let endpoint = finding.endpoint(beside: occurrence)
    message = SARIF.Message(text: finding.message(at: occurrence, linked: endpoint != nil))
    locations = [
      SARIF.Location(
        physicalLocation: SARIF.PhysicalLocation(
          occurrence.path, occurrence.region,
          snippet: finding.secret.revealed ?? finding.secret.redacted))
    ]
    relatedLocations = endpoint.map { path, region in
      [
        SARIF.Location(
          id: 1, physicalLocation: SARIF.PhysicalLocation(path, region, snippet: nil),
          message: SARIF.Message(text: "The endpoint that the key belongs to."))
      ]
    }
    // The value's digest and nothing else: no place, no person and no commit, so that a key which moves
    // stays the same alert.
    partialFingerprints = ["keystrelSecret/v1": finding.secret.fingerprint.hex]
    properties = Properties(finding, at: occurrence)
  }
}

extension SARIF.Result.Properties {
  fileprivate init(_ finding: Finding, at occurrence: Occurrence) {
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
    evidence = finding.evidence.map(\.text)
    origin = occurrence.origin.name
    blob = occurrence.blob?.description
    commit = occurrence.origin.commit.map(SARIF.Result.Commit.init)
    history = finding.history.map(SARIF.Result.History.init)
  }
}

extension SARIF.Result.Commit {
  init(_ commit: Commit) {
    id = commit.id.description
    author = commit.author
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

extension SARIF.PhysicalLocation {
  init(_ path: BytePath, _ region: Region, snippet: String?) {
    artifactLocation = SARIF.ArtifactLocation(path)
    self.region = SARIF.Region(
      startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine,
      endColumn: region.endColumn, byteOffset: region.byteOffset, byteLength: region.byteCount,
      snippet: snippet.map(SARIF.Message.init))
  }
}

extension Finding {
  /// Where the endpoint stands, when that is in the file of this occurrence or in one that has none of the key.
  fileprivate func endpoint(beside occurrence: Occurrence) -> (path: BytePath, region: Region)? {
    guard let region = resource?.region else { return nil }
    if let path = resource?.path { return (path, region) }
    guard let first = occurrences.first, first.path == occurrence.path,
      first.blob == occurrence.blob
    else { return nil }
    return (occurrence.path, region)
  }

  /// Sentences for the person who reads the alert, without the secret.
  ///
  /// - Parameters:
  ///   - occurrence: the place that the alert is about.
  ///   - linked: whether the related location 1 is the endpoint.
  /// - Returns: plain text in which brackets are escaped, save those of a link (§3.11.6).
  fileprivate func message(at occurrence: Occurrence, linked: Bool) -> String {
    var first = escapedBrackets(title) + ", " + confidence.phrase
    if !evidence.isEmpty {
      first += " (" + escapedBrackets(evidence.map(\.text).joined(separator: "; ")) + ")"
    }
    if let created = facts.created { first += ", created \(created)" }
    if let host = resource?.host {
      first += linked ? ", of ['\(escapedBrackets(host))'](1)" : ", of '\(escapedBrackets(host))'"
    }
    var sentences = [sentence(first)]
    if let commit = occurrence.origin.commit {
      sentences.append("Introduced by commit \(commit.id.description.prefix(10)).")
    }
    if let history {
      let now = history.whereNow
      sentences.append(sentence(escapedBrackets(now.prefix(1).uppercased() + now.dropFirst())))
    }
    if let hint {
      let summary = escapedBrackets(hint.summary)
      sentences.append(sentence(summary.prefix(1).uppercased() + summary.dropFirst()))
    }
    return sentences.joined(separator: " ")
  }
}

/// Text for a message, in which a bracket is no link.
func escapedBrackets(_ text: String) -> String {
  let brackets = "[]\\".utf8
  var output: [UInt8] = []
  for byte in escapedForDisplay(text.utf8).utf8 {
    if brackets.contains(byte) { output.append(UInt8(ascii: "\\")) }
    output.append(byte)
  }
  return String(decoding: output, as: UTF8.self)
}
