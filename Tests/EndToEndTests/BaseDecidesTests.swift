import Foundation
import TestSupport
import Testing

/// A change that rewrites what decides does not approve its own leak, and says what it does.
@Suite struct BaseDecidesTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("README.md", "A sample.\n")
    try commit()
  }

  private func commit() throws {
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "Change", "--allow-empty")
  }

  private static func leak() throws -> String {
    try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #981}}\n")
  }

  private func diff(_ arguments: String...) throws -> Command {
    try Keystrel.run(["diff", "main...topic"] + arguments, in: scratch)
  }

  /// What a report says that the change does, as `path:line text`.
  private func told(_ result: Command) throws -> [String] {
    struct Document: Decodable {
      struct Triage: Decodable {
        struct Change: Decodable {
          let path: String
          let line: Int?
          let text: String
        }
        let changes: [Change]
      }
      let triage: Triage?
    }
    let document = try JSONDecoder().decode(Document.self, from: result.output)
    return (document.triage?.changes ?? []).map { "\($0.path):\($0.line ?? 0) \($0.text)" }
  }

  static let hostile: [(file: String, text: String, told: String)] = [
    (
      ".keystrel.toml", "fail-on = 'never'\n",
      ".keystrel.toml:1 raises fail-on from medium to never"
    ),
    (".keystrel.toml", "[rules]\noff = ['*']\n", ".keystrel.toml:2 turns rule * off"),
    (
      ".keystrel.toml", "[[exclude]]\npaths = ['src/']\nreason = 'x'\n",
      ".keystrel.toml:1 excludes src/ (x)"
    ),
    (
      ".keystrel.toml", "[[suppress]]\npaths = ['**']\nreason = 'x'\n",
      ".keystrel.toml:1 adds a suppression for everything in ** (reason: x)"
    ),
    (
      ".keystrel.toml", "[rules]\nfiles = ['ci/rules.toml']\n",
      ".keystrel.toml:2 names the rule file ci/rules.toml"
    ),
    (
      ".keystrel.toml", "fial-on = 1\n",
      ".keystrel.toml:1 makes .keystrel.toml unreadable: unknown key 'fial-on', did you mean 'fail-on'"
    ),
    (
      ".keystrel-baseline", String(repeating: "ab", count: 32) + "\n",
      ".keystrel-baseline:0 adds 1 entry to the baseline"
    ),
    (
      ".gitleaksignore", "src/.env:azure-ai-key:1\n",
      ".gitleaksignore:0 adds 1 line to .gitleaksignore"
    ),
  ]

  @Test(arguments: hostile)
  func aChangeDoesNotApproveItself(file: String, text: String, expected: String) throws {
    try scratch.git("switch", "-qc", "topic")
    try scratch.write("src/.env", try Self.leak())
    try scratch.write(file, text)
    try commit()
    let result = try diff("--format", "json")
    #expect(result.status == 1)
    #expect(try told(result) == [expected])
    let text = try diff().text
    #expect(text.contains("this change"))
    #expect(try Keystrel.run("diff", "main..topic", in: scratch).status == 1)
    #expect(try Keystrel.run("diff", "topic", in: scratch).status == 1)
  }

  @Test(arguments: [
    "fail-on = 'never'\n", "[rules]\noff = ['*']\n",
    "[[exclude]]\npaths = ['src/']\nreason = 'x'\n",
    "[[suppress]]\npaths = ['src/*']\nreason = 'x'\n",
    "[rules]\nfiles = ['ci/rules.toml']\n",
  ])
  func theSameOnTheBaseHolds(settings: String) throws {
    try scratch.write(".keystrel.toml", settings)
    try scratch.write("ci/rules.toml", "[allowlist]\npaths = ['^src/']\n")
    try commit()
    try scratch.git("switch", "-qc", "topic")
    try scratch.write("src/.env", try Self.leak())
    // That the change takes the settings away does not make them hold less.
    try FileManager.default.removeItem(atPath: scratch.path + "/.keystrel.toml")
    try scratch.write("ci/rules.toml", "title = 'none'\n")
    try commit()
    let result = try diff("--format", "json")
    #expect(result.status == 0)
    #expect(try told(result).contains(".keystrel.toml:0 removes .keystrel.toml"))
    // Who asks for none has none, and the work tree's are never asked.
    try scratch.write(".keystrel.toml", "fail-on = 'never'\n")
    #expect(try diff("--no-config").status == 1)
  }

  @Test func aRuleFileOfTheBaseIsReadThere() throws {
    try scratch.write(".keystrel.toml", "[rules]\nfiles = ['ci/rules.toml']\n")
    try scratch.write(
      "ci/rules.toml",
      "[extend]\npath = 'ci/more.toml'\n[[rules]]\nid = 'contoso'\nregex = 'contoso-[0-9]{8}'\n")
    try scratch.write("ci/more.toml", "title = 'More'\n")
    try commit()
    try scratch.git("switch", "-qc", "topic")
    try scratch.write("src/a.txt", "contoso-12345678\n")
    try scratch.write("ci/rules.toml", "[allowlist]\npaths = ['.*']\n")
    try scratch.write("ci/more.toml", "title = 'Less'\n")
    try commit()
    let result = try diff("--format", "json")
    #expect(result.status == 1)
    #expect(
      try told(result) == [
        "ci/more.toml:0 changes the rule file ci/more.toml",
        "ci/rules.toml:0 changes the rule file ci/rules.toml",
      ])
  }

  @Test func aBrokenBaseEndsTheScanWithItsPlace() throws {
    try scratch.write(".keystrel.toml", "\nfial-on = 'low'\n")
    try commit()
    let base = try scratch.git("rev-parse", "--short=10", "HEAD")
    try scratch.git("switch", "-qc", "topic")
    try scratch.write(".keystrel.toml", "fail-on = 'low'\n")
    try commit()
    let result = try diff()
    #expect(result.status == 2)
    #expect(
      result.errorText
        == "keystrel: \(base):.keystrel.toml:2:1: unknown key 'fial-on', did you mean 'fail-on'\n")
    #expect(try diff("--no-config").status == 0)
  }

  @Test func whatMainHasDoneSinceIsNoPartOfTheChange() throws {
    try scratch.git("switch", "-qc", "topic")
    try scratch.write("a.txt", "a\n")
    try commit()
    try scratch.git("switch", "-q", "main")
    try scratch.write(".keystrel.toml", "fail-on = 'high'\n")
    try commit()
    for range in ["main...topic", "main..topic"] {
      let result = try Keystrel.run("diff", range, "--format", "json", in: scratch)
      #expect(result.status == 0)
      #expect(try told(result) == [])
    }
  }

  @Test func linksAndHugeFilesOfAChangeAreToldAndNotFollowed() throws {
    try scratch.git("switch", "-qc", "topic")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/.keystrel.toml", withDestinationPath: "/etc/passwd")
    try commit()
    var result = try diff("--format", "json")
    #expect(result.status == 0)
    #expect(
      try told(result) == [".keystrel.toml:0 makes .keystrel.toml unreadable: a symbolic link"])
    try FileManager.default.removeItem(atPath: scratch.path + "/.keystrel.toml")
    try scratch.write(".keystrel.toml", Data(repeating: UInt8(ascii: "#"), count: 20 << 20))
    try commit()
    result = try diff("--format", "json")
    #expect(result.status == 0)
    #expect(try told(result).first?.contains("larger than") == true)
  }

  @Test func anOperatorsFileHolds() throws {
    try scratch.git("switch", "-qc", "topic")
    try scratch.write("src/.env", try Self.leak())
    try commit()
    let operators = try Scratch()
    let file = try operators.write("team.keystrel.toml", "fail-on = 'never'\n")
    #expect(try diff("--config", file).status == 0)
  }

  @Test func nothingThatATerminalObeysIsPrinted() throws {
    try scratch.git("switch", "-qc", "topic")
    try scratch.write(
      ".keystrel.toml",
      "[[exclude]]\npaths = [\"\\u001b[2J\"]\nreason = \"a\\n::error::b\\n##vso[task.complete]\"\n")
    try commit()
    for format in ["text", "github", "azure"] {
      let result = try diff("--format", format)
      #expect(!result.text.contains("\u{1B}"))
      #expect(!result.text.contains("\n::error::b"))
      #expect(!result.text.contains("\n##vso[task.complete]"))
    }
  }
}
