import Foundation
import TestSupport
import Testing

/// The hook of a server, under a real `git push`.
@Suite struct PreReceiveTests {
  let server: Scratch
  let client: Scratch
  let leak: String

  init() throws {
    (server, client) = try Scratch.serverAndClient(scheme: "file://")
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #981}}\n")
    try install("")
    try commit("README.md", "hello\n")
    #expect(try push("main").status == 0)
  }

  /// Puts the hook in place; what it reads is kept for tests that want to read it again.
  private func install(_ options: String, before: String = "") throws {
    try server.write(
      "hooks/pre-receive",
      "#!/bin/sh\n\(before)\nexec '\(Keystrel.binary)' pre-receive \(options)\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: server.path + "/hooks/pre-receive")
  }

  @discardableResult
  private func commit(_ name: String, _ text: String, _ message: String = "Change") throws -> String
  {
    try client.write(name, text)
    try client.git("add", "-A")
    try client.git("commit", "-q", "--allow-empty", "-m", message)
    return try client.git("rev-parse", "HEAD")
  }

  private func push(_ arguments: String...) throws -> Command {
    try Command(
      "git", ["push", "-q", "origin"] + arguments, in: client.path,
      environment: Scratch.gitEnvironment)
  }

  @Test func aCleanPushPassesInSilence() throws {
    try commit("main.py", "print('hello')\n")
    let result = try push("main")
    #expect(result.status == 0)
    #expect(!result.errorText.contains("keystrel"))
    #expect(try server.git("rev-parse", "main") == client.git("rev-parse", "main"))
  }

  @Test func aKeyIsRefusedWithItsPlaceAndTheWayOut() throws {
    let bad = try commit("config/.env", "A=1\n" + leak)
    let result = try push("main")
    #expect(result.status != 0)
    #expect(result.errorText.contains("remote: keystrel: push refused: 1 key in it"))
    #expect(result.errorText.contains("config/.env:2: Azure OpenAI"))
    #expect(result.errorText.contains("commit \(bad.prefix(10)) by Ann Author"))
    #expect(result.errorText.contains("git commit --all --amend"))
    #expect(result.errorText.contains("rotate"))
    #expect(!result.errorText.contains(leak.split(separator: "=")[1].prefix(12)))
    #expect(try server.git("rev-parse", "main") != bad)
  }

  @Test func aKeyThatALaterCommitDeletesIsRefusedAllTheSame() throws {
    let bad = try commit(".env", leak)
    try commit(".env", "")
    let result = try push("main")
    #expect(result.status != 0)
    #expect(
      result.errorText.contains("git rebase --interactive --rebase-merges \(bad.prefix(10))~1"))
  }

  @Test func theWayOutOfARootCommitIsTheRoot() throws {
    try client.git("checkout", "-q", "--orphan", "other")
    try commit(".env", leak)
    try commit("more.txt", "more\n")
    let result = try push("other")
    #expect(result.status != 0)
    #expect(result.errorText.contains("--rebase-merges --root"))
  }

  @Test func whatTheServerHasIsNotScannedAgain() throws {
    try FileManager.default.removeItem(atPath: server.path + "/hooks/pre-receive")
    let old = try commit(".env", leak)
    try commit("main.py", "1\n")
    #expect(try push("main").status == 0)
    try install("")
    try commit("main.py", "2\n")
    #expect(try push("main").status == 0)
    // A branch from a commit that is no tip, a tag on an old one, a forced push to it, and a new name.
    try client.git("checkout", "-q", "-b", "topic", old)
    try commit("topic.txt", "topic\n")
    try client.git("tag", "-a", "-m", "Old", "v1", old)
    #expect(try push("topic", "v1", "main:refs/heads/copy").status == 0)
    #expect(try push("--force", "\(old):main").status == 0)
  }

  @Test func whatNoRefReachesAnyMoreIsScannedAgain() throws {
    try FileManager.default.removeItem(atPath: server.path + "/hooks/pre-receive")
    let old = try client.git("rev-parse", "main")
    try commit(".env", leak)
    #expect(try push("main").status == 0)
    #expect(try push("--force", "\(old):main").status == 0)
    try install("")
    #expect(try push("main").status != 0)
  }

  @Test func deletionsAreLeftAlone() throws {
    #expect(try push("main:refs/heads/gone").status == 0)
    let result = try push(":gone")
    #expect(result.status == 0)
    #expect(!result.errorText.contains("keystrel"))
  }

  @Test func everyRefOfAPushCounts() throws {
    try client.git("branch", "clean")
    try client.git("checkout", "-q", "-b", "second")
    try commit("second/.env", leak)
    try client.git("checkout", "-q", "-b", "third", "main")
    try commit(
      "third/.env", try Keystrel.expanded("SPEECH_KEY={{azure84 speech 2025-03 #982}}\n"))
    let result = try push("clean", "second", "third", ":refs/heads/none")
    #expect(result.status != 0)
    #expect(result.errorText.contains("2 keys in it"))
    #expect(result.errorText.contains("second/.env:1"))
    #expect(result.errorText.contains("third/.env:1"))
  }

  @Test func aMergeCountsForWhatOnlyItAdds() throws {
    try client.git("checkout", "-q", "-b", "side")
    try commit("side.txt", "side\n")
    try client.git("checkout", "-q", "main")
    try commit("main.txt", "main\n")
    try client.git("merge", "-q", "--no-ff", "--no-commit", "side")
    try commit(".env", leak, "Merge")
    let result = try push("main")
    #expect(result.status != 0)
    #expect(result.errorText.contains(".env:1"))
  }

  // MARK: - Tags, notes, messages

  @Test(arguments: ["blob", "tree", "nested"])
  func whatATagLeadsToIsScanned(kind: String) throws {
    try client.write("x/.env", leak)
    try client.git("add", "-A")
    let tree = try client.git("write-tree")
    let blob = try client.git("rev-parse", "\(tree):x/.env")
    try client.git("rm", "-rq", "--cached", "x")
    switch kind {
    case "blob": try client.git("tag", "-a", "-m", "Blob", "t", blob)
    case "tree": try client.git("tag", "t", tree)
    default:
      try client.git("tag", "-a", "-m", "Inner", "inner", blob)
      try client.git("tag", "-a", "-m", "Outer", "t", "inner")
    }
    let result = try push("t")
    #expect(result.status != 0)
    #expect(result.errorText.contains(kind == "tree" ? "refs/tags/t:x/.env:1" : "refs/tags/t:1"))
    #expect(result.errorText.contains("git tag --force"))
  }

  @Test func notesAreScanned() throws {
    try client.git("notes", "add", "-m", leak)
    #expect(try push("refs/notes/commits").status != 0)
  }

  @Test func messagesAreScanned() throws {
    let bad = try commit("a.txt", "a\n", "Try it\n\n" + leak)
    let result = try push("main")
    #expect(result.status != 0)
    #expect(result.errorText.contains("commit message:3"))
    #expect(result.errorText.contains(bad.prefix(10)))
    try client.git("reset", "-q", "--hard", "HEAD~1")
    try client.git("tag", "-a", "-m", "Release\n\n" + leak, "v2")
    let tag = try push("v2")
    #expect(tag.status != 0)
    #expect(tag.errorText.contains("tag v2 message:3"))
    #expect(tag.errorText.contains("git tag --force"))
  }

  // MARK: - Who decides

  @Test func theServersRulesHoldAndNotThoseOfThePush() throws {
    try commit(".gitleaks.toml", "[allowlist]\npaths = ['.*']\n")
    try commit(".keystrel.toml", "[allowlist]\npaths = ['.*']\n")
    try commit(".env", leak)
    #expect(try push("main").status != 0)
    try server.write("allow.toml", "[allowlist]\npaths = ['''^\\.env$''']\n")
    try install("--config allow.toml")
    #expect(try push("main").status == 0)
  }

  @Test func failOnDecidesWhatRefuses() throws {
    try install("--fail-on never")
    try commit(".env", leak)
    let result = try push("main")
    #expect(result.status == 0)
    #expect(!result.errorText.contains("keystrel"))
  }

  @Test func aReportIsWrittenForTheServer() throws {
    let report = server.path + "/report.json"
    try install("--format json --output '\(report)'")
    try commit(".env", leak)
    let result = try push("main")
    #expect(result.errorText.contains("push refused"))
    #expect(!result.errorText.contains("\"findings\""))
    let data = try Data(contentsOf: URL(fileURLWithPath: report))
    let read = try JSONDecoder().decode(Report.self, from: data)
    #expect(read.findings.count == 1)
    #expect(read.coverage.commits == 1)
    #expect(read.coverage.refs == 1)
  }

  @Test func nothingThatATerminalObeysIsPrinted() throws {
    try client.git("config", "user.name", "x")
    try client.write("a\u{1B}[2Jb\nremote: all is well", leak)
    try client.git("add", "-A")
    try client.git("commit", "-qm", "Leak", "--author", "E\u{1B}[2Jve <eve@example.com>")
    let result = try push("main")
    #expect(result.status != 0)
    #expect(result.errorText.contains("by E\\u{1b}[2Jve"))
    #expect(!result.errorText.contains("\u{1B}[2J"))
    #expect(!result.errorText.contains("\nremote: remote: all is well"))
  }

  // MARK: - Time

  @Test func aPushThatTakesTooLongIsRefused() throws {
    try install("--time-limit 0.000001")
    try commit("main.py", "1\n")
    let result = try push("main")
    #expect(result.status != 0)
    #expect(result.errorText.contains("push refused: it could not be checked completely"))
    #expect(result.errorText.contains("the time limit was reached: nothing was read"))
  }

  @Test func theServerMayAcceptAPushThatTakesTooLong() throws {
    try install("--time-limit 0.000001 --on-timeout accept")
    try commit("main.py", "1\n")
    let result = try push("main")
    #expect(result.status == 0)
    #expect(result.errorText.contains("push accepted, though it could not be checked completely"))
  }

  @Test func noLimitIsNoLimit() throws {
    try install("--time-limit 0")
    try commit(".env", leak)
    #expect(try push("main").errorText.contains("1 key in it"))
  }
}
