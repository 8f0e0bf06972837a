import ScanModel

extension Sample {
  /// With findings of all states: failing, too unsure to fail, in the baseline, suppressed here or everywhere; and with
  /// a change of the settings.
  static let settled: ScanReport = {
    var report = Sample.report()
    report.command = "diff"
    report.coverage.issues = []
    report.repository = RepositoryFacts(
      remoteURL: "https://github.com/contoso/chat.git",
      headCommit: String(repeating: "c", count: 40), branch: "main")
    let reason = "a key of the emulator, which is no secret"
    let allowed = suppression(.comment, "src/fake.py", reason)
    let expired = suppression(.configuration, ".keystrel.toml", reason, .expired)
    report.findings = [
      finding("01", "src/chat.py", .high, .critical, nil),
      finding("02", "src/guess.py", .low, .medium, nil),
      finding("03", "src/late.py", .high, .low, expired),
      finding("04", "src/fake.py", .high, .high, allowed),
      finding("05", "src/old.py", .certain, .critical, nil),
    ]
    report.findings[0].owners = ["@contoso/chat", "ann@example.com"]
    report.findings[4].baseline = .unchanged
    let place = report.findings[3].occurrences[0]
    report.findings[0].occurrences.append(
      Occurrence(
        path: BytePath("src/fake.py"), region: place.region, blob: place.blob,
        origin: place.origin, suppression: allowed))
    report.triage.origin = "the merge base 1a2b3c4d5e"
    report.triage.changes = [
      SettingsChange(
        path: BytePath(".keystrel.toml"), line: 7,
        text: "adds a suppression for rule azure-openai-key"),
      SettingsChange(path: BytePath(".keystrel-baseline"), text: "adds 40 entries to the baseline"),
    ]
    return report
  }()

  static func finding(
    _ digits: String, _ path: String, _ confidence: Confidence, _ severity: Severity,
    _ suppression: Suppression?
  ) -> Finding {
    Finding(
      rule: "azure-openai-key", title: "Azure OpenAI key",
      secret: secret(value, digits, reveal: false), confidence: confidence, severity: severity,
      evidence: [Evidence(kind: .name, text: "named OPENAI_KEY")],
      occurrences: [
        Occurrence(
          path: BytePath(path), region: region(line: 3, column: 9, offset: 40), blob: id("b3"),
          origin: .file, suppression: suppression)
      ])
  }

  private static func suppression(
    _ kind: Suppression.Kind, _ path: String, _ reason: String,
    _ status: Suppression.Status = .inForce
  ) -> Suppression {
    Suppression(
      kind: kind, path: BytePath(path), line: 2, reason: reason, owner: "ann@example.com",
      until: Day(year: 2027, month: 1, day: 31), status: status)
  }
}
