import Foundation
import TestSupport
import Testing

/// What other scanners were told holds for ours, and goes on holding when the secret moves.
@Suite struct MigrateTests {
  let scratch: Scratch
  let keys: [String]

  init() throws {
    scratch = try Scratch()
    keys = try Keystrel.expanded(
      "{{azure84 openai 2025-03 #971}}\n{{azure84 speech 2025-03 #972}}\n{{azure84 face 2025-03 #973}}"
    ).split(separator: "\n").map(String.init)
    try scratch.git("init", "-q", "-b", "main")
    for (index, key) in keys.enumerated() {
      try scratch.write("src/\(index).env", "# \(index)\nAZURE_KEY=\(key)\n")
    }
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Keys")
  }

  private func migrate(_ arguments: String...) throws -> Command {
    let result = try Keystrel.run(["migrate"] + arguments, in: scratch)
    for key in keys {
      #expect(!result.text.contains(key) && !result.errorText.contains(key))
      for name in [".keystrel.toml", ".keystrel-baseline", ".keystrel-rules.toml"] {
        let text = try? String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
        #expect(text?.contains(key) != true, "\(name)")
      }
    }
    return result
  }

  /// Moves every key to another line of another file.
  private func move() throws {
    for index in keys.indices {
      try scratch.write("moved/\(index).py", "\n\n\nAZURE_KEY = \"\(keys[index])\"\n")
    }
    try FileManager.default.removeItem(atPath: scratch.path + "/src")
  }

  private func open() throws -> Int {
    try Report(Keystrel.run("scan", "--format", "json", in: scratch)).failures
  }

  @Test func linesOfAnIgnoreFileBecomeFingerprints() throws {
    let commit = try scratch.git("rev-parse", "HEAD")
    try scratch.write(
      ".gitleaksignore",
      """
      \(commit):src/0.env:generic-api-key:2
      src/1.env:generic-api-key:2
      src/2.env:generic-api-key:9
      \(String(repeating: "0", count: 40)):a:b:1
      """)
    // The first is in no file any more, only in the commit.
    let result = try migrate("gitleaks")
    #expect(result.status == 0)
    #expect(result.text.contains("suppressions by fingerprint: 2"))
    #expect(result.text.contains("  .gitleaksignore:4: commit 0000000000"))
    #expect(result.text.contains("  .gitleaksignore:3\n"))
    try FileManager.default.removeItem(atPath: scratch.path + "/.gitleaksignore")
    try move()
    #expect(try open() == 1)
    let text = try String(contentsOfFile: scratch.path + "/.keystrel.toml", encoding: .utf8)
    #expect(text.contains("listed in .gitleaksignore:1"))
  }

  @Test func aReportBecomesABaseline() throws {
    try scratch.write(
      "report.json",
      """
      [{"File": "gone.env", "StartLine": 1, "Secret": "\(keys[0])"},
       {"File": "src/1.env", "StartLine": 2, "Secret": "REDACTED"}]
      """)
    #expect(try migrate("gitleaks", "report.json").status == 0)
    try FileManager.default.removeItem(atPath: scratch.path + "/report.json")
    try move()
    #expect(try open() == 1)
  }

  @Test func digestsOfDetectSecretsAreExact() throws {
    func sha1(_ text: String) throws -> String {
      let result = try Command("sha1sum", [], input: Data(text.utf8))
      return String(result.text.prefix(40))
    }
    try scratch.write(
      ".secrets.baseline",
      """
      {"results": {"src/0.env": [{"hashed_secret": "\(try sha1(keys[0]))", "line_number": 99}],
        "src/1.env": [{"hashed_secret": "\(try sha1(keys[1]))", "is_secret": false},
          {"hashed_secret": "\(try sha1("another"))", "line_number": 2}]},
       "filters_used": [{"path": "detect_secrets.filters.regex.should_exclude_file",
         "pattern": ["(^|/)2\\\\.env$"]}]}
      """)
    let result = try migrate("detect-secrets")
    #expect(result.text.contains("suppressions by fingerprint: 1"))
    #expect(result.text.contains("secrets in the baseline: 1"))
    #expect(try open() == 0, "the third is excluded by its path")
    try move()
    #expect(try open() == 1)
  }

  @Test func whatTrufflehogPassesOverStays() throws {
    try scratch.write("src/0.env", "AZURE_KEY=\(keys[0]) # trufflehog:ignore\n")
    try scratch.write(".trufflehog.yml", "sources: []\n")
    try scratch.write("exclude.txt", "1[.]env\n")
    let result = try migrate("trufflehog", ".trufflehog.yml", "exclude.txt")
    #expect(result.status == 0)
    #expect(try open() == 1)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
  }

  @Test func settingsOfOursAreAddedTo() throws {
    try scratch.write(".gitleaksignore", "src/0.env:x:2\n")
    let mine = "# Mine.\nshow = \"low\"\n"
    try scratch.write(".keystrel.toml", mine)
    let dry = try migrate("gitleaks", "--dry-run")
    #expect(dry.text.contains("would add to .keystrel.toml:\n"))
    #expect(dry.text.contains("[[suppress]]") && !dry.text.contains("Mine"))
    #expect(try text(".keystrel.toml") == mine)
    #expect(try migrate("gitleaks").text.contains("added to .keystrel.toml\n"))
    let added = try text(".keystrel.toml")
    #expect(added.hasPrefix(mine) && added.contains("[[suppress]]"))
    #expect(try open() == 2)
    #expect(try migrate("gitleaks").text.contains(".keystrel.toml has it all\n"))
    #expect(try text(".keystrel.toml") == added)
    #expect(try migrate("gitleaks", "--force").status == 0)
    #expect(try !text(".keystrel.toml").contains("Mine"))
  }

  @Test(arguments: [
    "[rules]\nfiles = [\"mine.toml\"]\n", "rules.files = [\n  \"mine.toml\", # mine\n]\n",
    "rules = { files = ['mine.toml'] }\n", "[rules] # ours\noff = [\"azure-ml-*\"]\n",
    "[[exclude]]\npaths = [\"a\"]\nreason = \"b\"", "",
    "show = \"low\"\r\n[rules]\r\nfiles = [\"mine.toml\"]\r\n", "[rules]\r\non = [\"a*\"]\r\n",
  ])
  func ruleFilesAreAddedToThoseOfOurs(settings: String) throws {
    try scratch.write("mine.toml", "")
    try scratch.write(".keystrel.toml", settings)
    try scratch.write(".gitleaks.toml", "[allowlist]\npaths = ['1.env']\n")
    #expect(try migrate("gitleaks").status == 0)
    #expect(try open() == 2)
    #expect(try text(".keystrel.toml").contains("mine.toml") == settings.contains("mine.toml"))
    #expect(try Keystrel.run("config", "check", in: scratch).status == 0)
  }

  @Test func whatCannotBeAddedToIsLeftAlone() throws {
    try scratch.write(".gitleaks.toml", "[allowlist]\npaths = ['1.env']\n")
    for settings in ["rules.off = [\"azure-ml-*\"]\n", "shoe = 1\n"] {
      try scratch.write(".keystrel.toml", settings)
      let result = try migrate("gitleaks")
      #expect(result.status == 2)
      #expect(result.isOneLine)
      #expect(try text(".keystrel.toml") == settings)
    }
  }

  @Test func aBaselineAndRulesOfOursAreAddedTo() throws {
    func report(_ index: Int) -> String {
      "[{\"File\": \"src/\(index).env\", \"StartLine\": 2, \"Secret\": \"\(keys[index])\"}]"
    }
    try scratch.write("report.json", report(0))
    #expect(try migrate("gitleaks", "report.json").status == 0)
    try scratch.write("report.json", report(1))
    #expect(try migrate("gitleaks", "report.json").text.contains("added to .keystrel-baseline"))
    try FileManager.default.removeItem(atPath: scratch.path + "/report.json")
    #expect(try open() == 1)
    #expect(try text(".gitattributes") == "/.keystrel-baseline merge=union\n")
    // Of two tools that both bring patterns, both are kept.
    try scratch.write("exclude.txt", "2[.]env\n")
    #expect(try migrate("trufflehog", "exclude.txt").status == 0)
    try scratch.write(
      ".secrets.baseline",
      """
      {"results": {}, "filters_used": [{"path": "detect_secrets.filters.regex.should_exclude_line",
        "pattern": ["never there"]}]}
      """)
    #expect(try migrate("detect-secrets").text.contains("added to .keystrel-rules.toml"))
    #expect(try open() == 0)
    let rules = try text(".keystrel-rules.toml")
    #expect(rules.contains("2[.]env") && rules.contains("never there"))
    #expect(try migrate("detect-secrets").text.contains(".keystrel-rules.toml has it all"))
  }

  @Test(arguments: ["gitleaks", "detect-secrets", "trufflehog"])
  func withoutFilesItSaysWhichItLookedFor(tool: String) throws {
    let result = try migrate(tool)
    #expect(result.status == 2)
    #expect(result.errorText.contains("nothing of \(tool) is here: ."))
    #expect(result.isOneLine)
  }

  @Test func aLinkInPlaceOfOurFilesIsNotFollowed() throws {
    let outside = try Scratch()
    let victim = try outside.write("victim", "as it was")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/.keystrel.toml", withDestinationPath: victim)
    try scratch.write(".gitleaksignore", "src/0.env:x:2\n")
    #expect(try migrate("gitleaks", "--force").status == 2)
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "as it was")
  }
}
