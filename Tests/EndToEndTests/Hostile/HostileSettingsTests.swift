import Foundation
import TestSupport
import Testing

/// A change that rewrites what decides about it: the base decides, and what the change does to it is told.
@Suite struct HostileSettingsTests {
  private static let settings = [
    "[rules]\noff = [\"*\"]\n",
    "[[exclude]]\npaths = [\"**\"]\nreason = \"generated\"\n",
    "fail-on = \"never\"\n",
    "fail-on = \"never\"\nshow = \"certain\"\n",
    "[[suppress]]\nrule = \"azure-ai-key-84\"\nreason = \"test\"\n",
    "[[suppress]]\npaths = [\".env\"]\nreason = \"test\"\n",
    "[levels.azure-ai-key-84]\nconfidence = \"low\"\n",
    "[rules]\nfiles = [\"more.toml\"]\n",
  ]

  /// Allows everything, and takes the rule's place by one that finds nothing.
  private static let rules = """
    [extend]
    disabledRules = ["azure-ai-key-84"]
    [[allowlists]]
    paths = ['''.*''']
    """

  @Test(arguments: settings)
  func theSettingsOfTheChangeDoNotHold(settings: String) throws {
    let change = try HostileChange()
    try change.scratch.write(".keystrel.toml", settings)
    try change.scratch.write("more.toml", Self.rules)
    try change.commit()
    try change.expectReported()
    #expect(try change.diff().text.contains(".keystrel.toml"), "the change is told")
  }

  @Test(arguments: settings)
  func norDoThoseThatReplaceOthers(settings: String) throws {
    let change = try HostileChange(base: [
      ".keystrel.toml": "[rules]\nfiles = [\"more.toml\"]\n",
      "more.toml": "[[rules]]\nid = \"acme\"\nregex = '''acme_([0-9a-f]{40})'''\n",
    ])
    try change.scratch.write(".keystrel.toml", settings)
    try change.scratch.write("more.toml", Self.rules)
    try change.commit()
    try change.expectReported()
  }

  /// Damage in what the change brings is not damage of what decides.
  @Test func brokenSettingsStopNothing() throws {
    let change = try HostileChange()
    try change.scratch.write(".keystrel.toml", "[[[\n= \u{1}")
    try change.commit()
    try change.expectReported()
  }

  /// Names that a file system may take for that of the settings, and names that look like it.
  @Test(arguments: [
    ".Keystrel.toml", ".KEYSTREL.TOML", ".keystrel\u{200D}.toml", ".keystrel.tom\u{FF4C}",
    "\u{202E}lmot.lertsyek.", ".keystrel.toml ", "sub/.keystrel.toml",
  ])
  func aNameThatIsNearlyTheirsMeansNothing(name: String) throws {
    let change = try HostileChange()
    try change.scratch.write(name, "[rules]\noff = [\"*\"]\nfail-on = \"never\"\n")
    try change.commit()
    try change.expectReported()
    #expect(try Keystrel.run("scan", in: change.scratch).status == 1)
  }

  @Test func aNameInTwoCasesHidesNeither() throws {
    let change = try HostileChange()
    let blob = try change.scratch.git(
      "hash-object", "-w", "--stdin", input: Data(change.keyLine.utf8))
    try change.scratch.git("rm", "-q", "-f", "--cached", "--ignore-unmatch", ".env")
    for name in ["CONFIG", "config", ".ENV"] {
      try change.scratch.git("update-index", "--add", "--cacheinfo", "100644,\(blob),\(name)")
    }
    try change.scratch.git("commit", "-qm", "Two cases")
    let diff = try change.diff()
    #expect(diff.status == 1)
    for name in ["CONFIG:1", "config:1", ".ENV:1"] { #expect(diff.text.contains(name)) }
  }

  @Test func ignoreFilesAndBaselinesOfTheChangeDoNotHold() throws {
    let change = try HostileChange()
    let report = try Keystrel.run("scan", ".env", "-f", "json", in: change.scratch)
    let fingerprint = try #require(
      report.text.firstMatch(of: /"fingerprint" : "([0-9a-f]{64})"/)?.output.1)
    try change.scratch.write(".gitleaksignore", ".env:azure-ai-key-84:1\n")
    try change.scratch.write(".keystrel-baseline", "\(fingerprint)\n")
    try change.scratch.write(".gitignore", "*\n")
    // At a desk they count: what the work tree says is what its owner says.
    #expect(try Keystrel.run("scan", in: change.scratch).status == 0)
    try change.commit()
    try change.expectReported()
  }

  @Test(arguments: [
    "keystrel:allow reason=\"test\"", "gitleaks:allow", "pragma: allowlist secret",
  ])
  func marksThatTheChangeAddsDoNotHold(mark: String) throws {
    let change = try HostileChange()
    let line = change.keyLine.dropLast() + " # \(mark)\n"
    try change.scratch.write(".env", String(line))
    #expect(try Keystrel.run("scan", in: change.scratch).status == 0)
    try change.commit()
    try change.expectReported("\(mark)")
  }

  /// Where it may only be read if the base names it.
  @Test func aRuleThatNeverEndsIsOfTheBaseOrNotRun() throws {
    let runaway = "[[rules]]\nid = \"slow\"\nregex = '''(?:x+)+!'''\n"
    let text = String(repeating: String(repeating: "x", count: 3000) + " !\n", count: 20)
    let change = try HostileChange()
    try change.scratch.write(".keystrel.toml", "[rules]\nfiles = [\"slow.toml\"]\n")
    try change.scratch.write("slow.toml", runaway)
    try change.scratch.write("text.txt", text)
    try change.commit()
    let diff = try change.diff()
    #expect(diff.status == 1)
    #expect(!diff.text.contains("incomplete: text.txt"), "the rule was not run")

    let other = try HostileChange(base: [
      ".keystrel.toml": "[rules]\nfiles = [\"slow.toml\"]\n", "slow.toml": runaway,
    ])
    try other.scratch.write("text.txt", text)
    try other.commit()
    let start = ContinuousClock.now
    let limited = try other.diff()
    #expect(limited.status == 1, "the key is told")
    #expect(limited.text.contains("incomplete: text.txt: "))
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
