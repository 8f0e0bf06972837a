import Foundation
import TestSupport
import Testing

/// The steps of action.yml, with the variables that the runner would give them.
@Suite struct GitHubActionTests {
  let host: PipelineServer
  let runner: Scratch

  init() throws {
    host = try PipelineServer()
    runner = try Scratch()
    try runner.write("output", "")
    try runner.write("summary", "")
  }

  private func step(
    _ name: String, in clone: Scratch, _ environment: [String: String] = [:]
  ) throws -> Command {
    let runner = [
      "GITHUB_OUTPUT": runner.path + "/output", "RUNNER_TEMP": runner.path,
      "GITHUB_STEP_SUMMARY": runner.path + "/summary", "INPUT_BINARY": Keystrel.binary,
      "INSTALL_FOLDER": runner.path + "/keystrel",
    ]
    return try PipelineScript.run(
      "github/run.sh", [name], in: clone, environment: runner.merging(environment) { $1 })
  }

  private var outputs: [String: String] {
    get throws {
      let text = try String(contentsOfFile: runner.path + "/output", encoding: .utf8)
      let pairs = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
      return Dictionary(
        pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") }, uniquingKeysWith: { $1 })
    }
  }

  @Test func reportsAPullRequestWithoutTheSecret() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    let clone = try host.clone(host.openPullRequest("topic"))
    let result = try step("check", in: clone, PipelineScript.pullRequest())
    #expect(result.status == 1, "\(result.errorText)")
    #expect(result.text.contains("::error") && result.text.contains("file=.env"))
    let outputs = try outputs
    #expect(outputs["exit-code"] == "1")
    let report = try String(contentsOfFile: #require(outputs["sarif"]), encoding: .utf8)
    #expect(try JSONSchema.errors(in: report, schema: JSONSchema.sarif).isEmpty)
    let summary = try String(contentsOfFile: runner.path + "/summary", encoding: .utf8)
    let secret = try #require(host.leak.split(separator: "=").last).prefix { $0 != "\n" }
    for text in [result.text, result.errorText, report, summary] {
      #expect(!text.contains(secret))
    }
  }

  @Test func anIncompleteScanIsAnErrorOfItsOwn() throws {
    var environment = PipelineScript.pullRequest()
    environment["GITHUB_EVENT_NAME"] = "pull_request_target"
    let result = try step("check", in: host.clone("refs/heads/main"), environment)
    #expect(result.status == 2 && result.text.contains("::error title=keystrel::"))
    #expect(try outputs["sarif"] == nil)
  }

  @Test func inputsReachTheProgramAsTheyAre() throws {
    let clone = try host.clone("refs/heads/main")
    let scan = ["INPUT_SCAN": "scan"]
    #expect(try step("check", in: clone, scan).status == 1)
    #expect(
      try step("check", in: clone, scan.merging(["INPUT_FAIL_ON": "never"]) { $1 }).status == 0)
    let hostile = scan.merging(["INPUT_FAIL_ON": "never; touch pwned $(touch pwned)"]) { $1 }
    #expect(try step("check", in: clone, hostile).status == 64)
    #expect(!FileManager.default.fileExists(atPath: clone.path + "/pwned"))
    try clone.write("a config.toml", "disabled = []\n")
    let named = scan.merging(["INPUT_CONFIG": "missing file.toml"]) { $1 }
    #expect(try step("check", in: clone, named).errorText.contains("missing file.toml"))
  }

  @Test func theReleaseIsThatOfTheAction() throws {
    let clone = try host.clone("refs/heads/main")
    #expect(try step("version", in: clone).status == 0)
    let version = try Keystrel.run("--version", in: clone).text
    #expect(try outputs["version"] == version.trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(try step("version", in: clone, ["INPUT_VERSION": "1\nbinary=x"]).status == 2)
  }

  /// A value in an expression inside of `run:` would become code.
  @Test(arguments: ["action.yml", ".github/workflows/keystrel.yml"])
  func noExpressionStandsInAScript(file: String) throws {
    let text = try String(contentsOfFile: Keystrel.root + "/" + file, encoding: .utf8)
    for line in text.split(separator: "\n") where line.contains("run:") {
      #expect(!line.contains("${{"), "\(line)")
    }
    #expect(!text.contains("run: |"))
  }
}
