import ScanModel

extension Sample {
  /// With what is told on request: posture and an explanation.
  static let told: ScanReport = {
    var report = Sample.report()
    report.command = "diff"
    report.coverage.postureRuleCount = 18
    report.rules.insert(
      RuleInfo(
        id: "azure-posture", title: "Azure AI resource that accepts keys",
        description: "An account whose keys are on", help: "1. Turn them off.\n",
        severity: .medium, tags: ["azure"], isPosture: true), at: 2)
    let hint = Hint(
      summary: "set disableLocalAuth to true",
      replacement: "properties: {\n  disableLocalAuth: true\n}",
      commands: ["az resource update --ids <id> --set properties.disableLocalAuth=true"])
    report.posture = [("infra/main.bicep", "openAi", hint), ("web/a:b/Größe.bicep", nil, hint)].map
    {
      path, subject, hint in
      PostureFinding(
        rule: "azure-posture", title: "Azure AI resource that accepts keys", severity: .medium,
        subject: subject, fingerprint: Fingerprint(hex: String(repeating: "5e", count: 32)),
        hint: hint,
        occurrences: [
          Occurrence(
            path: BytePath(path), region: region(line: 7, column: 1, offset: 90), blob: id("b5"),
            origin: .file)
        ])
    }
    let evidence = [Evidence(kind: .name, text: "named SPEECH_KEY")]
    let verdicts: [Candidate.Verdict] = [
      .kept(.high, start: .medium, evidence), .kept(.low, start: .low, evidence),
      .dropped("named as something else: hash"),
    ]
    report.explanation = Explanation(
      candidates: [1, 2, 3, 3].map { line in
        Candidate(
          rule: "azure-ai-key-hex", secret: secret(otherValue, "7c", reveal: false),
          verdict: verdicts[line - 1],
          occurrence: Occurrence(
            path: BytePath("web/a:b/Größe.json"), region: region(line: line, column: 9, offset: 40),
            blob: id("b3"), origin: .file))
      }, omitted: 1234, shown: .medium)
    return report
  }()
}
