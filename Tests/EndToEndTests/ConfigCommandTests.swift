import Foundation
import TestSupport
import Testing

/// `keystrel config check` and `keystrel config show`.
@Suite struct ConfigCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("src/main.py", "print('hello')\n")
  }

  @Test func whatIsRightIsOK() throws {
    #expect(try Keystrel.run("config", "check", in: scratch).text.contains("all is as usual"))
    try scratch.write(".keystrel.toml", "[[exclude]]\npaths = ['src/']\nreason = 'r'\n")
    let result = try Keystrel.run("config", "check", "--strict", in: scratch)
    #expect(result.status == 0)
    #expect(result.text == ".keystrel.toml: ok: 1 exclusion\n")
    #expect(result.errorText.isEmpty)
  }

  @Test func aMistakeIsToldWithItsPlace() throws {
    try scratch.write(".keystrel.toml", "fial-on = 'low'\n")
    let result = try Keystrel.run("config", "check", in: scratch)
    #expect(result.status == 2)
    #expect(
      result.errorText
        == "keystrel: .keystrel.toml:1:1: unknown key 'fial-on', did you mean 'fail-on'\n")
    try scratch.write("ci/rules.toml", "[[rules]]\nid = 'x'\nregex = '('\n")
    for arguments in [["ci/rules.toml"], ["none.toml"]] {
      #expect(try Keystrel.run(["config", "check"] + arguments, in: scratch).status == 2)
    }
  }

  @Test func whatDoesNothingIsAWarning() throws {
    try scratch.write(
      ".keystrel.toml",
      """
      baseline = "known"
      [rules]
      off = ["azure-ai-key-48"]
      [[exclude]]
      paths = ["vendor/"]
      reason = "r"
      [[suppress]]
      rule = "azure-ai-key-84"
      reason = "r"
      until = 2020-01-31
      """)
    let result = try Keystrel.run("config", "check", in: scratch)
    #expect(result.status == 0)
    #expect(
      result.errorText.split(separator: "\n") == [
        "keystrel: warning: .keystrel.toml:3:1: there is no rule 'azure-ai-key-48', did you mean 'azure-ai-key-84'",
        "keystrel: warning: .keystrel.toml:7:1: the suppression has expired on 2020-01-31",
        "keystrel: warning: .keystrel.toml:4:1: the exclusion matches no file: vendor/",
        "keystrel: warning: .keystrel.toml:1:1: there is no baseline known yet: keystrel baseline create",
      ])
    #expect(try Keystrel.run("config", "check", "--strict", in: scratch).status == 1)
  }

  @Test func everyValueIsShownWithItsOrigin() throws {
    try scratch.write(
      ".keystrel.toml",
      "show = 'low'\nfail-on = 'high'\nposture = true\n[[exclude]]\npaths = ['src/']\nreason = 'r'\n"
    )
    let result = try Keystrel.run(
      "config", "show", "--format", "json", "--fail-on", "certain", in: scratch,
      environment: ["KEYSTREL_SHOW": "medium"])
    struct Document: Decodable {
      struct Value: Decodable {
        let key, value, origin, kind: String
      }
      let settings: [Value]
    }
    let values = try JSONDecoder().decode(Document.self, from: result.output).settings
    func told(_ key: String) -> String? {
      values.first { $0.key == key }.map { "\($0.value) by \($0.origin) (\($0.kind))" }
    }
    #expect(told("fail-on") == "certain by flag --fail-on (flag)")
    #expect(told("show") == "medium by variable KEYSTREL_SHOW (variable)")
    #expect(told("posture") == "true by .keystrel.toml:3 (file)")
    #expect(told("archives") == "in scan and diff by default (default)")
    #expect(told("baseline") == ".keystrel-baseline by default (default)")
    #expect(told("exclude") == "src/ (r) by .keystrel.toml:4 (file)")
    let text = try Keystrel.run("config", "show", in: scratch).text
    #expect(text.contains("fail-on = high"))
    #expect(text.contains("# .keystrel.toml:2"))
  }
}
