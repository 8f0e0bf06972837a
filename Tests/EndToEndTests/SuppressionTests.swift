import Foundation
import TestSupport
import Testing

/// What lets secrets stand, wherever they are read.
@Suite struct SuppressionTests {
  let scratch: Scratch

  private static let key = "SPEECH_KEY={{hex32v4 #811}}"

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
  }

  private func write(_ name: String, _ text: String) throws {
    try scratch.write(name, Keystrel.expanded(text))
  }

  private func scan(_ options: String...) throws -> Report {
    try Report(Keystrel.run(["scan", "--format", "json"] + options, in: scratch))
  }

  @Test func `comments hold in every input`() throws {
    let text = try Keystrel.expanded("\(Self.key) # keystrel:allow reason=x\n")
    try scratch.write(".env", text)
    #expect(try scan().failures == 0)
    let input = try Keystrel.run("scan", "-", in: scratch, input: Data(text.utf8))
    #expect(input.status == 0)
    #expect(input.text.contains("1 suppressed"))
    try scratch.git("add", ".")
    #expect(try Keystrel.run("staged", in: scratch).status == 0)
    try scratch.git("commit", "-qm", "First")
    #expect(try Keystrel.run("history", in: scratch).status == 0)
    try scratch.git("branch", "-q", "old", "HEAD")
    #expect(try Keystrel.run("scan", "--no-suppressions", in: scratch).status == 1)
    #expect(try Keystrel.run("history", "--no-suppressions", in: scratch).status == 1)
  }

  @Test func `a comment in an archive holds there`() throws {
    try write("in/.env", "\(Self.key) # keystrel:allow reason=x\n")
    _ = try Command("tar", ["-czf", "a.tgz", "in"], in: scratch.path)
    try FileManager.default.removeItem(atPath: scratch.path + "/in")
    let report = try scan()
    #expect(report.failures == 0)
    #expect(report.findings.first?.occurrences.first?.suppression?.status == "inForce")
    #expect(report.findings.first?.occurrences.first?.path == "a.tgz!/in/.env")
  }

  @Test func `a comment beside what is encoded holds for what is in it`() throws {
    let secret = """
      kind: Secret
      data:
        # keystrel:allow reason=x
        api-key: {{base64 azure84 openai 2025-10 #812}}

      """
    try write("secret.yaml", secret)
    let report = try scan()
    #expect(report.findings.count == 1)
    #expect(report.failures == 0)
  }

  @Test func `other scanners' marks hold unless they are turned off`() throws {
    try write("a.env", "\(Self.key) # gitleaks:allow\n")
    try write("b.env", "SPEECH_KEY={{hex32v4 #813}} # pragma: allowlist secret\n")
    try write("c.env", "A=1\nSPEECH_KEY={{hex32v4 #814}}\n")
    try scratch.write(".gitleaksignore", "# old\nc.env:generic-api-key:2\n")
    #expect(try scan().failures == 0)
    #expect(try scan().coverage.notes == nil)
    #expect(try scan("--no-foreign-suppressions").failures == 3)
    try scratch.write(".gitleaksignore", "c.env:generic-api-key:2\nc.env\n")
    #expect(try scan().coverage.notes == [".gitleaksignore:2 is no entry"])
    try scratch.write(".keystrel.toml", "foreign-suppressions = [\"gitleaks\"]\n")
    #expect(try scan().failures == 1)
    try scratch.write(".keystrel.toml", "foreign-suppressions = []\n")
    #expect(try scan().failures == 3)
  }

  @Test func `an ignore file that cannot be read fails the run`() throws {
    try write("a.env", Self.key)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/.gitleaksignore", withDestinationPath: "/dev/zero")
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains(".gitleaksignore"))
  }

  @Test func `what is settled is counted and not listed`() throws {
    try write("a.env", "\(Self.key) # keystrel:allow reason=x until=2099-12-31\n")
    try write("b.env", "SPEECH_KEY={{hex32v4 #815}}\n")
    #expect(try Keystrel.run("baseline", "create", in: scratch).text.contains("1 key known now"))
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 0)
    #expect(
      result.text.hasPrefix(
        "no open findings\n1 known in the baseline, 1 suppressed until 2099-12-31\n"))
  }
}
