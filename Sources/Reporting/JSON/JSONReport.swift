import ScanModel

/// The JSON report, field by field as `docs/report.schema.json` has it.
struct JSONReport: Encodable {
  /// Grows when a field changes its meaning or goes; new fields do not count.
  var schemaVersion = 1
  let tool: Tool
  let command: String
  let target: String
  let month: String
  /// "never" when no finding fails the run.
  let failOn: String
  let failures: Int
  let belowShown: Int
  let findings: [JSONFinding]
  /// nil when it was not asked for.
  let posture: [JSONPosture]?
  /// nil when it was not asked for.
  let explanation: JSONExplanation?
  /// nil where nothing was decided and nothing changes.
  let triage: JSONTriage?
  let rules: [Rule]
  let coverage: JSONCoverage
  let repository: Repository?

  init(_ report: ScanReport) {
    tool = Tool(version: report.toolVersion)
    command = report.command
    target = report.target
    month = report.today.description
    failOn = report.failOn?.name ?? "never"
    failures = report.failures
    belowShown = report.belowShown
    findings = report.findings.map(JSONFinding.init)
    posture = report.coverage.postureRuleCount > 0 ? report.posture.map(JSONPosture.init) : nil
    explanation = report.explanation.map(JSONExplanation.init)
    triage = JSONTriage(report.triage)
    rules = report.rules.map(Rule.init)
    coverage = JSONCoverage(report.coverage)
    repository = report.repository.map(Repository.init)
  }

  func write(to output: inout some TextOutputStream) throws {
    output.write(try jsonText(self, pretty: true) + "\n")
  }

  struct Tool: Encodable {
    var name = "Keystrel"
    let version: String
  }

  struct Rule: Encodable {
    let id: String
    let title: String
    let description: String
    let severity: String
    let tags: [String]

    init(_ rule: RuleInfo) {
      id = rule.id
      title = rule.title
      description = rule.description
      severity = rule.severity.name
      tags = rule.tags
    }
  }

  struct Repository: Encodable {
    let remoteURL: String?
    let headCommit: String?
    let branch: String?

    init(_ facts: RepositoryFacts) {
      remoteURL = facts.remoteURL
      headCommit = facts.headCommit
      branch = facts.branch
    }
  }
}

/// What was read and what was not, as every machine format has it.
struct JSONCoverage: Encodable {
  let complete: Bool
  let refs: Int
  let commits: Int
  let blobs: Int
  let files: Int
  /// nil when none was read.
  let messages: Int?
  /// nil when none was opened; then `members` is nil too.
  let archives: Int?
  let members: Int?
  let bytes: Int
  /// By reason.
  let skipped: [String: Int]
  let issues: [Issue]
  /// nil when there is none.
  let notes: [String]?
  let ruleCount: Int
  /// nil when no rule looked for posture.
  let postureRuleCount: Int?
  let rulesDigest: String

  init(_ coverage: Coverage) {
    complete = coverage.isComplete
    refs = coverage.refs
    commits = coverage.commits
    blobs = coverage.blobs
    files = coverage.files
    messages = coverage.messages > 0 ? coverage.messages : nil
    archives = coverage.archives > 0 ? coverage.archives : nil
    members = coverage.archives > 0 ? coverage.members : nil
    bytes = coverage.bytes
    skipped = Dictionary(
      coverage.skipped.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
    issues = coverage.issues.sorted().map { Issue(subject: $0.subject, message: $0.message) }
    notes = coverage.notes.isEmpty ? nil : coverage.notes
    ruleCount = coverage.ruleCount
    postureRuleCount = coverage.postureRuleCount > 0 ? coverage.postureRuleCount : nil
    rulesDigest = coverage.rulesDigest
  }

  struct Issue: Encodable {
    let subject: String?
    let message: String
  }
}
