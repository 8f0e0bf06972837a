import Foundation
import TestSupport
import Testing

/// How pipelines fetch a release: from a server that is a folder here.
@Suite struct InstallScriptTests {
  let server: Scratch
  let runner: Scratch
  static let name = "keystrel-9.9.9-linux-x86_64"

  init() throws {
    server = try Scratch()
    runner = try Scratch()
    try server.write(Self.name + "/keystrel", "#!/bin/sh\necho \"$@\"\n")
    let program = server.path + "/" + Self.name + "/keystrel"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try FileManager.default.copyItem(
      atPath: Keystrel.root + "/integrations/ci/keystrel-ci",
      toPath: server.path + "/" + Self.name + "/keystrel-ci")
    try server.write("v9.9.9/empty", "")
    _ = try Command(
      "tar", ["-czf", "v9.9.9/\(Self.name).tar.gz", Self.name], in: server.path)
    try server.write("v9.9.9/SHA256SUMS", "\(try digest())  \(Self.name).tar.gz\n")
  }

  private func digest() throws -> String {
    let sums = try Command("sha256sum", ["v9.9.9/\(Self.name).tar.gz"], in: server.path)
    return String(sums.text.prefix(64))
  }

  private func install(_ arguments: String...) throws -> Command {
    try PipelineScript.run(
      "ci/install", arguments, in: runner,
      environment: ["KEYSTREL_RELEASES": "file://" + server.path])
  }

  private var isInstalled: Bool {
    FileManager.default.isExecutableFile(atPath: runner.path + "/bin/keystrel")
  }

  @Test func installsWhatTheChecksumSays() throws {
    #expect(try install("9.9.9", "bin").status == 0)
    #expect(isInstalled)
    #expect(try install("9.9.9", "bin", digest()).status == 0)
  }

  @Test(arguments: ["other digest", "other file", "no list", "damaged", "pinned"])
  func installsNothingElse(fault: String) throws {
    let wrong = String(repeating: "0", count: 64)
    switch fault {
    case "other digest":
      try server.write("v9.9.9/SHA256SUMS", "\(wrong)  \(Self.name).tar.gz\n")
    case "other file":
      try server.write("v9.9.9/SHA256SUMS", "\(try digest())  other-\(Self.name).tar.gz.txt\n")
    case "no list": try server.write("v9.9.9/SHA256SUMS", "")
    case "damaged": try server.write("v9.9.9/\(Self.name).tar.gz", "damaged")
    default: break
    }
    let pin = fault == "pinned" ? [wrong] : []
    let result = try PipelineScript.run(
      "ci/install", ["9.9.9", "bin"] + pin, in: runner,
      environment: ["KEYSTREL_RELEASES": "file://" + server.path])
    #expect(result.status == 2 && !isInstalled)
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["../9.9.9", "9.9.9;touch pwned", "", "8.8.8"])
  func aVersionThatIsNoneFails(version: String) throws {
    let result = try install(version, "bin")
    #expect(result.status == 2 && !isInstalled)
  }

  /// The text in the template for Azure Pipelines is run as it stands there.
  @Test func azuresOwnTextInstallsTheSame() throws {
    let template = try String(
      contentsOfFile: Keystrel.root + "/integrations/azure-pipelines/keystrel.yml", encoding: .utf8)
    let steps = template.components(separatedBy: "  - script: |\n").dropFirst()
    #expect(steps.count == 2)
    let script = try #require(steps.first).split(
      separator: "\n", omittingEmptySubsequences: false
    ).prefix { $0.hasPrefix("      ") }.joined(separator: "\n")
    for (digest, status) in [("", 0), (try digest(), 0), (String(repeating: "0", count: 64), 1)] {
      let result = try Command(
        "sh", ["-c", script], in: runner.path,
        environment: [
          "AGENT_TEMPDIRECTORY": runner.path, "INPUT_VERSION": "9.9.9", "INPUT_SHA256": digest,
          "INPUT_RELEASES": "file://" + server.path,
        ])
      #expect((result.status == 0) == (status == 0), "\(result.errorText)")
    }
    #expect(FileManager.default.isExecutableFile(atPath: runner.path + "/keystrel/keystrel-ci"))
  }
}
