import ScanModel

extension SARIF.Result {
  /// One place that leaves the use of keys open: a note, without the digest of any secret.
  init(
    _ finding: PostureFinding, at occurrence: Occurrence, ruleIndex: Int?, _ answers: SARIF.Answers
  ) {
    ruleId = finding.rule
    self.ruleIndex = ruleIndex
    level = .note
    message = SARIF.Message(text: finding.message)
    locations = [
      SARIF.Location(
        physicalLocation: SARIF.PhysicalLocation(occurrence.path, occurrence.region))
    ]
    relatedLocations = nil
    codeFlows = nil
    partialFingerprints = [
      "keystrelPosture/v1": finding.fingerprint.hex,
      "primaryLocationLineHash": "\(finding.fingerprint.hex.prefix(16)):1",
    ]
    suppressions = answers.knowsSuppressions ? [] : nil
    // A baseline knows secrets only.
    baselineState = answers.comparesWithBaseline ? .new : nil
    fixes = nil
    properties = Properties(
      kind: "posture", severity: finding.severity.name, resource: finding.subject,
      origin: occurrence.origin.name, blob: occurrence.blob?.description,
      commit: occurrence.origin.commit.map(SARIF.Result.Commit.init))
  }
}

extension PostureFinding {
  fileprivate var message: String {
    let subject = subject.map { " (" + escapedBrackets($0) + ")" } ?? ""
    var sentences = [sentence(escapedBrackets(SARIF.Limits.text(title)) + subject)]
    if let summary = hint.map({ escapedBrackets(SARIF.Limits.text($0.summary)) }) {
      sentences.append(sentence(summary.prefix(1).uppercased() + summary.dropFirst()))
    }
    return sentences.joined(separator: " ")
  }
}
