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
    let codeFlows: [CodeFlow]?
    let partialFingerprints: [String: String]
    let suppressions: [Suppression]?
    let baselineState: BaselineState?
    let fixes: [Fix]?
    let properties: Properties
  }

  enum BaselineState: String, Encodable {
    case new, unchanged
    /// Known, but not at this place.
    case updated
  }

  /// What the run knows of every result.
  ///
  /// Where one result has a state or suppressions, all must have (§3.27.23, §3.27.24).
  struct Answers {
    let comparesWithBaseline: Bool
    let knowsSuppressions: Bool

    init(_ report: ScanReport) {
      comparesWithBaseline =
        report.triage.baselineCount != nil || report.findings.contains { $0.baseline != nil }
      knowsSuppressions = report.findings.contains {
        $0.occurrences.contains { $0.suppression != nil }
      }
    }

    func state(of finding: Finding) -> BaselineState? {
      guard comparesWithBaseline else { return nil }
      guard finding.baseline == .unchanged else { return .new }
      return finding.newPlace == nil ? .unchanged : .updated
    }
  }
}

extension SARIF.Result {
  init(
    _ finding: Finding, _ place: SARIF.Places.Place, ruleIndex: Int?, _ answers: SARIF.Answers
  ) {
    let occurrence = finding.occurrences[place.occurrence]
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
          id: 1, physicalLocation: SARIF.PhysicalLocation(path, region),
          message: SARIF.Message(text: "The endpoint that the key belongs to."))
      ]
    }
    codeFlows = SARIF.CodeFlow(of: finding, at: occurrence).map { [$0] }
    partialFingerprints = Self.fingerprints(of: finding.secret, ordinal: place.ordinal)
    suppressions =
      answers.knowsSuppressions
      ? [occurrence.suppression].compactMap(\.self).compactMap(SARIF.Suppression.init) : nil
    baselineState = answers.state(of: finding)
    fixes = occurrence.edit.map { [SARIF.Fix($0, of: occurrence.path)] }
    properties = Properties(finding, at: occurrence)
  }

  /// The value's digest and nothing else: no place, no person and no commit, so that a key which moves stays the same alert.
  ///
  /// Both hosts look at `primaryLocationLineHash` only, with the rule and the path. CodeQL's, which their upload tasks make
  /// where it is missing, is a digest of the line and what follows it: it would change with every name beside the key.
  private static func fingerprints(of secret: Secret, ordinal: Int) -> [String: String] {
    [
      "keystrelSecret/v1": secret.fingerprint.hex,
      "primaryLocationLineHash": "\(secret.fingerprint.hex.prefix(16)):\(ordinal)",
    ]
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
    var first = escapedBrackets(SARIF.Limits.text(title)) + ", " + confidence.phrase
    if !evidence.isEmpty {
      first +=
        " (" + escapedBrackets(SARIF.Limits.text(evidence.map(\.text).joined(separator: "; ")))
        + ")"
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
    for fault in occurrence.suppression?.faults ?? [] {
      sentences.append(sentence(escapedBrackets(SARIF.Limits.text(capitalized(fault)))))
    }
    if let hint {
      let summary = escapedBrackets(SARIF.Limits.text(hint.summary))
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
