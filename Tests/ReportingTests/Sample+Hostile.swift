import ScanModel

extension Sample {
  /// A report with text from a stranger wherever a stranger's text can come to stand.
  static func hostile(_ text: String) -> ScanReport {
    var report = hostile(at: BytePath(text))
    report.target = text
    report.repository = RepositoryFacts(
      remoteURL: "https://github.com/contoso/\(text)",
      headCommit: String(repeating: "c", count: 40),
      branch: text)
    report.findings[0].rule = text
    report.findings[0].title = text
    report.findings[0].evidence = [Evidence(kind: .name, text: "named " + text)]
    report.findings[0].service = Service(id: text, name: text)
    report.findings[0].resource = Resource(host: text, name: text, cloud: "public", region: nil)
    report.findings[0].usage = KeyUsage(region: text, deployment: text, index: text)
    report.findings[0].hint = Hint(summary: text, replacement: "a\n" + text, commands: [text])
    report.findings[0].owners = [text]
    let suppression = Suppression(
      kind: .comment, path: BytePath(text), line: 1, reason: text, owner: text)
    var suppressed = report.findings[0]
    suppressed.occurrences[0].suppression = suppression
    report.findings.append(suppressed)
    if let id = id("1a") {
      let commit = Commit(
        id: id, author: text, authorEmail: text, authorTime: 1_750_000_000,
        committerTime: 1_750_000_000)
      var traced = report.findings[0]
      traced.occurrences = [
        Occurrence(
          path: BytePath("dir/" + text), region: region(line: 1, column: 1, offset: 0), blob: id,
          origin: .commit(commit))
      ]
      traced.history = SecretHistory([
        PathHistory(
          blob: id, path: BytePath(text),
          introduced: CommitList(kept: [commit]),
          refs: RefList(kept: ["refs/heads/" + text], count: 1))
      ])
      report.findings.append(traced)
    }
    report.posture = [
      PostureFinding(
        rule: text, title: text, severity: .medium, subject: text,
        fingerprint: Fingerprint(hex: "5e"), hint: Hint(summary: text, commands: [text]),
        occurrences: report.findings[0].occurrences)
    ]
    report.triage.changes = [SettingsChange(path: BytePath(text), line: 1, text: text)]
    report.coverage.issues = [ScanIssue(subject: text, message: text)]
    report.coverage.notes = [text]
    report.explanation = Explanation(
      candidates: [
        Candidate(
          rule: text, secret: report.findings[0].secret, verdict: .dropped(text),
          occurrence: report.findings[0].occurrences[0])
      ], omitted: 0, shown: .low)
    report.failOn = .medium
    return report
  }

  /// A report of one finding at a path.
  static func hostile(at path: BytePath) -> ScanReport {
    var report = Sample.empty
    report.findings = [
      Finding(
        rule: "r", title: "A key", secret: secret(value, "3f", reveal: false),
        confidence: .high, severity: .high,
        occurrences: [
          Occurrence(
            path: path, region: region(line: 1, column: 1, offset: 0), blob: nil, origin: .file)
        ])
    ]
    return report
  }
}
