import ScanModel

extension Sample {
  /// With what a repository's settings say: one secret that the baseline knows and that has suppressions of every status.
  static let triaged: ScanReport = {
    var report = Sample.told
    report.triage.origin = "the merge base 1a2b3c4d5e"
    report.triage.files = [BytePath(".keystrel.toml"), BytePath(".keystrel-baseline")]
    report.triage.baselineCount = 3
    report.triage.absent = [Fingerprint(hex: String(repeating: "ab", count: 32))]
    report.triage.changes = [
      SettingsChange(
        path: BytePath(".keystrel.toml"), line: 7,
        text: "adds a suppression for rule [azure-openai-key](1)"),
      SettingsChange(path: BytePath("deleted [x]"), text: "deletes the baseline"),
    ]
    report.findings[0].baseline = .unchanged
    report.findings[1].baseline = .new
    report.findings[1].owners = ["@contoso/speech", "bo@example.com"]
    for (index, suppression) in suppressions.enumerated() {
      report.findings[0].occurrences[index].suppression = suppression
    }
    return report
  }()

  static let suppressions = [
    Suppression(
      kind: .comment, path: BytePath("src/chat.py"), line: 12, reason: "a key of the sandbox",
      owner: "@ann", until: Day(year: 2027, month: 1, day: 31)),
    Suppression(kind: .gitleaksIgnore, path: BytePath(".gitleaksignore"), line: 3),
    Suppression(
      kind: .configuration, path: BytePath(".keystrel.toml"), line: 9, reason: "until the move",
      until: Day(year: 2025, month: 12, day: 31), status: .expired),
    Suppression(
      kind: .detectSecretsComment, path: BytePath("old/copy 3.py"), line: 12, status: .unapproved),
  ]
}
