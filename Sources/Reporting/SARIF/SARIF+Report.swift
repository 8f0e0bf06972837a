import ScanModel

extension SARIF.Log {
  init(_ report: ScanReport) {
    runs = [SARIF.Run(report)]
  }

  func write(to output: inout some TextOutputStream) throws {
    output.write(try jsonText(self, pretty: true) + "\n")
  }
}

extension SARIF.Run {
  fileprivate init(_ report: ScanReport) {
    let lowest = Dictionary(
      report.findings.map { ($0.rule, $0.confidence) }, uniquingKeysWith: min)
    tool = SARIF.Tool(
      driver: SARIF.Driver(
        fullName: "Keystrel " + report.toolVersion,
        version: report.toolVersion, semanticVersion: report.toolVersion,
        rules: report.rules.map { SARIF.Rule($0, confidence: lowest[$0.id] ?? .medium) }))
    let places = SARIF.Places(of: report)
    automationDetails = SARIF.AutomationDetails(id: "keystrel/\(report.command)/")
    invocations = [SARIF.Invocation(report, leftOut: places.leftOut)]
    versionControlProvenance = report.repository.flatMap(SARIF.VersionControlDetails.init).map {
      [$0]
    }
    originalUriBaseIds = [
      // No address: the folder has another one on every machine (§3.14.14).
      SARIF.ArtifactLocation.root: SARIF.ArtifactLocation(
        description: SARIF.Message(text: "The root of what was scanned."))
    ]
    let indices = Dictionary(
      report.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let answers = SARIF.Answers(report)
    results =
      places.findings.map { place in
        let finding = report.findings[place.finding]
        return SARIF.Result(finding, place, ruleIndex: indices[finding.rule], answers)
      }
      + places.posture.map { place in
        let finding = report.posture[place.finding]
        return SARIF.Result(
          finding, at: finding.occurrences[place.occurrence], ruleIndex: indices[finding.rule],
          answers)
      }
  }
}

extension SARIF.VersionControlDetails {
  /// The commit at HEAD, or nil without a remote that a URI can name.
  fileprivate init?(_ facts: RepositoryFacts) {
    guard let url = facts.remoteURL, isRemoteURI(url) else { return nil }
    repositoryUri = url
    revisionId = facts.headCommit
    branch = facts.branch
    mappedTo = SARIF.ArtifactLocation(uriBaseId: SARIF.ArtifactLocation.root)
  }
}
