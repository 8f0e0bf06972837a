import ScanModel

/// A posture finding in the JSON report.
struct JSONPosture: Encodable {
  let rule: String
  let title: String
  let severity: String
  let subject: String?
  let fingerprint: String
  let occurrences: [JSONFinding.Occurrence]
  let fix: JSONFinding.Hint?

  init(_ finding: PostureFinding) {
    rule = finding.rule
    title = finding.title
    severity = finding.severity.name
    subject = finding.subject
    fingerprint = finding.fingerprint.hex
    occurrences = finding.occurrences.map(JSONFinding.Occurrence.init)
    fix = finding.hint.map {
      JSONFinding.Hint(summary: $0.summary, replacement: $0.replacement, commands: $0.commands)
    }
  }
}
