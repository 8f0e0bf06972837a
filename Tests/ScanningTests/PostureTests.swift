import Rules
import ScanModel
import Testing

@testable import Scanning

@Suite struct PostureTests {
  private static let open = """
    resource ai 'Microsoft.CognitiveServices/accounts@2023-05-01' = {
      name: 'ai'
      properties: {
        disableLocalAuth: false
      }
    }

    """

  private static func posture(_ input: MemoryInput, jobs: Int = 1) throws -> [PostureFinding] {
    try Scan(ScanTests.rules.get(), jobs: jobs).run(input).posture
  }

  @Test func aBlockIsFoundAsAWholeWithItsNameAndItsFix() throws {
    let found = try Self.posture(MemoryInput([("main.bicep", "// ai\n" + Self.open)]))
    #expect(found.map(\.rule) == ["azure-posture-local-auth-bicep"])
    #expect(found.map(\.subject) == ["ai"])
    #expect(found.first?.occurrences.map(\.region.lines) == [2...7])
    #expect(found.first?.hint?.replacement?.contains("disableLocalAuth: true") == true)
  }

  @Test func whatIsOffIsNotThereAndCostsNothing() throws {
    let ruleSet = try ScanTests.rules.get().withoutPosture
    let result = try Scan(ruleSet, jobs: 1).run(MemoryInput([("main.bicep", Self.open)]))
    #expect(result.posture.isEmpty)
    #expect(result.coverage.postureRuleCount == 0)
    #expect(
      try Scan(ScanTests.rules.get(), jobs: 1).run(MemoryInput([])).coverage.postureRuleCount > 0)
  }

  @Test func anEditBesideABlockLeavesItTheSame() throws {
    func fingerprint(_ path: String, _ text: String) throws -> Fingerprint? {
      try Self.posture(MemoryInput([(path, text)])).first?.fingerprint
    }
    let one = try fingerprint("main.bicep", Self.open)
    #expect(one != nil)
    #expect(try fingerprint("main.bicep", "var a = 1\n\n" + Self.open) == one)
    #expect(try fingerprint("other.bicep", Self.open) != one)
  }

  @Test func aBlockCountsWhenTheChangeTouchesIt() throws {
    for (lines, count) in [(4...4, 1), (1...1, 1), (8...9, 0)] {
      var input = MemoryInput([("main.bicep", Self.open + "\nvar a = 1\n")])
      input.entries[0].addedLines = LineSet([lines])
      #expect(try Self.posture(input).count == count)
    }
  }

  @Test func postureIsNoSecret() throws {
    let result = try Scan(ScanTests.rules.get(), jobs: 1, explains: true)
      .run(MemoryInput([("main.bicep", Self.open)]))
    #expect(result.findings.isEmpty && result.candidates.isEmpty)
  }

  @Test(arguments: [2, 4])
  func anyNumberOfWorkersSaysTheSame(jobs: Int) throws {
    let input = MemoryInput((0..<60).map { ("d\($0 % 5)/m\($0).bicep", Self.open) })
    func summary(_ jobs: Int) throws -> [String] {
      try Self.posture(input, jobs: jobs).map {
        $0.fingerprint.hex + $0.occurrences.map(\.path.text).joined()
      }
    }
    let one = try summary(1)
    #expect(one.count == 60)
    #expect(try summary(jobs) == one)
  }

  /// What a block may hold without being read wrong, or for ever.
  @Test(arguments: [
    ("{", 3000), ("'", 3001), ("{}", 6000), ("/*", 4000), ("\\", 5001), ("[{\"a\":", 2000),
    ("\"a\": 1,", 3000),
  ])
  func hostileBlocksEndSoon(part: String, count: Int) throws {
    let text = String(repeating: part, count: count)
    let blocks = [
      ("a.bicep", "resource x 'Microsoft.Search/searchServices@1' = {\n" + text),
      ("a.json", "{" + text + "\"type\": \"Microsoft.Search/searchServices\"," + text),
      ("a.tf", "resource \"azurerm_search_service\" \"x\" {\n" + text),
      ("a.yaml", "a:\n  " + text + "\n  type: azure-native:search:Service\n" + text),
      ("a.sh", "az cognitiveservices account keys list " + text),
    ]
    let result = try Scan(ScanTests.rules.get(), jobs: 1).run(MemoryInput(blocks))
    // A limit that is reached is told, never passed over.
    #expect(result.coverage.issues.allSatisfy { $0.message.contains("limit") })
  }
}
