import Inputs
import Rules
import ScanModel
import Scanning
import Testing

@Suite struct ScanTests {
  static let rules = Result { try RuleLoader.load().ruleSet }

  private static let oneWorker = Result { Scan(try rules.get(), jobs: 1) }

  private static func scan(_ input: MemoryInput, jobs: Int = 1) throws -> Scan.Result {
    let scan = try jobs == 1 ? oneWorker.get() : Scan(rules.get(), jobs: jobs)
    return try scan.run(input)
  }

  private static func line(_ number: Int) throws -> String {
    try expandGenerators("AZURE_OPENAI_KEY={{hex32 #\(number)}}\n")
  }

  private static func summary(_ result: Scan.Result) -> [String] {
    result.findings.map { finding in
      let places = finding.occurrences.map { "\($0.path.display):\($0.region.startLine)" }
      return "\(finding.rule) \(finding.secret.fingerprint.hex) \(finding.confidence) \(places)"
    } + result.coverage.issues.map(\.line)
      + ["\(result.coverage.files) files, \(result.coverage.bytes) bytes"]
  }

  @Test(arguments: [2, 3, 8])
  func anyNumberOfWorkersSaysTheSame(jobs: Int) throws {
    var input = MemoryInput(
      try (0..<200).map {
        ("dir\($0 % 7)/file\($0).env", try Self.line($0 % 31) + "\n" + (try Self.line($0)))
      })
    for index in stride(from: 0, to: 200, by: 17) { input.entries[index].failsToRead = true }
    let one = Self.summary(try Self.scan(input))
    #expect(one.count > 200)
    for _ in 0..<3 { #expect(Self.summary(try Self.scan(input, jobs: jobs)) == one) }
  }

  @Test func oneSecretIsOneFindingWithAllItsPlaces() throws {
    let line = try Self.line(1)
    let result = try Self.scan(
      MemoryInput([("b.env", line + line), ("a.env", "\n" + line), ("c.env", try Self.line(2))]))
    #expect(result.findings.count == 2)
    let places = result.findings[0].occurrences.map { "\($0.path.text):\($0.region.startLine)" }
    #expect(places == ["a.env:2", "b.env:1", "b.env:2"])
  }

  @Test func theSurestJudgementSpeaksForAll() throws {
    let key = try expandGenerators("{{hex32 #3}}")
    let result = try Self.scan(
      MemoryInput([("a.txt", "my_key = \(key)\n"), ("b.txt", "AZURE_OPENAI_KEY=\(key)\n")]))
    #expect(result.findings.map(\.confidence) == [.high])
    #expect(result.findings.first?.occurrences.count == 2)
  }

  // MARK: - What goes wrong

  @Test func aBlobThatCannotBeReadStopsNothing() throws {
    var input = MemoryInput(
      try (1...40).map { ("f\($0).env", try Self.line($0)) } + [("empty", "")])
    input.entries[5].failsToRead = true
    let result = try Self.scan(input)
    // What was lent before the failure counts.
    #expect(result.findings.count == 40)
    #expect(result.coverage.issues.map(\.line) == ["f6.env: cannot read: permission denied"])
    #expect(result.coverage.files == 40)
    #expect(result.coverage.ruleCount == (try Self.rules.get()).rules.count)
  }

  @Test func withoutReadersTheScanIsIncomplete() throws {
    var input = MemoryInput([("a.env", try Self.line(1))])
    input.failsToMakeReaders = true
    let result = try Self.scan(input)
    #expect(result.findings.isEmpty)
    #expect(result.coverage.issues.map(\.line) == ["no reader"])
  }

  @Test func aPatternThatRunsAwayIsAnIssueOfItsFile() throws {
    var rule = Rule(id: "runaway")
    rule.regex = "(?:a+)+!"
    let ruleSet = RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: "")
    let text = String(repeating: "a", count: 5000) + " !"
    let result = try Scan(ruleSet, jobs: 2).run(MemoryInput([("a.txt", text), ("b.txt", "aa!")]))
    #expect(result.coverage.issues.map(\.subject) == ["a.txt"])
    #expect(result.findings.count == 1)
  }

  // MARK: - Added lines

  @Test(
    arguments: [
      (nil, 3), (LineSet([2...2]), 1), (LineSet([1...2]), 2), (LineSet([4...9]), 0), (LineSet(), 0),
    ] as [(LineSet?, Int)])
  func onlyWhatTouchesAnAddedLineCounts(lines: LineSet?, count: Int) throws {
    var input = MemoryInput([("a.env", try (1...3).map(Self.line).joined())])
    input.entries[0].addedLines = lines
    #expect(try Self.scan(input).findings.count == count)
  }

  @Test func whereTheLinesCannotBeToldEveryLineCounts() throws {
    var input = MemoryInput([("a.env", try (1...3).map(Self.line).joined())])
    input.entries[0].failsToTellLines = true
    let result = try Self.scan(input)
    #expect(result.findings.count == 3)
    #expect(result.coverage.issues.map(\.line) == ["a.env: cannot read: no base"])
  }

  // MARK: - Places

  @Test func theInputTellsWhereABlobLives() throws {
    var input = MemoryInput([("a.env", try Self.line(1))])
    let id = try #require(BlobID([UInt8](repeating: 7, count: 20)))
    input.entries[0].id = id
    input.known.byBlob[id] = [
      (BytePath("x.env"), .index), (BytePath("y.env"), .unreachable),
    ]
    input.known.issues = [ScanIssue(subject: nil, message: "a commit is missing")]
    let result = try Self.scan(input)
    #expect(result.findings.first?.occurrences.map(\.path.text) == ["x.env", "y.env"])
    #expect(result.findings.first?.occurrences.map(\.blob) == [id, id])
    #expect(result.coverage.issues.map(\.message) == ["a commit is missing"])
  }

  // MARK: - Segments

  /// A key at any place around the seam is found once, and placed as in the whole file.
  @Test func segmentsNeitherLoseNorDoubleAKey() throws {
    let line = try Self.line(1)
    for offset in 280..<520 {
      let filler = String(repeating: ".\n", count: offset / 2) + (offset % 2 == 1 ? "." : "")
      let text = filler + "\n" + line + String(repeating: "x\n", count: 300)
      var input = MemoryInput([("a.env", text)])
      let whole = try Self.scan(input)
      input.entries[0].segments = (500, 200)
      let parts = try Self.scan(input)
      #expect(parts.findings.count == 1)
      #expect(
        parts.findings.first?.occurrences.map(\.region)
          == whole.findings.first?.occurrences.map(\.region))
    }
  }
}
