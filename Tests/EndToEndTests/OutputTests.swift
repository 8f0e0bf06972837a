import Foundation
import TestSupport
import Testing

/// Where reports go, and that they are the same each time.
@Suite struct OutputTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// So many files that every worker gets some, and more than a pipe holds.
  private func writeManyKeys() throws {
    for number in 0..<200 {
      let call = "{{azure84 speech 2025-02 #\(940 + number)}}"
      try scratch.write("src/config\(number).py", "SPEECH_KEY = \"\(call)\"\n")
    }
    // Once for all: a process a file would take seconds.
    let names = (0..<200).map { "src/config\($0).py" }
    let all = try names.map { try String(contentsOfFile: scratch.path + "/" + $0, encoding: .utf8) }
    let expanded = try Keystrel.expanded(all.joined()).split(separator: "\n")
    for (name, line) in zip(names, expanded) { try scratch.write(name, line + "\n") }
  }

  @Test(arguments: ["text", "json", "jsonl", "sarif"])
  func isTheSameForAnyNumberOfWorkers(format: String) throws {
    try writeManyKeys()
    try scratch.git("init", "-q")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Keys")
    for command in ["scan", "history"] {
      let results = try ["1", "2", "8"].map {
        try Keystrel.run(command, "--format", format, "--jobs", $0, in: scratch)
      }
      #expect(results.allSatisfy { $0.status == 1 })
      #expect(results[0].output.count > 20_000)
      #expect(results[1].output == results[0].output, "2 workers, \(command)")
      #expect(results[2].output == results[0].output, "8 workers, \(command)")
    }
  }

  @Test func aReaderThatLeavesIsNoError() throws {
    try writeManyKeys()
    let script = "{ \"$0\" scan; echo \"code $?\" >&2; } | head -n 1"
    let result = try Command("sh", ["-c", script, Keystrel.binary], in: scratch.path)
    #expect(result.text.hasPrefix("src/config0.py:1:"))
    #expect(result.errorText == "code 1\n")
  }

  @Test func escapesWhatATerminalWouldObey() throws {
    let name = "a\u{1B}[2J\u{202E}b\nc.env"
    try scratch.write(name, try Keystrel.expanded("SPEECH_KEY={{azure84 speech 2025-02 #1140}}"))
    let text = try Keystrel.run("scan", "--color", "never", in: scratch).text
    #expect(text.contains("critical"))
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\u{202E}"))
    #expect(!text.contains("b\nc.env"))
    let report = try Report(Keystrel.run("scan", "--format", "json", in: scratch))
    #expect(report.findings.first?.occurrences.first?.path == name)
  }

  @Test func writesAFileAllAtOnce() throws {
    try scratch.write("src/a.py", try Keystrel.expanded("KEY = '{{azure84 face 2025-02 #1141}}'"))
    let result = try Keystrel.run("scan", "src", "-f", "sarif", "-o", "report.sarif", in: scratch)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    let sarif = try String(contentsOfFile: scratch.path + "/report.sarif", encoding: .utf8)
    #expect(sarif.contains("\"2.1.0\""))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).count == 2)
  }

  @Test func anOutputThatCannotBeWrittenIsTwo() throws {
    let result = try Keystrel.run("scan", "--output", "no/such/folder.json", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("no/such/folder.json"))
  }

  @Test(arguments: ["CI", "TF_BUILD", "GITHUB_ACTIONS"])
  func revealIsRefusedInALogThatOthersRead(variable: String) throws {
    try scratch.write("a.py", try Keystrel.expanded("KEY = '{{azure84 face 2025-02 #1142}}'"))
    let environment = [variable: "true"]
    let refused = try Keystrel.run("scan", "--reveal", in: scratch, environment: environment)
    #expect(refused.status == 64)
    #expect(refused.output.isEmpty)
    #expect(refused.errorText.contains("--output"))
    let allowed = try Keystrel.run(
      "scan", "--reveal", "-o", "report.txt", in: scratch, environment: environment)
    #expect(allowed.status == 1)
    let file = try FileManager.default.attributesOfItem(atPath: scratch.path + "/report.txt")
    #expect(file[.posixPermissions] as? Int == 0o600)
  }

  @Test func coloursAreForTerminals() throws {
    try scratch.write("a.py", try Keystrel.expanded("KEY = '{{azure84 face 2025-02 #1143}}'"))
    #expect(!(try Keystrel.run("scan", in: scratch).text.contains("\u{1B}")))
    #expect(try Keystrel.run("scan", "--color", "always", in: scratch).text.contains("\u{1B}[1m"))
  }
}
