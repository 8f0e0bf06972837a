import Foundation
import TestSupport
import Testing

/// Rules of the user's own: what they add, and what is said of their mistakes.
@Suite struct RuleFileTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      "notes.txt", "ticket ACME-0042\n" + String(repeating: "x", count: 5000) + "!y\n")
  }

  private func rule(_ regex: String) -> String {
    "[[rules]]\nid = \"acme-ticket\"\ndescription = \"A ticket.\"\nregex = '''\(regex)'''\n"
  }

  @Test func aRuleOfTheUsersIsAdded() throws {
    try scratch.write("acme.toml", rule("ACME-[0-9]{4}"))
    let result = try Keystrel.run(
      "scan", "notes.txt", "--rules", "acme.toml", "-f", "json", in: scratch)
    #expect(try Report(result).places == ["notes.txt:1:8 acme-ticket medium"])
    #expect(try Keystrel.run("rules", "test", "acme.toml", in: scratch).status == 0)
  }

  @Test func aSyntaxErrorIsTwoWithLineAndColumn() throws {
    try scratch.write("acme.toml", "[[rules]]\nid = \"acme\"\nregex = ''\ndescription = = 1\n")
    let result = try Keystrel.run("scan", "notes.txt", "--rules", "acme.toml", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("acme.toml:4:15"))
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test func aPatternThatDoesNotCompileIsTwoWithLineAndColumn() throws {
    try scratch.write("acme.toml", rule("ACME-[0-9"))
    let result = try Keystrel.run("scan", "notes.txt", "--rules", "acme.toml", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("acme.toml:4:"))
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test func aPatternThatRunsAwayIsTwoAndNamesItsRule() throws {
    try scratch.write("acme.toml", rule("(x+x+)+y"))
    let result = try Keystrel.run("scan", "notes.txt", "--rules", "acme.toml", in: scratch)
    #expect(result.status == 2)
    #expect(result.text.contains("acme-ticket"))
    #expect(result.text.contains("notes.txt"))
    #expect(!result.text.contains("no findings\n"))
  }

  @Test func aRuleFileThatIsMissingIsTwo() throws {
    let result = try Keystrel.run("scan", "--rules", "none.toml", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("none.toml"))
  }

  @Test func theBuiltInRulesPassTheirExamples() throws {
    let result = try Keystrel.run("rules", "test", in: scratch)
    #expect(result.status == 0)
    #expect(result.text.hasSuffix(" 0 problems\n"))
  }

  @Test func everyListedRuleIsShown() throws {
    let list = try Keystrel.run("rules", "list", in: scratch)
    let ids = list.text.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(ids.count >= 4)
    for id in ids {
      let shown = try Keystrel.run("rules", "show", String(id), in: scratch)
      #expect(shown.status == 0)
      #expect(shown.text.hasPrefix(id))
    }
  }
}
