import Foundation
import TestSupport
import Testing

/// A repository whose branch `change` adds a key, and whatever else a test lets it do.
struct HostileChange {
  let scratch: Scratch
  /// The line of `.env` that the change adds.
  let keyLine: String
  /// In the open.
  let key: String

  /// - Parameter base: files of `main`, by their names.
  /// - Throws: when the repository cannot be made.
  init(base: [String: String] = [:]) throws {
    scratch = try Scratch()
    keyLine = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #991}}\n")
    key = String(keyLine.dropFirst("AZURE_OPENAI_API_KEY=".count).dropLast())
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("README.md", "# A project\n")
    for (name, text) in base { try scratch.write(name, text) }
    try commit("Base")
    try scratch.git("switch", "-qc", "change")
    try scratch.write(".env", keyLine)
  }

  func commit(_ message: String = "Change") throws {
    try scratch.git("add", "-A", "-f")
    try scratch.git("commit", "-q", "-m", message)
  }

  /// What the gate says.
  func diff(_ options: String...) throws -> Command {
    try Keystrel.run(["diff", "main...change"] + options, in: scratch)
  }

  /// What a server says to a push of the change, whose commits no ref of it reaches yet.
  func push(_ options: String...) throws -> Command {
    let id = try scratch.git("rev-parse", "change")
    let server = try Scratch()
    try server.git("clone", "-q", "--bare", "--single-branch", "-b", "main", scratch.path, ".")
    try server.git("fetch", "-q", scratch.path, "change")
    let line = "\(String(repeating: "0", count: 40)) \(id) refs/heads/change\n"
    return try Keystrel.run(
      ["pre-receive"] + options, in: server, input: Data(line.utf8))
  }

  /// Expects that the key is told and fails both gates.
  func expectReported(_ comment: Comment? = nil, in file: String = ".env") throws {
    let diff = try diff()
    #expect(diff.status == 1, comment)
    #expect(diff.text.contains("\(file):"), comment)
    #expect(diff.text.contains("which fails the run"), comment)
    let push = try push()
    #expect(push.status == 1, comment)
    #expect(push.errorText.contains(file), comment)
  }

  /// Where a command of the attacker's would leave its trace.
  var trace: String {
    scratch.path + "/../" + URL(fileURLWithPath: scratch.path).lastPathComponent + ".ran"
  }

  /// Expects that nothing was run.
  func expectNothingRan() {
    #expect(!FileManager.default.fileExists(atPath: trace))
    try? FileManager.default.removeItem(atPath: trace)
  }
}
