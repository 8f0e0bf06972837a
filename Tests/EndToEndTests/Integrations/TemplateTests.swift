import Foundation
import TestSupport
import Testing

/// The shell lines of the templates, as they stand there.
@Suite struct TemplateTests {
  let host: PipelineServer
  let clone: Scratch

  init() throws {
    host = try PipelineServer()
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    clone = try host.clone(host.openPullRequest("topic"))
  }

  private func run(_ script: String, _ environment: [String: String]) throws -> Command {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = [
      "INPUT_SCAN": "auto", "INPUT_FAIL_ON": "medium",
      "PATH": Keystrel.root + "/integrations/ci:" + path,
    ]
    return try Command(
      "sh", ["-c", script], in: clone.path,
      environment: PipelineScript.outside.merging(variables) { $1 }.merging(environment) { $1 })
  }

  private func template(_ name: String) throws -> String {
    try String(contentsOfFile: Keystrel.root + "/integrations/" + name, encoding: .utf8)
  }

  @Test func gitLabsJobWritesItsReport() throws {
    let line = try #require(
      try template("gitlab/templates/keystrel.yml").split(separator: "\n").first {
        $0.hasPrefix("    - keystrel-ci ")
      })
    let result = try run(
      String(line.dropFirst(6)),
      ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"])
    #expect(result.status == 1, "\(result.errorText)")
    let report = try Data(
      contentsOf: URL(fileURLWithPath: clone.path + "/gl-secret-detection-report.json"))
    let read = try JSONDecoder().decode(SecretReport.self, from: report)
    #expect(read.vulnerabilities.map(\.location.file) == [".env"])
  }

  @Test func azuresStepWritesItsReport() throws {
    let steps = try template("azure-pipelines/keystrel.yml")
      .components(separatedBy: "  - script: |\n")
    let script = try #require(steps.last).split(separator: "\n")
      .prefix { $0.hasPrefix("      ") }.joined(separator: "\n")
    let agent = try Scratch()
    try FileManager.default.createDirectory(
      atPath: agent.path + "/keystrel", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Keystrel.root + "/integrations/ci/keystrel-ci",
      toPath: agent.path + "/keystrel/keystrel-ci")
    let result = try run(
      script,
      [
        "TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "AGENT_TEMPDIRECTORY": agent.path,
      ])
    #expect(result.status == 1, "\(result.errorText)")
    #expect(result.text.contains("##vso[task.logissue type=error;sourcepath=.env;"))
    let report = try String(contentsOfFile: agent.path + "/keystrel.sarif", encoding: .utf8)
    #expect(report.contains(#""uri" : ".env""#))
  }

  private struct SecretReport: Decodable {
    let vulnerabilities: [Vulnerability]
  }

  private struct Vulnerability: Decodable {
    let location: Location
  }

  private struct Location: Decodable {
    let file: String
  }
}
