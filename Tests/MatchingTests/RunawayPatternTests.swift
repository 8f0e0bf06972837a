import Rules
import ScanModel
import Testing

@testable import Matching

@Suite struct RunawayPatternTests {
  private static func ruleSet(_ regex: String) -> RuleSet {
    var runaway = Rule(id: "runaway")
    runaway.regex = regex
    var good = Rule(id: "good")
    good.regex = "good=([0-9]+)"
    return RuleSet(
      rules: [good, runaway], vocabulary: Vocabulary(), allowlists: [], digest: "")
  }

  @Test func isAnIssueAndTheOtherRulesGoOn() {
    let matcher = Matcher(MatchPlan(Self.ruleSet("(?:a+)+!")))
    let text = String(repeating: "a", count: 5000) + " good=1 !"
    let found = MatcherTests.found(Array(text.utf8), matcher)
    #expect(found.matches.map(\.rule) == [0])
    #expect(found.issues.count == 1)
    #expect(found.issues.first?.hasPrefix("rule runaway: ") == true)
    // The next text is searched by all rules again.
    #expect(MatcherTests.found(Array("aaa!".utf8), matcher).matches.map(\.rule) == [1])
  }

  @Test func aPatternThatDoesNotCompileIsAnIssue() {
    let matcher = Matcher(MatchPlan(Self.ruleSet("(")))
    let found = MatcherTests.found(Array("good=1".utf8), matcher)
    #expect(found.matches.map(\.rule) == [0])
    #expect(found.issues.count == 1)
  }

  /// A thousand places where it runs away cost no more than a few.
  @Test func isNotTriedWithoutEnd() {
    var rule = Rule(id: "runaway")
    rule.regex = "key(?:a+)+!"
    rule.anchors = [.literal("key", ignoringCase: false)]
    rule.reach = Rule.Reach(before: 0, after: 3600)
    let ruleSet = RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: "")
    let piece = "key" + String(repeating: "a", count: 3500) + "\n!"
    let text = Array(String(repeating: piece, count: 1000).utf8)
    let matcher = Matcher(MatchPlan(ruleSet))
    var issues: [String] = []
    let time = ContinuousClock().measure {
      issues = MatcherTests.found(text, matcher).issues
    }
    #expect(issues.count == 1)
    #expect(time < .seconds(10))
  }
}
