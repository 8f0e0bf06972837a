import ScanModel
import Testing

@testable import Rules

private func rule(_ text: String) throws -> Rule {
  let file = RuleFile(name: "f.toml", text: "[[rules]]\nid = 'x'\nregex = 'a'\n" + text)
  return try #require(try RuleLoader.load(builtIn: [file]).ruleSet.rules.first)
}

@Suite struct PostureRuleTests {
  @Test func readsWhatPostureRulesHave() throws {
    let rule = try rule(
      """
      kind = "posture"
      unless = ['off *= *true', 'existing']
      fix = { summary = "turn it off", replacement = "off = true", commands = ["az x"] }
      """)
    #expect(rule.kind == .posture)
    #expect(!rule.reportsSecrets)
    #expect(rule.allowlists.map(\.regexes) == [["off *= *true", "existing"]])
    #expect(rule.allowlists.map(\.regexTarget) == [.match])
    #expect(rule.fix == Hint(summary: "turn it off", replacement: "off = true", commands: ["az x"]))
  }

  @Test func aRuleIsForSecretsUnlessItSaysOtherwise() throws {
    #expect(try rule("").kind == .secret)
    #expect(try rule("unless = ['b']").reportsSecrets)
  }

  @Test(arguments: [
    ("kind = 'pose'", "f.toml:4:1: rule 'x': 'kind' cannot be 'pose'; possible: secret, posture"),
    ("unless = []", "f.toml:4:1: rule 'x': 'unless' has no pattern"),
    ("kind = 'posture'\nfix = {}", "f.toml:5:1: rule 'x': the fix has no summary"),
    (
      "fix = { summary = 's' }",
      "f.toml:4:1: rule 'x': 'fix' means nothing in a rule of kind 'secret'"
    ),
    (
      "kind = 'posture'\nconfidence = 'high'",
      "f.toml:5:1: rule 'x': 'confidence' means nothing in a rule of kind 'posture'"
    ),
  ])
  func tellsMistakes(text: String, message: String) throws {
    let error = try #require(throws: RuleFileError.self) { try rule(text) }
    #expect(error.description.hasPrefix(message))
  }

  @Test func theBuiltInOnesStandInFilesOfTheirOwn() throws {
    let all = try RuleLoader.load().ruleSet
    let secrets = try RuleLoader.load(builtIn: RuleFile.builtIn.filter { !$0.isForPosture }).ruleSet
    #expect(all.withoutPosture.rules.map(\.id) == secrets.rules.map(\.id))
    #expect(all.rules.count > secrets.rules.count)
  }

  @Test func theBuiltInOnesSayWhatHelpsAndShowIt() throws {
    for rule in try RuleLoader.load().ruleSet.rules where rule.kind == .posture {
      #expect(rule.fix != nil && !rule.help.isEmpty, "\(rule.id)")
      #expect(rule.examples.count >= 3 && rule.counterexamples.count >= 3, "\(rule.id)")
      #expect(!rule.anchors.isEmpty && rule.reach != nil, "\(rule.id)")
    }
  }
}
