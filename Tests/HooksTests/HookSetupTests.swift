import Foundation
import GitObjects
import TestSupport
import Testing

@testable import Hooks

@Suite struct HookSetupTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "repo")
  }

  private func setup(_ folder: String = "repo", user: [String] = []) throws -> HookSetup {
    try HookSetup(
      folder: scratch.path + "/" + folder, environment: GitEnvironment(),
      configuration: ConfigurationPlaces(user: user))
  }

  @Test(arguments: [
    (".pre-commit-config.yaml", HookFramework.preCommit), (".husky/pre-commit", .husky),
    ("lefthook.yml", .lefthook), (".lefthook.toml", .lefthook),
    (".config/lefthook.json", .lefthook),
  ])
  func findsWhatRunsTheHooks(file: String, framework: HookFramework) throws {
    try scratch.write("repo/" + file, "")
    guard case .framework(framework, _) = try setup().obstacle else {
      Issue.record("\(file)")
      return
    }
  }

  @Test(arguments: [
    (".pre-commit-config.yaml", "  - id: keystrel\n", HookKind.preCommit, true),
    (".pre-commit-config.yaml", "  - id: keystrel-system\n", .preCommit, true),
    (".pre-commit-config.yaml", "  - id: keystrel-push\n", .preCommit, false),
    (".pre-commit-config.yaml", "  - id: keystrel-push\n", .prePush, true),
    (".pre-commit-config.yaml", "  # - id: keystrel\n", .preCommit, false),
    ("lefthook.yml", "run: keystrel staged\n", .preCommit, true),
    (".husky/pre-commit", "npm test\nkeystrel staged", .preCommit, true),
    (".husky/pre-commit", "npm test\n", .preCommit, false),
  ])
  func tellsWhetherItCallsKeystrel(
    file: String, text: String, kind: HookKind, calls: Bool
  ) throws {
    try scratch.write("repo/" + file, text)
    let setup = try setup()
    guard case .framework(let framework, let place) = setup.obstacle else {
      Issue.record("\(file)")
      return
    }
    #expect(try setup.isCalled(for: kind, by: framework, at: place) == calls)
  }

  @Test func aRelativeHooksPathStartsAtTheRootOfTheWorkTree() throws {
    try scratch.write("repo/deep/down/file", "")
    try scratch.git("-C", "repo", "config", "core.hooksPath", ".githooks")
    let setup = try setup("repo/deep/down")
    #expect(setup.folders.effective == scratch.path + "/repo/.githooks")
    #expect(setup.obstacle == nil)
    // It goes to other machines, so it names no path of this one.
    _ = try setup.install(.preCommit, program: "/opt/keystrel")
    let text = try String(
      contentsOfFile: scratch.path + "/repo/.githooks/pre-commit", encoding: .utf8)
    #expect(HookScript.reading(text, kind: .preCommit) == .current(program: "keystrel"))
  }

  @Test func theUsersHooksPathIsOthersToo() throws {
    let file = try scratch.write("user", "[core]\n\thooksPath = \(scratch.path)/shared\n")
    guard case .sharedFolder(let setting) = try setup(user: [file]).obstacle else {
      Issue.record("no obstacle")
      return
    }
    #expect(setting.file == file && !setting.isOfRepository)
    // What the repository itself says counts more.
    try scratch.git("-C", "repo", "config", "core.hooksPath", ".git/hooks")
    #expect(try setup(user: [file]).obstacle == nil)
  }

  @Test func whatIncludedFilesSayCounts() throws {
    let included = try scratch.write("included", "[core]\n\thooksPath = /dev/null\n")
    let file = try scratch.write(
      "user", "[includeIf \"gitdir:\(scratch.path)/repo/\"]\n\tpath = \(included)\n")
    guard case .noFolder = try setup(user: [file]).obstacle else {
      Issue.record("no obstacle")
      return
    }
  }

  @Test func aWorkTreesOwnHooksPathCounts() throws {
    try scratch.git("-C", "repo", "commit", "-q", "--allow-empty", "-m", "First")
    try scratch.git("-C", "repo", "worktree", "add", "-q", "../linked")
    try scratch.git("-C", "repo", "config", "extensions.worktreeConfig", "true")
    try scratch.git("-C", "linked", "config", "--worktree", "core.hooksPath", "hooks")
    #expect(try setup("linked").folders.effective == scratch.path + "/linked/hooks")
    #expect(try setup().folders.effective == scratch.path + "/repo/.git/hooks")
  }

  @Test func aFailureLeavesTheHookAsItWas() throws {
    try scratch.write("repo/.git/hooks/pre-commit", "mine")
    try scratch.write("repo/.git/hooks/pre-commit.before-keystrel", "older")
    #expect(throws: HookFailure.self) {
      try setup().install(.preCommit, program: "/opt/keystrel")
    }
    let folder = scratch.path + "/repo/.git/hooks"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasSuffix(".sample") }.sorted()
    #expect(names == ["pre-commit", "pre-commit.before-keystrel"])
    #expect(try String(contentsOfFile: folder + "/pre-commit", encoding: .utf8) == "mine")
  }

  @Test func aBareRepositoryIsReferredToPreReceive() throws {
    try scratch.git("init", "-q", "--bare", "bare.git")
    #expect {
      try setup("bare.git")
    } throws: {
      "\($0)".contains("pre-receive")
    }
  }
}
