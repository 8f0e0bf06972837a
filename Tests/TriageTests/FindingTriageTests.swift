import ScanModel
import Testing
import Triage

struct FindingTriageTests {
  static let today = Day(year: 2026, month: 11, day: 21)
  static let fingerprint = Fingerprint(hex: String(repeating: "ab", count: 32))

  static func finding(
    _ paths: String..., comment: Suppression? = nil, more: Int = 0
  ) -> Finding {
    let region = Region(
      startLine: 3, startColumn: 1, endLine: 3, endColumn: 33, byteOffset: 0, byteCount: 32)
    var finding = Finding(
      rule: "azure-openai-key", title: "Azure OpenAI key",
      secret: Secret(value: [], fingerprint: fingerprint, reveal: false), confidence: .high,
      severity: .high,
      occurrences: paths.map {
        Occurrence(
          path: BytePath($0), region: region, blob: nil, origin: .file, suppression: comment)
      })
    finding.moreOccurrences = more
    return finding
  }

  static func entry(
    fingerprint: String? = nil, rule: String? = nil, paths: [String] = [], until: Day? = nil
  ) throws -> SuppressionEntry {
    try #require(
      SuppressionEntry(
        fingerprint: fingerprint, rule: rule, paths: paths,
        suppression: Suppression(
          kind: .configuration, path: BytePath(".keystrel.toml"), line: 1, reason: "a sample",
          until: until)))
  }

  @Test func `an entry covers what it names`() throws {
    let cases: [(SuppressionEntry, isSuppressed: Bool)] = [
      (try Self.entry(fingerprint: "abababababab"), true),
      (try Self.entry(fingerprint: "babababababa"), false),
      (try Self.entry(rule: "azure-openai-key"), true),
      (try Self.entry(rule: "azure-speech-key"), false),
      (try Self.entry(paths: ["docs/**"]), false),
      (try Self.entry(paths: ["docs/**", "*.py"]), true),
      (try Self.entry(rule: "azure-openai-key", paths: ["docs/"]), false),
    ]
    for (entry, isSuppressed) in cases {
      var triage = FindingTriage(today: Self.today)
      triage.entries = [entry]
      var findings = [Self.finding("src/a.py", "docs/b.py")]
      _ = triage.decide(on: &findings, having: nil)
      #expect(findings[0].isSuppressed == isSuppressed)
      #expect(findings[0].isSettled == isSuppressed)
    }
  }

  @Test(arguments: [(21, Suppression.Status.inForce), (20, .expired)])
  func `a suppression holds to the end of its last day`(day: Int, status: Suppression.Status) throws
  {
    let until = Day(year: 2026, month: 11, day: day)
    let comment = Suppression(
      kind: .comment, path: BytePath("a.py"), line: 3, reason: "a sample", until: until)
    var triage = FindingTriage(today: Self.today)
    var findings = [Self.finding("a.py", comment: comment)]
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].occurrences[0].suppression?.status == status)
    triage.entries = [try Self.entry(rule: "azure-openai-key", until: until)]
    findings = [Self.finding("a.py")]
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].occurrences[0].suppression?.status == status)
    #expect(findings[0].isSuppressed == (status == .inForce))
  }

  @Test func `an entry takes the place of a comment that does not count`() throws {
    let comment = Suppression(
      kind: .comment, path: BytePath("a.py"), line: 3, status: .invalid("it gives no reason"))
    var triage = FindingTriage(today: Self.today)
    var findings = [Self.finding("a.py", comment: comment)]
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].occurrences[0].suppression == comment)
    #expect(!findings[0].isSuppressed)
    triage.entries = [try Self.entry(rule: "azure-openai-key")]
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].occurrences[0].suppression?.kind == .configuration)
  }

  @Test func `places that a report leaves out are not taken for suppressed`() throws {
    var triage = FindingTriage(today: Self.today)
    triage.entries = [try Self.entry(paths: ["a.py"])]
    var findings = [Self.finding("a.py", more: 5)]
    _ = triage.decide(on: &findings, having: nil)
    #expect(!findings[0].isSettled)
    triage.entries.append(try Self.entry(rule: "azure-openai-key"))
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].isSettled)
  }

  @Test func `places that a report leaves out are suppressed by comments beside them all`() throws {
    let until = Day(year: 2026, month: 11, day: 21)
    let comment = Suppression(kind: .comment, path: BytePath("a.py"), line: 3, until: until)
    for (today, isSettled) in [(until, true), (Day(year: 2026, month: 11, day: 22), false)] {
      var findings = [Self.finding("a.py", comment: comment, more: 5)]
      findings[0].moreComment = comment
      _ = FindingTriage(today: today).decide(on: &findings, having: nil)
      #expect(findings[0].isSettled == isSettled)
    }
  }

  @Test func `the baseline tells what is known and what is gone`() {
    let gone = Fingerprint(hex: String(repeating: "0", count: 64))
    var triage = FindingTriage(today: Self.today)
    var findings = [Self.finding("a.py")]
    #expect(triage.decide(on: &findings, having: .history).baselineCount == nil)
    #expect(findings[0].baseline == nil)
    triage.baseline = Baseline(
      kind: .digest, scope: .workTree, fingerprints: [Self.fingerprint, gone])
    #expect(triage.decide(on: &findings, having: nil).absent.isEmpty)
    #expect(findings[0].baseline == .unchanged)
    #expect(triage.decide(on: &findings, having: .workTree).absent == [gone])
    #expect(triage.decide(on: &findings, having: .history).absent.isEmpty)
    // What was known of the history is not gone because the files lack it.
    triage.baseline?.scope = .history
    #expect(triage.decide(on: &findings, having: .workTree).absent.isEmpty)
    #expect(triage.decide(on: &findings, having: .history).absent == [gone])
    triage.baseline?.fingerprints = []
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].baseline == .new)
    #expect(!findings[0].isSettled)
  }

  @Test func `a known key at a new place fails where the team asks for it`() {
    var triage = FindingTriage(today: Self.today)
    triage.baseline = Baseline(
      kind: .digest, scope: .workTree, fingerprints: [Self.fingerprint])
    triage.isChange = true
    var findings = [Self.finding("a.py")]
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].newPlace == .note)
    #expect(findings[0].isSettled)
    triage.failsOnKnown = true
    _ = triage.decide(on: &findings, having: nil)
    #expect(findings[0].newPlace == .failure)
    #expect(!findings[0].isSettled)
  }

  @Test func `a comment that a change brings is told once`() {
    let comment = Suppression(
      kind: .comment, path: BytePath("a.py"), line: 2, reason: "a sample", status: .unapproved)
    var findings = [Self.finding("a.py", "a.py", comment: comment)]
    let facts = FindingTriage(today: Self.today).decide(on: &findings, having: nil)
    #expect(
      facts.changes == [
        SettingsChange(path: BytePath("a.py"), line: 2, text: "adds keystrel:allow beside a key")
      ])
    #expect(!findings[0].isSettled)
  }
}
