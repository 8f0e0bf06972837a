import Judging
import Rules
import ScanModel
import Testing

@Suite struct VerdictTests {
  private static func rule(_ id: String, _ regex: String, _ confidence: Confidence = .medium)
    -> Rule
  {
    var rule = Rule(id: id)
    rule.regex = regex
    rule.confidence = confidence
    return rule
  }

  private static func judged(_ text: String, _ rules: [Rule]) throws -> Judged {
    try Judged(
      text, path: "a.txt",
      ruleSet: RuleSet(rules: rules, vocabulary: Vocabulary(), allowlists: [], digest: ""))
  }

  // MARK: - Programs

  /// As a Java compiler writes strings: a tag, two bytes of length, the text.
  @Test func aStringOfAProgramBesideItsEndpointIsAKey() throws {
    func constants(_ endpoint: String) -> String {
      ["«{{hex32 #1}}»", endpoint, "run"].map { "\u{1}\u{0}\u{7}" + $0 }.joined()
    }
    let judged = try Judged(
      constants("https://contoso.cognitiveservices.azure.com/"), path: "Run.class")
    #expect(judged.kept.map(\.match.secret) == judged.marked)
    #expect(judged.findings.map(\.confidence) == [.medium])
    #expect(judged.findings.first?.resource?.name == "contoso")
    #expect(try Judged(constants("https://contoso.com/"), path: "Run.class").findings.isEmpty)
  }

  // MARK: - Overlaps

  @Test func aGenericRuleGivesWayToOneThatNamesWhatItFound() throws {
    let rules = [
      Self.rule("a-generic-key", "key=[a-z0-9]+"), Self.rule("named", "abc[0-9]+"),
    ]
    #expect(try Self.judged("key=abc123", rules).findings.map(\.rule) == ["named"])
  }

  /// A rule of the user's that names no service finds anybody's secrets.
  @Test func nothingAroundItMakesAForeignSecretOneOfAzure() throws {
    var ruleSet = try Judged.rules.get()
    ruleSet.rules = [Self.rule("acme", "acme_[0-9a-z]{8}")]
    let text = "ENDPOINT=https://contoso.openai.azure.com\nAZURE_OPENAI_KEY=acme_12ab34cd\n"
    let finding = try #require(
      try Judged(text, path: ".env", ruleSet: ruleSet).findings.first)
    #expect(finding.service == nil && finding.resource == nil)
  }

  @Test func theSurestOfOverlappingFindingsStays() throws {
    let rules = [
      Self.rule("low", "key=[a-z0-9]+", .low), Self.rule("high", "[a-z]+[0-9]+", .high),
      Self.rule("medium", "[0-9]+;", .medium),
    ]
    let judged = try Self.judged("key=abc123; key=abc124;", rules)
    #expect(judged.findings.map(\.rule) == ["high", "high"])
    #expect(judged.reasons.count == 4)
    #expect(Set(judged.reasons) == ["part of a surer finding"])
  }

  @Test func ofEqualFindingsTheLongestStays() throws {
    let rules = [Self.rule("short", "b+"), Self.rule("long", "ab+c")]
    #expect(try Self.judged("abbbc", rules).findings.map(\.rule) == ["long"])
  }

  @Test func nothingAtAllIsNoSecret() throws {
    #expect(
      try Self.judged("aab", [Self.rule("ahead", "(?=a)"), Self.rule("any", "x*")]).findings.isEmpty
    )
  }

  @Test func findingsThatTouchBothStay() throws {
    let rules = [Self.rule("a", "a+"), Self.rule("b", "b+")]
    #expect(try Self.judged("aabb", rules).findings.map(\.rule) == ["a", "b"])
  }

  /// A match that was dropped hides nothing and splits nothing.
  @Test func whatWasDroppedDoesNotCountAsOverlap() throws {
    var dropped = Self.rule("dropped", "bb", .high)
    dropped.entropy = 4
    let rules = [Self.rule("outer", "a[bc]+"), dropped, Self.rule("inner", "cc", .low)]
    #expect(try Self.judged("abbcc", rules).findings.map(\.rule) == ["outer"])
  }

  // MARK: - gitleaks' fields

  @Test(arguments: [(2.0, 0), (1.9, 1), (0.5, 1)])
  func dropsWhatHasNoMoreThanTheEntropyOfItsRule(limit: Double, count: Int) throws {
    var rule = Self.rule("rule", "key=([a-z]+)")
    rule.entropy = limit
    let judged = try Self.judged("key=abcd", [rule])
    #expect(judged.findings.count == count)
  }

  @Test(
    arguments: [
      (nil, nil, "id=7\n\n\nkey=a", 1), (3, nil, "id=7\n\n\nkey=a", 1),
      (2, nil, "id=7\n\n\nkey=a", 0), (2, nil, "key=a\n\n\nid=7", 0),
      (3, nil, "key=a\n\n\nid=7", 1),
      (0, nil, "id=7 key=a", 1), (nil, nil, "key=a", 0), (nil, 4, "id=7    key=a", 1),
      (nil, 3, "id=7    key=a", 0), (0, 10, "id=7\nkey=a", 0),
    ] as [(Int?, Int?, String, Int)])
  func aRequiredRuleHasToMatchNearIt(
    lines: Int?, columns: Int?, text: String, count: Int
  ) throws {
    var partner = Self.rule("id", "id=[0-9]")
    partner.skipReport = true
    var rule = Self.rule("rule", "key=[a-z]")
    rule.required = [RequiredRule(id: "id", withinLines: lines, withinColumns: columns)]
    let judged = try Self.judged(text, [partner, rule])
    #expect(judged.findings.map(\.rule) == [String](repeating: "rule", count: count))
    if count == 0 {
      #expect(judged.reasons == ["required rule id does not match near it"])
    }
  }

  @Test func allRequiredRulesHaveToMatch() throws {
    var rule = Self.rule("rule", "key=[a-z]")
    rule.required = [RequiredRule(id: "one"), RequiredRule(id: "two")]
    let others = [Self.rule("one", "one"), Self.rule("two", "two")]
    #expect(try Self.judged("key=a one", others + [rule]).findings.map(\.rule) == ["one"])
    #expect(
      try Self.judged("key=a one two", others + [rule]).findings.map(\.rule)
        == ["rule", "one", "two"])
  }

  // MARK: - Confidence

  /// The same name is worth more the more the file speaks of Azure.
  @Test(arguments: [
    ("a.txt", "api_key = \"{{hex32 #1}}\"", Confidence.low),
    ("a.txt", "# azure\napi_key = \"{{hex32 #1}}\"", .high),
    ("a.txt", "my_key = \"{{hex32 #1}}\"", .low),
    ("a.txt", "# azure\nmy_key = \"{{hex32 #1}}\"", .medium),
    ("a.txt", "# azure\nmy_key = \"{{hex32v4 #1}}\"", .high),
    ("azure/a.txt", "my_key = \"{{hex32 #1}}\"", .medium),
    ("a.txt", "vision_key = \"{{hex32 #1}}\"", .medium),
    ("a.txt", "stripe_key = \"{{hex32 #1}}\" # azure", .low),
  ])
  func growsWithTheEvidence(path: String, text: String, confidence: Confidence) throws {
    #expect(try Judged(text, path: path).findings.map(\.confidence) == [confidence])
  }
}
