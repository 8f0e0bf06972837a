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
    let indices = Dictionary(
      report.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    tool = SARIF.Tool(
      driver: SARIF.Driver(
        version: report.toolVersion, semanticVersion: report.toolVersion,
        rules: report.rules.map { SARIF.Rule($0, confidence: lowest[$0.id] ?? .medium) }))
    automationDetails = SARIF.AutomationDetails(id: "keystrel/\(report.command)/")
    invocations = [SARIF.Invocation(report)]
    versionControlProvenance = report.repository.flatMap(SARIF.VersionControlDetails.init).map {
      [$0]
    }
    originalUriBaseIds = [
      // No address: the folder has another one on every machine (§3.14.14).
      SARIF.ArtifactLocation.root: SARIF.ArtifactLocation(
        description: SARIF.Message(text: "The root of what was scanned."))
    ]
    var results = report.findings.flatMap { finding in
      finding.occurrences.map {
        SARIF.Result(finding, at: $0, ruleIndex: indices[finding.rule])
      }
    }
    results += report.posture.flatMap { finding in
      finding.occurrences.map {
        SARIF.Result(finding, at: $0, ruleIndex: indices[finding.rule])
      }
    }
    self.results = results
  }
}

extension SARIF.Invocation {
  fileprivate init(_ report: ScanReport) {
    executionSuccessful = report.coverage.isComplete
    toolExecutionNotifications = report.coverage.issues.sorted().map {
      SARIF.Notification(
        descriptor: SARIF.DescriptorReference(id: SARIF.Driver.incomplete.id, index: 0),
        message: SARIF.Message(text: sentence($0.line)))
    }
    properties = Properties(
      command: report.command, belowShown: report.belowShown,
      coverage: JSONCoverage(report.coverage))
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

extension SARIF.ArtifactLocation {
  /// The name that code scanning knows for the root of the repository.
  static let root = "%SRCROOT%"

  /// A relative reference below the root, or a `file:` URI for an absolute path.
  init(_ path: BytePath) {
    let encoded = percentEncoded(path.bytes)
    if path.bytes.first == UInt8(ascii: "/") {
      uri = "file://" + encoded
    } else {
      uri = encoded
      uriBaseId = Self.root
    }
  }
}
