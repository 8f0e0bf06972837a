import Foundation
import TestSupport
import Testing

/// `keystrel-ci` in clones as pipelines make them.
@Suite struct PipelineScriptTests {
  let host: PipelineServer

  init() throws {
    host = try PipelineServer()
  }

  private func check(
    _ clone: Scratch, _ environment: [String: String], _ scan: String = "auto",
    options: [String] = ["--format", "json"]
  ) throws -> (status: Int32, paths: Set<String>, errors: String) {
    let result = try PipelineScript.run(
      "ci/keystrel-ci", [scan] + options, in: clone, environment: environment)
    let report = try? Report(result)
    let paths = report?.findings.flatMap { $0.occurrences.map(\.path) } ?? []
    return (result.status, Set(paths), result.errorText)
  }

  // MARK: - Pull requests

  @Test(arguments: [1, 2, 5, nil])
  func aPullRequestCountsForWhatItAdds(depth: Int?) throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    try host.remove(".env")
    let clone = try host.clone(try host.openPullRequest("topic"), depth: depth)
    let result = try check(clone, PipelineScript.pullRequest())
    #expect(result.status == 1 && result.paths == [".env"], "\(result.errors)")
  }

  @Test func whatTheTargetHasIsNoFindingAlsoWhenItHasMovedOn() throws {
    try host.checkOut(new: "topic", at: "main~3")
    try host.commit("topic.py", "print('topic')\n")
    let reference = try host.openPullRequest("topic")
    try host.author.git("checkout", "-q", "main")
    try host.commit(".env", host.leak)
    try host.author.git("push", "-q", "origin", "main")
    let result = try check(host.clone(reference), PipelineScript.pullRequest())
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aLongPullRequestIsFetchedInSteps() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    for number in 0..<70 { try host.author.git("commit", "-q", "--allow-empty", "-m", "\(number)") }
    let result = try check(
      host.clone(host.openPullRequest("topic")), PipelineScript.pullRequest())
    #expect(result.status == 1 && result.paths == [".env"], "\(result.errors)")
    #expect(result.errors.contains("--deepen=50") && result.errors.contains("--deepen=200"))
    #expect(!result.errors.contains("--unshallow"))
  }

  @Test func withoutTheTargetNothingPasses() throws {
    try host.checkOut(new: "topic")
    try host.commit("topic.py", "print('topic')\n")
    let clone = try host.clone(host.openPullRequest("topic"))
    try host.server.git("branch", "-m", "main", "trunk")
    let result = try check(clone, PipelineScript.pullRequest())
    #expect(result.status == 2 && result.errors.contains("fetch-depth: 0"))
  }

  @Test func aTargetThatIsThereIsEnoughWithoutTheServer() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    let clone = try host.clone(host.openPullRequest("topic"), depth: nil)
    try clone.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*")
    try clone.git("remote", "set-url", "origin", "file:///nonexistent")
    #expect(try check(clone, PipelineScript.pullRequest()).status == 1)
  }

  @Test func pullRequestTargetIsRefused() throws {
    var environment = PipelineScript.pullRequest()
    environment["GITHUB_EVENT_NAME"] = "pull_request_target"
    let result = try check(host.clone("refs/heads/main"), environment)
    #expect(result.status == 2 && result.errors.contains("on: pull_request"))
  }

  @Test(arguments: ["$(touch${IFS}pwned)", "`touch${IFS}pwned`", "a;touch${IFS}pwned", "'\"&|"])
  func namesOfBranchesAreNoCode(name: String) throws {
    try host.checkOut(new: name)
    try host.author.git("push", "-q", "origin", name)
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    let clone = try host.clone(host.openPullRequest("topic", into: name))
    let result = try check(clone, PipelineScript.pullRequest(into: name))
    #expect(result.status == 1, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: clone.path)
    #expect(!names.contains("pwned"))
  }

  // MARK: - Pushes

  @Test func aPushCountsForWhatItBrings() throws {
    let before = try host.author.git("rev-parse", "main")
    try host.commit(".env", host.leak)
    try host.remove(".env")
    try host.author.git("push", "-q", "origin", "main")
    let push = PipelineScript.push(of: "refs/heads/main", before: before)
    #expect(try check(host.clone("refs/heads/main"), push).paths == [".env"])
    let merged = [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "merge_group", "EVENT_BASE": before,
    ]
    #expect(try check(host.clone("refs/heads/main"), merged).paths == [".env"])
  }

  @Test func aNewBranchOrTagIsComparedWithTheDefaultBranch() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    try host.author.git("tag", "v1")
    try host.author.git("tag", "v0", "main~2")
    try host.author.git("push", "-q", "origin", "topic", "v0", "v1")
    for (reference, paths) in [
      ("refs/heads/topic", [".env"]), ("refs/tags/v1", [".env"]), ("refs/tags/v0", []),
    ] {
      let push = PipelineScript.push(of: reference, before: PipelineScript.none)
      let result = try check(host.clone(reference), push)
      #expect(result.paths == Set(paths), "\(reference): \(result.errors)")
      #expect(result.status == (paths.isEmpty ? 0 : 1))
    }
  }

  @Test func theFirstPushOfTheDefaultBranchScansTheFiles() throws {
    let push = PipelineScript.push(of: "refs/heads/main", before: PipelineScript.none)
    let result = try check(host.clone("refs/heads/main"), push)
    #expect(result.paths == ["old/.env"] && result.errors.contains("scan"))
  }

  @Test func afterAForcedPushTheStateBeforeMayBeGone() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    try host.author.git("push", "-q", "origin", "topic")
    let gone = String(repeating: "1", count: 40)
    let push = PipelineScript.push(of: "refs/heads/topic", before: gone)
    let result = try check(host.clone("refs/heads/topic"), push)
    #expect(result.paths == [".env"] && result.errors.contains("forced push"))
    let wrong = PipelineScript.push(of: "refs/heads/topic", before: "--upload-pack=x")
    #expect(try check(host.clone("refs/heads/topic"), wrong).status == 2)
  }

  // MARK: - Others

  @Test func gitLabAndAzureTellItInTheirWords() throws {
    let before = try host.author.git("rev-parse", "main")
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    let reference = try host.openPullRequest("topic")
    let environments = [
      ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"],
      ["GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BEFORE_SHA": before],
      ["TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"],
      ["TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "main"],
    ]
    for environment in environments {
      let result = try check(host.clone(reference), environment)
      #expect(result.paths == [".env"], "\(environment): \(result.errors)")
    }
    for environment in [
      ["GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "schedule"],
      ["TF_BUILD": "True", "BUILD_REASON": "IndividualCI"],
      ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule"],
    ] {
      let result = try check(host.clone(reference), environment)
      #expect(result.paths == [".env", "old/.env"], "\(environment): \(result.errors)")
    }
  }

  @Test func aRangeOrTheFilesCanBeNamed() throws {
    try host.checkOut(new: "topic")
    try host.commit(".env", host.leak)
    let clone = try host.clone(try host.openPullRequest("topic"))
    #expect(try check(clone, [:], "origin/main...HEAD").paths == [".env"])
    #expect(try check(clone, [:], "scan").paths == [".env", "old/.env"])
    #expect(try check(clone, [:], "HEAD^..HEAD").paths == [".env"])
    #expect(try check(clone, [:]).status == 2)
    #expect(try check(clone, [:], "--reveal").status == 2)
  }

  @Test func withoutTheProgramNothingPasses() throws {
    let result = try check(
      host.clone("refs/heads/main"),
      PipelineScript.pullRequest().merging(["KEYSTREL_BINARY": "/nonexistent"]) { $1 })
    #expect(result.status == 2 && result.errors.contains("nothing was checked"))
  }
}
