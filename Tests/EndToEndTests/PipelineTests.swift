import Foundation
import TestSupport
import Testing

/// What runs in a pipeline: the format that its system shows, the summary, and a log that nobody forges.
@Suite struct PipelineTests {
  let scratch: Scratch
  let key: String

  init() throws {
    scratch = try Scratch()
    key = try Keystrel.expanded("KEY = '{{azure84 face 2025-02 #1160}}'\n")
    try scratch.write("a.py", key)
  }

  private static let gitHub = ["CI": "true", "GITHUB_ACTIONS": "true"]
  private static let azure = ["TF_BUILD": "True"]
  private static let gitLab = ["CI": "true", "GITLAB_CI": "true"]

  private func run(_ arguments: String..., environment: [String: String]) throws -> Command {
    try Keystrel.run(arguments, in: scratch, environment: environment)
  }

  @Test(arguments: [
    (gitHub, "::error file=a.py,line=1,", "GitHub Actions: writing annotations"),
    (azure, "##vso[task.logissue type=error;sourcepath=a.py;", "Azure Pipelines: writing issues"),
    (gitLab, "a.py:1:8: critical:", "--output gl-secret-detection-report.json"),
    (["CI": "true"], "a.py:1:8: critical:", ""),
    (["GITHUB_ACTIONS": "false"], "a.py:1:8: critical:", ""),
  ])
  func theSystemDecidesTheFormat(
    environment: [String: String], start: String, remark: String
  ) throws {
    let result = try run("scan", "a.py", environment: environment)
    #expect(result.status == 1)
    #expect(result.text.hasPrefix(start))
    #expect(remark.isEmpty ? result.errorText.isEmpty : result.errorText.contains(remark))
    #expect(result.errorText.split(separator: "\n").count == (remark.isEmpty ? 0 : 1))
  }

  @Test(arguments: [
    (gitHub, "GITHUB_WORKSPACE", "::error file=sub/a.py,"),
    (azure, "BUILD_SOURCESDIRECTORY", "sourcepath=sub/a.py;"),
  ])
  func annotationsAreAtPathsOfTheRepository(
    environment: [String: String], variable: String, start: String
  ) throws {
    try scratch.write("sub/a.py", key)
    let environment = environment.merging([variable: scratch.path]) { $1 }
    let folder = scratch.path + "/sub"
    // Without .git, as a runner without git checks out; and with it.
    for _ in 1...2 {
      for target in [".", "a.py", folder, "../sub/a.py"] {
        let result = try Keystrel.run(
          through: ["sh", "-c", "cd sub && exec \"$0\" \"$@\""], ["scan", target], in: scratch,
          environment: environment)
        #expect(result.text.contains(start), "\(target): \(result.text)")
      }
      try scratch.git("init", "-q")
    }
  }

  @Test(arguments: [gitHub, azure])
  func whoNamesAFormatOrAPlaceGetsIt(environment: [String: String]) throws {
    let text = try run("scan", "a.py", "--format", "text", environment: environment)
    #expect(text.text.hasPrefix("a.py:1:8: ") && text.errorText.isEmpty)
    let explained = try run("scan", "a.py", "--explain", environment: environment)
    #expect(explained.text.contains("candidates, and what became of them"))
    let file = try run("scan", "a.py", "-o", "r.sarif", environment: environment)
    #expect(file.output.isEmpty && file.errorText.isEmpty)
  }

  @Test func aVariableNamesTheFormatOfAPipeline() throws {
    let environment = Self.gitHub.merging(["KEYSTREL_FORMAT": "csv"]) { $1 }
    let table = try run("scan", "a.py", environment: environment)
    #expect(table.text.hasPrefix("\"state\"") && table.errorText.isEmpty)
    #expect(try run("scan", "a.py", "-f", "text", environment: environment).text.hasPrefix("a.py"))
    // It is no reason to print beside a file that has another format.
    #expect(try run("scan", "a.py", "-o", "r.md", environment: environment).output.isEmpty)
  }

  @Test(arguments: [gitHub, azure, gitLab])
  func theHookStaysText(environment: [String: String]) throws {
    try scratch.git("init", "-q")
    try scratch.git("add", ".")
    let result = try run("staged", environment: environment)
    #expect(result.status == 1)
    #expect(result.text.hasPrefix("a.py:1:8: ") && result.errorText.isEmpty)
  }

  @Test func gitHubGetsASummaryBehindThatOfOthers() throws {
    let path = try scratch.write("summary", "# Tests\n")
    let environment = Self.gitHub.merging(["GITHUB_STEP_SUMMARY": path]) { $1 }
    _ = try run("scan", "a.py", environment: environment)
    var summary = try String(contentsOfFile: path, encoding: .utf8)
    #expect(summary.hasPrefix("# Tests\n### Keystrel: 1 key found, 1 fails the run\n"))
    // Nearly full: what has no room is said.
    try scratch.write("summary", String(repeating: "x", count: (1 << 20) - 4200))
    _ = try run("scan", "a.py", environment: environment)
    summary = try String(contentsOfFile: path, encoding: .utf8)
    #expect(summary.utf8.count <= 1 << 20)
    #expect(summary.contains("1 row left out"))
    let folder = Self.gitHub.merging(["GITHUB_STEP_SUMMARY": scratch.path]) { $1 }
    #expect(try run("scan", "a.py", environment: folder).status == 1)
    try scratch.write("a.py", "print()\n")
    let result = try run("scan", "a.py", environment: folder)
    #expect(result.status == 2)
    #expect(result.errorText.contains("keystrel: cannot open \(scratch.path): is a directory"))
  }

  @Test func azureIsShownASummaryFile() throws {
    let folder = try Scratch()
    let environment = Self.azure.merging(["AGENT_TEMPDIRECTORY": folder.path]) { $1 }
    let result = try run("scan", "a.py", environment: environment)
    let line = try #require(
      result.text.split(separator: "\n").first { $0.hasPrefix("##vso[task.uploadsummary]") })
    let summary = try String(contentsOfFile: String(line.dropFirst(25)), encoding: .utf8)
    #expect(summary.hasPrefix("### Keystrel: 1 key found"))
    // A summary that is asked for is the one that is shown.
    let named = try run("scan", "a.py", "-f", "azure", "-o", "s.md", environment: environment)
    #expect(named.text.contains("##vso[task.uploadsummary]\(scratch.path)/s.md\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }

  @Test func azureSucceedsWithIssuesWhereNothingFails() throws {
    let complete = "##vso[task.complete result=SucceededWithIssues;]"
    let open = try run("scan", "a.py", "--fail-on", "never", environment: Self.azure)
    #expect(open.status == 0)
    #expect(open.text.contains(complete) && open.text.contains("type=warning"))
    #expect(!(try run("scan", "a.py", environment: Self.azure).text.contains(complete)))
    try scratch.write("a.py", "print()\n")
    #expect(!(try run("scan", "a.py", environment: Self.azure).text.contains("##vso")))
  }

  private static let names = [
    "::error file=x::forged.py", "::stop-commands::x.py", "x ##vso[task.complete result=Failed;]y",
    "##[error]forged", "a\n::add-mask::b", "a\r::error::b", "a\u{1B}]0;x\u{07}", "a\u{202E}yp.a",
    "-x##vso[task.complete result=Failed;]", "=cmd.csv", "<b>@all|`x`",
  ]

  /// File names, a branch and an author in the log of each system and each format, with standard error.
  @Test(arguments: ["text", "json", "jsonl", "sarif", "gitlab", "junit", "csv", "markdown"])
  func noNameForgesTheLog(format: String) throws {
    for name in Self.names { try scratch.write("f/" + name, key) }
    try scratch.git("init", "-q", "-b", "a\u{202E}b")
    try scratch.git("add", "f")
    try scratch.git(
      "-c", "user.name=::error::x ##vso[task.complete]", "commit", "-q", "-m",
      "::error::x\n##vso[task.complete]\n" + key)
    for command in [["scan", "f"], ["history"], ["staged"], ["diff", "HEAD"]] {
      let result = try Keystrel.run(command + ["--format", format], in: scratch)
      #expect(result.status == (command == ["staged"] ? 0 : 1))
      for line in (result.text + result.errorText).split(whereSeparator: \.isNewline) {
        #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
        #expect(!line.contains("##vso[") && !line.contains("##["), "\(line)")
        #expect(
          !line.unicodeScalars.contains {
            [.control, .format].contains($0.properties.generalCategory)
          }, "\(line)")
      }
    }
  }

  @Test func theArgumentsOfAHookForgeNothing() throws {
    for name in Self.names {
      let result = try Keystrel.run("scan", name, "--no-such-flag", in: scratch)
      #expect(result.status == 64 && result.output.isEmpty)
      let missing = try Keystrel.run("scan", "./" + name, in: scratch)
      for text in [result.errorText, missing.errorText, missing.text] {
        #expect(!text.contains("##vso[") && !text.contains("##[") && !text.contains("\n::"))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
      }
    }
  }
}
