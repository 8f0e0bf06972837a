import Foundation
import TestSupport
import Testing

/// The pre-push hook, called by git.
@Suite struct PrePushTests {
  let client: Scratch
  let server: Scratch
  let leak: String

  init() throws {
    (server, client) = try Scratch.serverAndClient()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #972}}\n")
    try commit("main.py", "print('hello')\n")
    let install = try Keystrel.run("hook", "install", "--push", in: client)
    try #require(install.status == 0)
  }

  private func commit(_ name: String, _ text: String?) throws {
    if let text {
      try client.write(name, text)
    } else {
      try FileManager.default.removeItem(atPath: client.path + "/" + name)
    }
    try client.git("add", "-A")
    try client.git("commit", "-q", "--no-verify", "-m", "Change \(name)")
  }

  private func push(_ arguments: String..., to remote: String = "origin") throws -> Command {
    try Command(
      "git", ["push", "-q", remote] + arguments, in: client.path,
      environment: Scratch.gitEnvironment)
  }

  @Test func whatALaterCommitTookAwayIsSentAllTheSame() throws {
    #expect(try push("main").status == 0)
    try commit(".env", leak)
    try commit(".env", nil)
    let result = try push("main")
    #expect(result.status != 0)
    #expect((result.text + result.errorText).contains(".env:1"))
  }

  @Test func whatTheRemoteHasIsNotLookedAtAgain() throws {
    try commit(".env", leak)
    #expect(try push("--no-verify", "main").status == 0)
    try commit("main.py", "print('bye')\n")
    #expect(try push("main").status == 0)
    try client.git("checkout", "-q", "-b", "topic")
    try commit("topic.txt", "topic\n")
    #expect(try push("topic", "HEAD^:refs/heads/other").status == 0)
    #expect(try push(":other").status == 0)
    #expect(try push("main", "topic").status == 0)
  }

  @Test func anotherRemoteHasNothingOfIt() throws {
    try commit(".env", leak)
    #expect(try push("--no-verify", "main").status == 0)
    let other = try Scratch()
    try other.git("init", "-q", "--bare")
    #expect(try push("main", to: other.path).status != 0)
    try client.git("remote", "add", "other", other.path)
    #expect(try push("main", to: "other").status != 0)
  }

  @Test func theFirstPushOfABranchAndATagsMessageCount() throws {
    #expect(try push("main").status == 0)
    try client.git("tag", "-a", "-m", leak, "v1")
    #expect(try push("v1").status != 0)
    try client.git("tag", "-a", "-m", "Second", "v2")
    #expect(try push("v2").status == 0)
    try client.git("checkout", "-q", "-b", "topic")
    try commit(".env", leak)
    #expect(try push("topic").status != 0)
  }

  @Test func everyReferenceOfThePushCounts() throws {
    try client.git("branch", "clean")
    try client.git("checkout", "-q", "-b", "leaking")
    try commit(".env", leak)
    #expect(try push("clean", "leaking").status != 0)
    #expect(try push("clean").status == 0)
  }

  @Test func aHookThatWasThereGetsGitsLinesToo() throws {
    #expect(try Keystrel.run("hook", "uninstall", in: client).status == 0)
    let path = try client.write(
      ".git/hooks/pre-push", "#!/bin/sh\necho \"$1\" >told\ncat >>told\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    #expect(try Keystrel.run("hook", "install", "--push", in: client).status == 0)
    #expect(try push("main").status == 0)
    let told = try String(contentsOfFile: client.path + "/told", encoding: .utf8)
    let id = try client.git("rev-parse", "main")
    let none = String(repeating: "0", count: 40)
    #expect(told == "origin\nrefs/heads/main \(id) refs/heads/main \(none)\n")
    try commit(".env", leak)
    #expect(try push("main").status != 0)
  }

  /// By hand, after another hook has read the lines, or with nothing to push.
  @Test func withoutLinesItLooksAtWhatHeadWouldSend() throws {
    #expect(try push("main").status == 0)
    #expect(try Keystrel.run("pre-push", "origin", server.path, in: client).status == 0)
    try commit(".env", leak)
    #expect(try Keystrel.run("pre-push", in: client).status == 1)
    let fresh = try Scratch()
    try fresh.git("init", "-q")
    #expect(try Keystrel.run("pre-push", in: fresh).status == 0)
  }

  @Test(arguments: ["x\n", "refs/heads/main 12 refs/heads/main 34\n", "a b c\n"])
  func whatGitDoesNotWriteIsRefused(lines: String) throws {
    let result = try Keystrel.run("pre-push", "origin", in: client, input: Data(lines.utf8))
    #expect(result.status == 2 && result.errorText.contains("line 1"))
  }
}
