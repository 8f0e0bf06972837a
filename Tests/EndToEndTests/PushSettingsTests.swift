import Foundation
import TestSupport
import Testing

/// The default branch of a server decides on pushes, as it is before them.
@Suite struct PushSettingsTests {
  let server: Scratch
  let client: Scratch
  let leak: String

  init() throws {
    (server, client) = try Scratch.serverAndClient()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #985}}\n")
  }

  private func install() throws {
    let hook = try server.write(
      "hooks/pre-receive", "#!/bin/sh\nexec '\(Keystrel.binary)' pre-receive --time-limit 0\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
  }

  private func push(_ files: [String: String], to branch: String = "main") throws -> Command {
    for (name, text) in files { try client.write(name, text) }
    try client.git("add", "-A")
    try client.git("commit", "-q", "--allow-empty", "-m", "Change")
    return try Command(
      "git", ["push", "-q", "origin", "HEAD:refs/heads/" + branch], in: client.path,
      environment: Scratch.gitEnvironment)
  }

  @Test func theDefaultBranchDecides() throws {
    let settings = "[[exclude]]\npaths = ['tests/']\nreason = 'made up'\n"
    #expect(try push([".keystrel.toml": settings]).status == 0)
    try install()
    #expect(try push(["tests/.env": leak]).status == 0)
    let result = try push([".keystrel.toml": "[rules]\noff = ['*']\n", "src/.env": leak])
    #expect(result.status != 0)
    #expect(result.errorText.contains("turns rule * off"))
    #expect(!result.errorText.contains("tests/.env"))
  }

  @Test func aBranchThatAnybodyMayPushToApprovesNothing() throws {
    #expect(try push(["README.md": "x\n"]).status == 0)
    try install()
    let first = try push([".keystrel.toml": "fail-on = 'never'\n"], to: "topic")
    #expect(first.status == 0)
    #expect(first.errorText.contains("raises fail-on from medium to never"))
    #expect(try push([".env": leak], to: "topic").status != 0)
  }

  @Test func anEmptyRepositoryHasNoSettings() throws {
    try install()
    let result = try push([".keystrel.toml": "fail-on = 'never'\n", ".env": leak])
    #expect(result.status != 0)
    #expect(result.errorText.contains("raises fail-on from medium to never"))
  }
}
