/// Everything that a printer needs: the findings, the rules that made them and what was read.
package struct ScanReport: Sendable {
  package var toolVersion: String
  /// The command that was run: "scan", "staged", "diff", "history".
  package var command: String
  /// What was scanned, as the user named it.
  package var target: String
  /// The month in which the scan ran, from which the age of a key is told.
  package var today: YearMonth
  /// Sorted: first occurrence, then rule, then fingerprint.
  package var findings: [Finding]
  /// Findings under the level that is shown, counted and not listed.
  package var belowShown: Int
  /// What leaves the use of keys open, in the order of the places, where that was asked for; it never fails the run.
  package var posture: [PostureFinding] = []
  /// What became of every candidate, where that was asked for.
  package var explanation: Explanation?
  /// The rules that have findings here, posture included; sorted by id.
  package var rules: [RuleInfo]
  package var coverage: Coverage
  package var repository: RepositoryFacts?
  /// The level from which a finding fails the run; nil when none does.
  package var failOn: Confidence?
  /// What the repository's settings did.
  package var triage = TriageFacts()

  package init(
    toolVersion: String, command: String, target: String, today: YearMonth,
    findings: [Finding], belowShown: Int = 0, rules: [RuleInfo], coverage: Coverage,
    repository: RepositoryFacts? = nil, failOn: Confidence?
  ) {
    self.toolVersion = toolVersion
    self.command = command
    self.target = target
    self.today = today
    self.findings = findings
    self.belowShown = belowShown
    self.rules = rules
    self.coverage = coverage
    self.repository = repository
    self.failOn = failOn
  }

  /// How many findings are at or above the level that fails the run.
  package var failures: Int { failing.count }

  /// Findings at or above the level that fails the run, without those that somebody has dealt with.
  package var failing: [Finding] {
    guard let failOn else { return [] }
    return findings.filter { $0.confidence >= failOn && !$0.isSettled }
  }
}

/// A rule as reports describe it.
package struct RuleInfo: Hashable, Sendable {
  package let id: String
  /// One phrase: "Azure OpenAI key".
  package let title: String
  /// One or two sentences.
  package let description: String
  /// Markdown: what it is and the steps that remove it.
  package let help: String
  package let severity: Severity
  package let tags: [String]
  /// Whether it looks for infrastructure that leaves keys open, and not for secrets.
  package let isPosture: Bool

  package init(
    id: String, title: String, description: String, help: String, severity: Severity,
    tags: [String], isPosture: Bool = false
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.help = help
    self.severity = severity
    self.tags = tags
    self.isPosture = isPosture
  }
}

/// The repository that a scan read, for SARIF's `versionControlProvenance`.
package struct RepositoryFacts: Hashable, Sendable {
  /// The remote's URL without user name and password, or nil when there is none.
  package let remoteURL: String?
  /// The commit at HEAD, 40 hexadecimal digits; nil when HEAD is unborn.
  package let headCommit: String?
  package let branch: String?

  package init(remoteURL: String?, headCommit: String?, branch: String?) {
    self.remoteURL = remoteURL
    self.headCommit = headCommit
    self.branch = branch
  }
}
