import Foundation
import TestSupport

/// A repository on a server, and clones of it as pipelines make them.
struct PipelineServer {
  let server: Scratch
  let author: Scratch
  let leak: String

  /// A history of six commits on `main`, the second of which has brought in a key that is still there.
  init() throws {
    (server, author) = try Scratch.serverAndClient()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #973}}\n")
    try commit("main.py", "print(0)\n")
    try commit("old/.env", Keystrel.expanded("SPEECH_KEY={{azure84 speech 2024-03 #974}}\n"))
    for number in 1...4 { try commit("main.py", "print(\(number))\n") }
    try author.git("push", "-q", "origin", "main")
  }

  @discardableResult
  func commit(_ name: String, _ text: String) throws -> String {
    try author.write(name, text)
    try author.git("add", "-A")
    try author.git("commit", "-q", "-m", "Change \(name)")
    return try author.git("rev-parse", "HEAD")
  }

  func remove(_ name: String) throws {
    try author.git("rm", "-q", name)
    try author.git("commit", "-q", "-m", "Remove \(name)")
  }

  func checkOut(new branch: String, at start: String = "main") throws {
    try author.git("checkout", "-q", "-b", branch, start)
  }

  /// Merges a branch into the target as a host does for a pull request, and returns the reference.
  func openPullRequest(_ branch: String, into target: String = "main") throws -> String {
    try author.git("checkout", "-q", "--detach", target)
    try author.git("merge", "-q", "--no-ff", "-m", "Merge", branch)
    let reference = "refs/pull/1/merge"
    try author.git("push", "-q", "--force", "origin", "HEAD:\(reference)", branch)
    try author.git("checkout", "-q", branch)
    return reference
  }

  /// What `actions/checkout` does, which by default fetches one commit.
  func clone(_ reference: String, depth: Int? = 1) throws -> Scratch {
    let clone = try Scratch()
    try clone.git("init", "-q")
    try clone.git("remote", "add", "origin", "file://" + server.path)
    try clone.git(
      ["fetch", "-q", "--no-tags"] + (depth.map { ["--depth=\($0)"] } ?? [])
        + ["origin", "+\(reference):refs/remotes/checked-out"])
    try clone.git("checkout", "-q", "--detach", "refs/remotes/checked-out")
    return clone
  }
}

/// Runs one of the scripts of integrations/ as a pipeline would.
enum PipelineScript {
  static func run(
    _ name: String, _ arguments: [String], in folder: Scratch, environment: [String: String]
  ) throws -> Command {
    try Command(
      Keystrel.root + "/integrations/" + name, arguments, in: folder.path,
      environment: outside.merging(environment) { $1 })
  }

  /// Without the variables of the pipeline in which the tests may run.
  static let outside = Scratch.gitEnvironment.merging([
    "CI": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "GITHUB_STEP_SUMMARY": "",
    "KEYSTREL_BINARY": Keystrel.binary,
  ]) { $1 }

  static func pullRequest(into target: String = "main") -> [String: String] {
    [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": target,
      "GITHUB_REF": "refs/pull/1/merge",
    ]
  }

  static func push(
    of reference: String, before: String, defaultBranch: String = "main"
  ) -> [String: String] {
    [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_REF": reference,
      "EVENT_BEFORE": before, "EVENT_DEFAULT_BRANCH": defaultBranch,
    ]
  }

  static let none = String(repeating: "0", count: 40)
}
