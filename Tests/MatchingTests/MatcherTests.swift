import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching

@Suite struct MatcherTests {
  static let words = ["key", "KEY", "token", "=", " ", "\n", "0123456789abcdef", "a1", "-", "x"]

  /// The prefilter only saves work: with it the matches are those of the pattern alone.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func windowsLoseNoMatch(seed: UInt64) {
    var random = Random(seed: seed)
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...400, using: &random) {
      text += (Self.words.randomElement(using: &random) ?? "").utf8
    }
    var anchored = Rule(id: "anchored")
    anchored.regex = #"(?i)(?<![a-z])key[ =]{1,4}([0-9a-f]{8,16})(?![0-9a-f])"#
    anchored.anchors = [.literal("KEY", ignoringCase: true)]
    anchored.reach = Rule.Reach(before: 1, after: 30)
    var run = Rule(id: "run")
    run.regex = "(?<![0-9a-f])[0-9a-f]{16,18}(?![0-9a-f])"
    run.anchors = [.run(.hex, length: 16)]
    run.reach = Rule.Reach(before: 4, after: 4)
    for rule in [anchored, run] {
      var whole = rule
      whole.anchors = []
      #expect(matches([rule], text) == matches([whole], text))
    }
  }

  @Test func aKeywordHandsThePatternTheWholeText() {
    var rule = Rule(id: "gitleaks")
    rule.regex = "secret-([0-9]{4})"
    rule.keywords = ["Token"]
    let text = "secret-1234 " + String(repeating: ".", count: 5000) + " tOKEN"
    #expect(matches([rule], Array(text.utf8)).map(\.secret) == [7..<11])
    #expect(matches([rule], Array("secret-1234".utf8)).isEmpty)
  }

  @Test func aRuleWithoutAnchorsSeesEveryText() {
    var rule = Rule(id: "always")
    rule.regex = "[0-9]{4}"
    #expect(matches([rule], Array("a 1234 b 5678".utf8)).map(\.secret) == [2..<6, 9..<13])
    #expect(matches([rule], []).isEmpty)
  }

  @Test func anchorsTooShortToSearchForDoNotSilenceARule() {
    var rule = Rule(id: "short")
    rule.regex = "x([0-9]{4})"
    rule.keywords = ["x", "longer"]
    #expect(matches([rule], Array("x1234".utf8)).map(\.secret) == [1..<5])
  }

  @Test(arguments: [
    (0, "k=(a)?(b+)", 2..<4), (1, "k=(b+)", 2..<4), (2, "k=(b)(b)", 3..<4), (0, "k=b+", 0..<4),
    (1, "k=(z)?b+", 0..<4),
  ])
  func takesTheSecretFromItsGroup(group: Int, regex: String, expected: Range<Int>) {
    var rule = Rule(id: "group")
    rule.regex = regex
    rule.secretGroup = group
    #expect(matches([rule], Array("k=bb".utf8)).map(\.secret) == [expected])
  }

  @Test func emptyMatchesEnd() {
    var rule = Rule(id: "empty")
    rule.regex = "x*"
    #expect(matches([rule], Array("axxb".utf8)).map(\.secret) == [0..<0, 1..<3, 3..<3, 4..<4])
  }

  @Test func marksAreSoughtOnlyWhereAMatchNeedsThem() {
    var rule = Rule(id: "context")
    rule.regex = "[0-9a-f]{32}"
    rule.anchors = [.run(.hex, length: 32)]
    rule.context = .required
    var vocabulary = Vocabulary()
    vocabulary.hosts = [
      HostPattern(pattern: "*.example.com", service: "", cloud: "public", namesAccount: true)
    ]
    vocabulary.names.company = ["contoso"]
    let key = String(repeating: "0a", count: 16)
    let text = Array("Contoso \(key) https://a.EXAMPLE.com".utf8)
    #expect(
      found([rule], text, vocabulary: vocabulary).marks == [
        Mark(kind: .company(0), range: 0..<7), Mark(kind: .host(0), range: 50..<62),
      ])
    rule.context = .none
    #expect(found([rule], text, vocabulary: vocabulary).marks.isEmpty)
  }

  /// One worker's matcher goes from blob to blob; nothing of one may show in another.
  @Test func earlierTextsLeaveNoTrace() throws {
    let ruleSet = try RuleLoader.load().ruleSet
    let matcher = Matcher(MatchPlan(ruleSet))
    var random = Random(seed: 7)
    let texts = try (0..<60).map { index -> [UInt8] in
      let call = ["hex32", "azure84 openai 2025-06", "base64 hex32"][index % 3]
      let text = try expandGenerators("AZURE_OPENAI_KEY={{\(call) #\(index + 1)}}\n")
      let noise = random.text(Int.random(in: 0...200, using: &random), of: Array("ab=\n".utf8))
      let bytes = noise + Array(text.utf8)
      return index % 4 == 0 ? bytes.flatMap { [$0, 0] } : bytes
    }
    let first = texts.map { Self.found($0, matcher) }
    let fresh = texts.map { Self.found($0, Matcher(MatchPlan(ruleSet))) }
    let again = texts.shuffled(using: &random).map { ($0, Self.found($0, matcher)) }
    #expect(first.map(\.matches) == fresh.map(\.matches))
    #expect(first.map(\.encoding) == fresh.map(\.encoding))
    for (text, found) in again {
      let index = try #require(texts.firstIndex(of: text))
      #expect(found.matches == fresh[index].matches)
    }
  }
}

// MARK: - Running rules

extension MatcherTests {
  static func found(
    _ text: [UInt8], _ matcher: Matcher, path: String = "file.txt"
  ) -> Matcher.Found {
    var result = Matcher.Found()
    _ = text.lend { matcher.match($0, path: BytePath(path)) { _, found in result = found } }
    return result
  }

  func found(
    _ rules: [Rule], _ text: [UInt8], vocabulary: Vocabulary = Vocabulary()
  ) -> Matcher.Found {
    let ruleSet = RuleSet(rules: rules, vocabulary: vocabulary, allowlists: [], digest: "")
    return Self.found(text, Matcher(MatchPlan(ruleSet)))
  }

  func matches(_ rules: [Rule], _ text: [UInt8]) -> [Match] {
    found(rules, text).matches
  }
}
