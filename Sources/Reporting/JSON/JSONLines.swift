import ScanModel

/// One flat line for each place of each finding and for each candidate that is explained, and a last one that says what
/// was read.
struct JSONLines {
  private let report: ScanReport

  init(_ report: ScanReport) {
    self.report = report
  }

  func write(to output: inout some TextOutputStream) throws {
    for finding in report.findings {
      for occurrence in finding.occurrences {
        output.write(try jsonText(Place(finding, occurrence), pretty: false) + "\n")
      }
    }
    for finding in report.posture {
      for occurrence in finding.occurrences {
        output.write(try jsonText(OpenPlace(finding, occurrence), pretty: false) + "\n")
      }
    }
    if let explanation = report.explanation {
      for candidate in explanation.candidates {
        let line = CandidateLine(candidate, shown: explanation.shown)
        output.write(try jsonText(line, pretty: false) + "\n")
      }
    }
    output.write(
      try jsonText(LastLine(report), pretty: false) + "\n")
  }

  /// Keys that many tools read, "file" and "line", are in both kinds of line.
  private struct LastLine: Encodable {
    var type = "coverage"
    var file = ""
    var line = 0
    let coverage: JSONCoverage
    let triage: JSONTriage?

    init(_ report: ScanReport) {
      coverage = JSONCoverage(report.coverage)
      triage = JSONTriage(report.triage)
    }
  }

  private struct OpenPlace: Encodable {
    var type = "posture"
    let file: String
    let fileBytes: String?
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let rule: String
    let title: String
    let severity: String
    let subject: String?
    let fingerprint: String
    let fix: String?
    let origin: String
    let blob: String?
    let commit: String?

    init(_ finding: PostureFinding, _ occurrence: Occurrence) {
      file = occurrence.path.text
      fileBytes = occurrence.path.base64IfRepaired
      line = occurrence.region.startLine
      column = occurrence.region.startColumn
      endLine = occurrence.region.endLine
      endColumn = occurrence.region.endColumn
      rule = finding.rule
      title = finding.title
      severity = finding.severity.name
      subject = finding.subject
      fingerprint = finding.fingerprint.hex
      fix = finding.hint?.summary
      origin = occurrence.origin.name
      blob = occurrence.blob?.description
      commit = occurrence.origin.commit?.id.description
    }
  }

  private struct CandidateLine: Encodable {
    var type = "candidate"
    let file: String
    let fileBytes: String?
    let line: Int
    let column: Int
    let rule: String
    let secret: String
    let fingerprint: String
    let verdict: String
    let confidence: String?
    let reason: String
    let blob: String?
    let commit: String?

    init(_ candidate: Candidate, shown: Confidence) {
      let json = JSONCandidate(candidate, shown: shown)
      file = json.occurrence.path
      fileBytes = json.occurrence.pathBytes
      line = json.occurrence.region.startLine
      column = json.occurrence.region.startColumn
      rule = json.rule
      secret = json.secret.value ?? json.secret.redacted
      fingerprint = json.secret.fingerprint
      verdict = json.verdict
      confidence = json.confidence
      reason = json.reason
      blob = json.occurrence.blob
      commit = json.occurrence.commit?.id
    }
  }

  private struct Place: Encodable {
    var type = "finding"
    let file: String
    let fileBytes: String?
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    /// The value when it is revealed, else redacted.
    let secret: String
    let fingerprint: String
    let rule: String
    let title: String
    let service: String?
    let confidence: String
    let severity: String
    let resource: String?
    let region: String?
    let created: String?
    let checksum: String
    let origin: String
    let blob: String?
    let commit: String?
    let author: String?
    let authorEmail: String?
    let date: String?
    /// Whether a ref leads to the commit.
    let reachable: Bool?
    /// How many refs still have the secret, at this place or another; at least, where there are very many.
    let refs: Int?
    /// The commit that took it away last.
    let removed: String?
    /// What the baseline says: "new", "unchanged".
    let baseline: String?
    /// What lets it stand here, or would; its status tells.
    let suppression: JSONSuppression?

    init(_ finding: Finding, _ occurrence: Occurrence) {
      let commit = occurrence.origin.commit
      file = occurrence.path.text
      fileBytes = occurrence.path.base64IfRepaired
      line = occurrence.region.startLine
      column = occurrence.region.startColumn
      endLine = occurrence.region.endLine
      endColumn = occurrence.region.endColumn
      secret = finding.secret.revealed ?? finding.secret.redacted
      fingerprint = finding.secret.fingerprint.hex
      rule = finding.rule
      title = finding.title
      service = finding.service?.id
      confidence = finding.confidence.name
      severity = finding.severity.name
      resource = finding.resource?.host
      region = finding.usage.region
      created = finding.facts.created?.description
      checksum = finding.facts.checksum.name
      origin = occurrence.origin.name
      blob = occurrence.blob?.description
      self.commit = commit?.id.description
      author = commit?.author
      authorEmail = commit?.authorEmail
      date = commit.flatMap { UTCTime(secondsSince1970: $0.authorTime)?.timestamp }
      reachable = commit?.isReachable
      refs = finding.history?.refs.count
      removed = finding.history?.lastRemoval?.id.description
      baseline = finding.baseline?.rawValue
      suppression = occurrence.suppression.map(JSONSuppression.init)
    }
  }
}
