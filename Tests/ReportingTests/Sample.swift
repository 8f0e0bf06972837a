import ScanModel

/// A report in which everything occurs that a report can hold; its secrets are no keys.
enum Sample {
  static let value = "not-a-key-but-as-long-as-one-0001"
  static let otherValue = "NOT-A-KEY-BUT-AS-LONG-AS-ONE-0002"

  static func report(reveal: Bool = false) -> ScanReport {
    var coverage = Coverage()
    coverage.refs = 3
    coverage.commits = 1412
    coverage.blobs = 6824
    coverage.archives = 2
    coverage.members = 31
    coverage.bytes = 80_120_000
    coverage.skipped = [.submodule: 1, .ignored: 1203, .encrypted: 3]
    coverage.notes = ["app.zip: 3 parts are encrypted and not read, a.env first"]
    coverage.issues = [
      ScanIssue(subject: "refs/heads/broken", message: "object 12ab34cd is missing: run git fetch"),
      ScanIssue(subject: nil, message: "the clone is shallow: run git fetch --unshallow"),
    ]
    coverage.ruleCount = 41
    coverage.rulesDigest = String(repeating: "0123456789abcdef", count: 4)
    return ScanReport(
      toolVersion: "0.1.0", command: "history", target: ".",
      today: YearMonth(year: 2026, month: 11),
      findings: [certain(reveal: reveal), medium(reveal: reveal)], belowShown: 2,
      rules: [
        RuleInfo(
          id: "azure-ai-key-hex", title: "Azure AI services key",
          description: "A key of 32 hexadecimal digits", help: "", severity: .medium, tags: []),
        RuleInfo(
          id: "azure-openai-key", title: "Azure OpenAI key",
          description: "A key of an Azure OpenAI account.",
          help: "# Azure OpenAI key\n\n1. Regenerate it.\n2. Sign in instead.\n",
          severity: .critical, tags: ["azure", "security"]),
      ],
      coverage: coverage,
      repository: RepositoryFacts(
        remoteURL: "https://example.com/contoso/chat.git",
        headCommit: String(repeating: "c", count: 40), branch: "main"),
      failOn: .high)
  }

  static let empty: ScanReport = {
    var report = Sample.report()
    report.findings = []
    report.rules = []
    report.belowShown = 0
    report.coverage.issues = []
    report.repository = nil
    return report
  }()

  private static func certain(reveal: Bool) -> Finding {
    let removal = commit("3c", author: "Bo Builder", time: 1_760_000_000)
    let commit = commit("1a", author: "Ann Author", time: 1_750_000_000)
    let key = region(line: 12, column: 16, offset: 310)
    let places =
      [
        Occurrence(path: BytePath("src/chat.py"), region: key, blob: id("b1"), origin: .file)
      ]
      + (1...7).map {
        Occurrence(
          path: BytePath("old/copy \($0).py"), region: key, blob: id("b2"), origin: .commit(commit))
      }
    return Finding(
      rule: "azure-openai-key", title: "Azure OpenAI key",
      secret: secret(value, "3f", reveal: reveal), confidence: .certain, severity: .critical,
      service: Service(id: "azure-openai", name: "Azure OpenAI"),
      resource: Resource(
        host: "contoso.openai.azure.com", name: "contoso", cloud: "public",
        region: region(line: 11, column: 18, offset: 270)),
      facts: KeyFacts(role: nil, created: YearMonth(year: 2025, month: 6), checksum: .valid),
      evidence: [
        Evidence(kind: .proof, text: "its own checksum"),
        Evidence(kind: .carrier, text: "argument api_key of AzureOpenAI"),
        Evidence(kind: .company, text: "endpoint contoso.openai.azure.com one line above"),
      ],
      occurrences: places,
      history: SecretHistory(
        (1...7).compactMap { number in
          id("b2").map { blob in
            PathHistory(
              blob: blob, path: BytePath("old/copy \(number).py"),
              introduced: CommitList(kept: [commit]),
              removed: CommitList(kept: [removal], count: 30),
              refs: number == 1
                ? RefList(
                  kept: ["refs/heads/main", "refs/heads/release/1", "refs/tags/v1"], count: 9)
                : RefList())
          }
        }),
      hint: Hint(
        summary: "move clients to the account's other key, regenerate this one, then let "
          + "DefaultAzureCredential sign in",
        replacement: """
          from azure.identity import DefaultAzureCredential, get_bearer_token_provider
          client = AzureOpenAI(
              azure_ad_token_provider=get_bearer_token_provider(DefaultAzureCredential(), scope),
          )
          """,
        commands: [
          "az cognitiveservices account keys regenerate --name contoso -g <group> --key-name key1"
        ]))
  }

  private static func medium(reveal: Bool) -> Finding {
    Finding(
      rule: "azure-ai-key-hex", title: "Azure AI services key",
      secret: secret(otherValue, "7c", reveal: reveal), confidence: .medium, severity: .medium,
      resource: Resource(
        host: "westeurope.api.cognitive.microsoft.com", name: nil, cloud: "public", region: nil),
      evidence: [Evidence(kind: .name, text: "name settings[\"speech\"].key")],
      occurrences: [
        Occurrence(
          path: BytePath("web/a:b/Größe.json"), region: region(line: 3, column: 9, offset: 40),
          blob: id("b3"),
          origin: .commit(commit("2b", author: "Eve \u{1B}[2J\u{202E}", time: Int64.max))),
        Occurrence(
          path: BytePath("web/a:b/Größe.json"), region: region(line: 4, column: 9, offset: 90),
          blob: id("b4"), origin: .unreachable),
        Occurrence(
          path: BytePath("web/settings.json"), region: region(line: 1, column: 1, offset: 0),
          blob: nil, origin: .index),
      ])
  }

  static func secret(_ value: String, _ digest: String, reveal: Bool) -> Secret {
    Secret(
      value: Array(value.utf8), fingerprint: Fingerprint(hex: String(repeating: digest, count: 32)),
      reveal: reveal)
  }

  static func region(line: Int, column: Int, offset: Int) -> Region {
    Region(
      startLine: line, startColumn: column, endLine: line, endColumn: column + 33,
      byteOffset: offset, byteCount: 33)
  }

  /// An object id that repeats two digits.
  static func id(_ digits: String) -> BlobID? {
    UInt8(digits, radix: 16).flatMap { BlobID(Array(repeating: $0, count: 20)) }
  }

  private static func commit(_ digits: String, author: String, time: Int64) -> Commit {
    guard let id = id(digits) else { preconditionFailure("two hexadecimal digits") }
    return Commit(
      id: id, author: author, authorEmail: "someone@example.com", authorTime: time,
      committerTime: time)
  }
}
