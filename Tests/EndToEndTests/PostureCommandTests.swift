import TestSupport
import Testing

/// `--posture` and `--explain`.
@Suite struct PostureCommandTests {
  let scratch: Scratch

  private static func block(_ name: String, off: Bool) -> String {
    """
    resource \(name) 'Microsoft.CognitiveServices/accounts@2023-05-01' = {
      name: '\(name)'
      properties: {
        disableLocalAuth: \(off)
      }
    }

    """
  }

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("main.bicep", Self.block("old", off: false))
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  @Test func isAskedForAndFailsNothing() throws {
    let plain = try Keystrel.run("scan", in: scratch)
    #expect(plain.status == 0)
    #expect(!plain.text.contains("main.bicep"))
    let asked = try Keystrel.run("scan", "--posture", in: scratch)
    #expect(asked.status == 0)
    #expect(
      asked.text.contains("main.bicep:1:1: medium: Azure AI resource that accepts keys (old)"))
    #expect(asked.text.contains("1 place leaves the use of keys open"))
  }

  @Test(arguments: [["staged"], ["diff", "HEAD~1..HEAD"]])
  func aChangeIsAskedForItsOwnBlocks(command: [String]) throws {
    try scratch.write("main.bicep", Self.block("old", off: false) + Self.block("new", off: false))
    try scratch.write("copies/a.bicep", Self.block("twin", off: false))
    try scratch.write("copies/b.bicep", Self.block("twin", off: false))
    try scratch.git("add", ".")
    if command[0] == "diff" { try scratch.git("commit", "-qm", "Second") }
    let result = try Keystrel.run(command + ["--posture", "--format", "jsonl"], in: scratch)
    #expect(result.status == 0)
    let lines = result.text.split(separator: "\n").filter { $0.contains("\"type\":\"posture\"") }
    #expect(lines.count == 3)
    #expect(!result.text.contains("\"subject\":\"old\""))
    for path in ["copies/a.bicep", "copies/b.bicep", "main.bicep"] {
      #expect(lines.contains { $0.contains("\"file\":\"\(path)\"") })
    }
  }

  @Test func aHistoryIsNotAskedForIt() throws {
    #expect(try Keystrel.run("history", "--posture", in: scratch).status == 64)
  }

  @Test func aConfigurationMayTurnOneOff() throws {
    try scratch.write(
      "k.toml", "[extend]\ndisabledRules = [\"azure-posture-local-auth-bicep\"]\n")
    let asked = try Keystrel.run("scan", "--posture", "--config", "k.toml", in: scratch)
    #expect(asked.status == 0 && !asked.text.contains("main.bicep"))
    #expect(try Keystrel.run("scan", "--config", "k.toml", in: scratch).status == 0)
  }

  @Test(arguments: [["scan"], ["history"], ["diff", "HEAD~1..HEAD"]])
  func explainsWhatBecameOfEachCandidate(command: [String]) throws {
    let text = try Keystrel.expanded(
      "AZURE_OPENAI_KEY={{hex32 #971}}\nsha1={{hex32 #972}}\n")
    try scratch.write("app/.env", text)
    try scratch.write("lib/notes.txt", Keystrel.expanded("my_key={{hex32 #973}}\n"))
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Second")
    let result = try Keystrel.run(command + ["--explain"], in: scratch)
    #expect(result.status == 1)
    let lines = result.text.split(separator: "\n").drop { !$0.hasPrefix("candidates") }
    #expect(lines.contains("app/.env"))
    #expect(lines.contains { $0.hasPrefix("  1:18 ") && $0.contains("high confidence: named") })
    #expect(lines.contains { $0.hasPrefix("  2:6 ") && $0.contains("dropped: ") })
    #expect(lines.contains { $0.hasPrefix("  1:8 ") && $0.contains("hidden, since low") })
  }
}
