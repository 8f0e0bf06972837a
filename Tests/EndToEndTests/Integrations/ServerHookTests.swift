import Foundation
import TestSupport
import Testing

/// integrations/pre-receive in a bare repository.
@Suite struct ServerHookTests {
  let server: Scratch
  let client: Scratch
  let leak: String

  init() throws {
    (server, client) = try Scratch.serverAndClient()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #975}}\n")
    try commit("main.py", "print('hello')\n")
    try install()
  }

  private func install(replacing old: String = "#", by new: String = "#") throws {
    let hook = try String(
      contentsOfFile: Keystrel.root + "/integrations/pre-receive/pre-receive", encoding: .utf8)
    let path = try server.write("hooks/pre-receive", hook.replacing(old, with: new))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private func commit(_ name: String, _ text: String) throws {
    try client.write(name, text)
    try client.git("add", "-A")
    try client.git("commit", "-q", "-m", "Change \(name)")
  }

  private func push(_ binary: String = Keystrel.binary) throws -> Command {
    try Command(
      "git", ["push", "-q", "origin", "main"], in: client.path,
      environment: Scratch.gitEnvironment.merging(["KEYSTREL_BINARY": binary]) { $1 })
  }

  @Test func refusesAKeyAndNothingElse() throws {
    let reports = server.path + "/reports"
    try install(replacing: "\nreports=\n", by: "\nreports=\(reports)\n")
    #expect(try push().status == 0)
    try commit(".env", leak)
    let result = try push()
    #expect(result.status != 0 && result.errorText.contains(".env:1"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: reports).count == 2)
    #expect(try server.git("log", "--oneline").split(separator: "\n").count == 1)
  }

  @Test func refusesWhenItCannotCheck() throws {
    let missing = try push("/nonexistent/keystrel")
    #expect(missing.status != 0 && missing.errorText.contains("is not there"))
    let crashing = try client.write("crash", "#!/bin/sh\nkill -SEGV $$\n")
    let hanging = try client.write("hang", "#!/bin/sh\nexec sleep 60\n")
    for path in [crashing, hanging] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let crash = try push(crashing)
    #expect(crash.status != 0 && crash.errorText.contains("the check ended with"))
    try install(replacing: "\nlimit=30\n", by: "\nlimit=-9\n")
    let late = try push(hanging)
    #expect(late.status != 0 && late.errorText.contains("the check ended with 124"))
  }
}
