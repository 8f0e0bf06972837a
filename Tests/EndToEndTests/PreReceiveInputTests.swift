import Foundation
import TestSupport
import Testing

/// What the hook makes of input that git does not write.
@Suite struct PreReceiveInputTests {
  let scratch: Scratch
  let head: String

  private static let zeros = String(repeating: "0", count: 40)

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("a.txt", "a\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
    head = try scratch.git("rev-parse", "HEAD")
  }

  private func run(_ input: String, _ options: String...) throws -> Command {
    try Keystrel.run(["pre-receive"] + options, in: scratch, input: Data(input.utf8))
  }

  @Test(arguments: [
    ("", "nothing on standard input"), ("\n", "line 1 "), ("abc def refs/heads/main\n", "line 1 "),
    ("OLD NEW\n", "line 1 "), ("OLD NEW \n", "line 1 "),
    ("OLD NEW refs/heads/a\nOLD\tNEW\trefs/heads/b\n", "line 2 "),
    ("OLD NEW refs/heads/a\n\nOLD NEW refs/heads/b\n", "line 2 "),
    ("LONG LONG refs/heads/a\n", "SHA-256"),
  ])
  func anythingElseIsOneLineOfError(input: String, message: String) throws {
    let input = input.replacing("OLD", with: Self.zeros).replacing("NEW", with: head)
      .replacing("LONG", with: String(repeating: "0", count: 64))
    let result = try run(input)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message))
    #expect(result.errorText.split(separator: "\n").count == 1)
    #expect(result.output.isEmpty)
  }

  @Test func aLastLineNeedsNoEnd() throws {
    #expect(try run("\(Self.zeros) \(head) refs/heads/new").status == 0)
  }

  @Test func anIdThatIsNotThereIsRefused() throws {
    let missing = String(repeating: "12", count: 20)
    let result = try run("\(head) \(missing) refs/heads/main\n")
    #expect(result.status == 2)
    #expect(result.errorText.contains(missing))
    #expect(result.errorText.contains("push refused"))
  }

  /// As on a server that runs hooks without a quarantine, or long after the push.
  @Test func worksWithoutAQuarantine() throws {
    try scratch.write(
      ".env", try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #991}}\n"))
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Leak")
    let leak = try scratch.git("rev-parse", "HEAD")
    #expect(try run("\(head) \(leak) refs/heads/main\n").status == 0)
    try scratch.git("reset", "-q", "--hard", head)
    let result = try run("\(head) \(leak) refs/heads/main\n", "--format", "json")
    #expect(result.status == 1)
    let report = try Report(result)
    #expect(report.coverage.commits == 1)
    #expect(report.findings.flatMap(\.occurrences).map(\.commit?.id) == [leak])
  }

  @Test(arguments: [
    ["--time-limit", "-1"], ["--time-limit", "soon"], ["--time-limit", "nan"],
    ["--on-timeout", "maybe"], ["--reveal"],
  ])
  func wrongUsageIsSixtyFour(options: [String]) throws {
    let result = try Keystrel.run(["pre-receive"] + options, in: scratch)
    #expect(result.status == 64)
  }

  @Test func isTwoOutsideOfARepository() throws {
    let other = try Scratch()
    let result = try Keystrel.run(
      "pre-receive", in: other, input: Data("\(Self.zeros) \(head) refs/heads/main\n".utf8))
    #expect(result.status == 2)
    #expect(result.errorText.contains("no git repository"))
  }
}
