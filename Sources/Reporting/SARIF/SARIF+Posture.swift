import ScanModel

extension SARIF.Result {
  /// One place that leaves the use of keys open: a note, without the digest of any secret.
  init(_ finding: PostureFinding, at occurrence: Occurrence, ruleIndex: Int?) {
    ruleId = finding.rule
    self.ruleIndex = ruleIndex
    level = .note
    message = SARIF.Message(text: finding.message)
    locations = [
      SARIF.Location(
        physicalLocation: SARIF.PhysicalLocation(
          occurrence.path, occurrence.region, snippet: nil))
    ]
    relatedLocations = nil
    partialFingerprints = ["keystrelPosture/v1": finding.fingerprint.hex]
    properties = Properties(
      kind: "posture", confidence: nil, severity: finding.severity.name, service: nil,
      resource: finding.subject, region: nil, deployment: nil, index: nil, role: nil, created: nil,
      checksum: nil, evidence: nil,
      origin: occurrence.origin.name, blob: occurrence.blob?.description,
      commit: occurrence.origin.commit.map(Commit.init), history: nil)
  }
}

extension PostureFinding {
  fileprivate var message: String {
    let subject = subject.map { " (" + escapedBrackets($0) + ")" } ?? ""
    var sentences = [sentence(escapedBrackets(title) + subject)]
    if let summary = hint.map({ escapedBrackets($0.summary) }) {
      sentences.append(sentence(summary.prefix(1).uppercased() + summary.dropFirst()))
    }
    return sentences.joined(separator: " ")
  }
}
