import Rules
import ScanModel
import Scanning
import Testing

@Suite struct RuleCheckTests {
  @Test func theBuiltInRulesDoWhatTheirExamplesSay() throws {
    let ruleSet = try RuleLoader.load().ruleSet
    let check = RuleCheck(ruleSet)
    for rule in ruleSet.rules { #expect(check.failures(of: rule) == []) }
    #expect(try RuleLoader.load().patternErrors().isEmpty)
  }

  @Test func everyBuiltInRuleHasThreeExamplesOfEachKind() throws {
    for rule in try RuleLoader.load().ruleSet.rules {
      #expect(rule.examples.count >= 3, "\(rule.id)")
      #expect(rule.counterexamples.count >= 3, "\(rule.id)")
    }
  }

  @Test func anExampleOfALowRuleNeedNoMore() {
    var rule = Rule(id: "rule")
    rule.regex = "key=([a-z]{4,})"
    rule.confidence = .low
    rule.examples = [Rule.Example(path: "a.txt", text: "key=abcd")]
    let ruleSet = RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: "")
    #expect(RuleCheck(ruleSet).failures(of: rule) == [])
  }

  @Test func saysWhatIsWrongWithAnExample() {
    var rule = Rule(id: "rule")
    rule.regex = "key=([a-z]{4,})"
    rule.entropy = 1
    rule.examples = ["key=abcd", "key=aaaa", "nothing", "{{hex32 wrong #1}}"].map {
      Rule.Example(path: "a.txt", text: $0)
    }
    rule.counterexamples = [Rule.Example(path: "a.txt", text: "key=abcd")]
    let ruleSet = RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: "")
    let failures = RuleCheck(ruleSet).failures(of: rule)
    #expect(
      failures.map(\.example) == ["example 2", "example 3", "example 4", "counterexample 1"])
    #expect(failures[0].message == "is dropped: entropy under 1.0")
    #expect(failures[1].message == "is not matched")
    #expect(failures[3].message == "is reported and should not be")
  }
}
