import Rules
import ScanModel
import Testing

@testable import Scanning

@Suite struct ExplanationTests {
  private static func explain(_ input: MemoryInput, jobs: Int = 1) throws -> Scan.Result {
    var ruleSet = try ScanTests.rules.get()
    var own = Rule(id: "own")
    own.regex = "own-([0-9]{6})"
    own.path = "[.]txt$"
    var allowlist = Allowlist()
    allowlist.stopwords = ["000"]
    own.allowlists = [allowlist]
    ruleSet.rules = (ruleSet.rules + [own]).sorted { $0.id < $1.id }
    return try Scan(ruleSet, jobs: jobs, explains: true).run(input)
  }

  private static func lines(_ result: Scan.Result) -> [String] {
    result.candidates.map { candidate in
      let place = candidate.occurrence
      let verdict =
        switch candidate.verdict {
        case .dropped(let reason): "dropped: \(reason)"
        case .kept(let confidence, let start, let evidence):
          "\(confidence) from \(start): \(evidence.map(\.text))"
        }
      return "\(place.path.text):\(place.region.startLine):\(place.region.startColumn) "
        + "\(candidate.rule) \(verdict)"
    }
  }

  @Test func everyCandidateHasItsPlaceAndItsReason() throws {
    let text = try expandGenerators(
      "AZURE_OPENAI_KEY={{hex32 #41}}\nsha = {{hex32 #42}}\nkey=\(String(repeating: "0", count: 32))"
    )
    let lines = Self.lines(try Self.explain(MemoryInput([("a.env", text)])))
    #expect(lines.count == 3)
    #expect(lines[0] == "a.env:1:18 azure-ai-key-32 high from medium: [\"named AZURE_OPENAI_KEY\"]")
    #expect(lines[1].hasPrefix("a.env:2:7 azure-ai-key-32 dropped: "))
    #expect(lines[2].hasPrefix("a.env:3:5 azure-ai-key-32 dropped: "))
  }

  @Test func whatARuleItselfLetsPassIsTold() throws {
    let result = try Self.explain(
      MemoryInput([("a.txt", "own-123456 own-000111"), ("b.md", "own-123456")]))
    #expect(
      Self.lines(result) == [
        "a.txt:1:5 own medium from medium: []",
        "a.txt:1:16 own dropped: an allowlist of rule own, or of all rules, lets it pass",
        "b.md:1:5 own dropped: rule own is for other paths",
      ])
    #expect(result.findings.count == 1)
  }

  @Test func aFindingThatTheChangeDoesNotAddIsTold() throws {
    var input = MemoryInput([("a.txt", "own-123456\nown-654321\n")])
    input.entries[0].addedLines = LineSet([2...2])
    let lines = Self.lines(try Self.explain(input))
    #expect(lines.first == "a.txt:1:5 own dropped: the change does not add its line")
    #expect(lines.last == "a.txt:2:5 own medium from medium: []")
  }

  @Test func nothingIsCollectedUnasked() throws {
    let input = MemoryInput([("a.txt", "sha=\(try expandGenerators("{{hex32 #43}}"))")])
    #expect(try Scan(ScanTests.rules.get(), jobs: 1).run(input).candidates.isEmpty)
  }

  @Test(arguments: [1, 2, 5])
  func theFirstByPlaceAreKeptAndTheRestIsCounted(jobs: Int) throws {
    let text = (0..<500).map { "own-\(100_000 + $0)\n" }.joined()
    let input = MemoryInput((0..<50).map { ("f\(10 + $0).txt", text) })
    let result = try Self.explain(input, jobs: jobs)
    #expect(result.candidates.count == CandidateList.limit)
    #expect(result.omittedCandidates == 50 * 500 - CandidateList.limit)
    #expect(result.candidates.first?.occurrence.path == BytePath("f10.txt"))
    #expect(result.candidates.last?.occurrence.path == BytePath("f29.txt"))
    #expect(result.candidates == result.candidates.sorted())
  }

  @Test func noValueIsInTheOpen() throws {
    let text = try expandGenerators("sha = {{hex32 #44}}")
    let value = text.dropFirst(6)
    let result = try Self.explain(MemoryInput([("a.env", text)]))
    let secret = try #require(result.candidates.first?.secret)
    #expect(secret.revealed == nil)
    #expect(secret.redacted == "\(value.prefix(4))…(32)")
  }
}
