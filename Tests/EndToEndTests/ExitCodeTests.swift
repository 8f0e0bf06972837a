import Foundation
import TestSupport
import Testing

/// What a pipeline goes by.
@Suite struct ExitCodeTests {
  let scratch: Scratch
  let key: String

  init() throws {
    scratch = try Scratch()
    key = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #931}}\n")
  }

  @Test func isZeroWhereNothingIsFound() throws {
    try scratch.write("main.py", "print('hello')\n")
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("no findings"))
    #expect(result.errorText == "")
  }

  @Test func isOneForAFinding() throws {
    try scratch.write(".env", key)
    #expect(try Keystrel.run("scan", in: scratch).status == 1)
  }

  @Test func isZeroBelowTheLevelThatFails() throws {
    try scratch.write(".env", try Keystrel.expanded("AZURE_SPEECH_KEY={{hex32v4 #932}}\n"))
    #expect(try Keystrel.run("scan", in: scratch).status == 1)
    let result = try Keystrel.run("scan", "--fail-on", "certain", in: scratch)
    #expect(result.status == 0)
    #expect(result.text.contains("1 finding"))
    #expect(try Keystrel.run("scan", "--fail-on", "never", in: scratch).status == 0)
  }

  @Test func isTwoForAPathThatDoesNotExist() throws {
    let result = try Keystrel.run("scan", "no-such-folder", in: scratch)
    #expect(result.status == 2)
    #expect((result.text + result.errorText).contains("no-such-folder"))
    #expect(!result.text.contains("no findings\n"))
  }

  @Test func findingsWinOverWhatCouldNotBeRead() throws {
    try scratch.write(".env", key)
    let result = try Keystrel.run("scan", ".env", "no-such-folder", in: scratch)
    #expect(result.status == 1)
    #expect(result.text.contains("no-such-folder"))
  }

  @Test(arguments: [
    ["--no-such-flag"], ["scan", "--format", "xml"], ["diff"], ["scan", "--jobs", "0"],
    ["scan", "-", "src"], ["rules", "show"],
  ])
  func isSixtyFourForWrongUsage(arguments: [String]) throws {
    let result = try Keystrel.run(arguments, in: scratch)
    #expect(result.status == 64)
    #expect(result.errorText.contains("Usage") || result.errorText.contains("usage"))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [["staged"], ["diff", "HEAD"], ["history"]])
  func isTwoOutsideOfARepository(arguments: [String]) throws {
    let result = try Keystrel.run(arguments, in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("no git repository"))
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test func versionIsOneLine() throws {
    let result = try Keystrel.run("--version", in: scratch)
    #expect(result.status == 0)
    #expect(try result.text.wholeMatch(of: Regex(#"\d+\.\d+\.\d+\n"#)) != nil)
  }

  @Test func helpNamesEveryCommand() throws {
    let result = try Keystrel.run("--help", in: scratch)
    #expect(result.status == 0)
    for command in ["scan", "staged", "diff", "pre-receive", "history", "rules"] {
      #expect(result.text.contains("  " + command + " "))
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreMade(shell: String) throws {
    let result = try Keystrel.run("--generate-completion-script", shell, in: scratch)
    #expect(result.status == 0)
    #expect(result.text.contains("staged"))
  }
}
