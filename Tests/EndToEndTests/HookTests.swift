import Foundation
import TestSupport
import Testing

/// `keystrel hook` and what git makes of it.
@Suite struct HookTests {
  let scratch: Scratch
  let leak: String

  init() throws {
    scratch = try Scratch()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #971}}\n")
    try scratch.git("init", "-q", "-b", "main")
    try commit("main.py", "print('hello')\n")
  }

  private func commit(_ name: String, _ text: String) throws {
    try scratch.write(name, text)
    try scratch.git("add", "-A")
    try scratch.git("commit", "-q", "-m", "Change \(name)")
  }

  private func hook(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Command {
    try Keystrel.run(["hook"] + arguments, in: scratch, environment: environment)
  }

  private func git(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Command {
    try Command(
      "git", arguments, in: scratch.path,
      environment: Scratch.gitEnvironment.merging(environment) { $1 })
  }

  /// Name, mode, and content or target of each file in the folder of hooks.
  private func hooks() throws -> [String] {
    let folder = scratch.path + "/.git/hooks"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      let path = folder + "/" + name
      let facts = try FileManager.default.attributesOfItem(atPath: path)
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      let content = FileManager.default.contents(atPath: path)?.base64EncodedString()
      return "\(name) \(facts[.posixPermissions] ?? 0) \(link ?? content ?? "")"
    }
  }

  private func write(_ hook: String, _ text: String, mode: Int = 0o755) throws {
    let path = try scratch.write(".git/hooks/" + hook, text)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func stopsACommitWithAKeyAndNoOther() throws {
    #expect(try hook("install").status == 0)
    #expect(try hook("status").status == 0)
    try commit("main.py", "print('bye')\n")
    try scratch.write(".env", leak)
    try scratch.git("add", "-A")
    let result = try git("commit", "-qm", "Leak")
    #expect(result.status == 1)
    #expect((result.text + result.errorText).contains(".env:1"))
    #expect(try git("commit", "--no-verify", "-qm", "Leak").status == 0)
  }

  @Test func installingTwiceIsInstallingOnce() throws {
    #expect(try hook("install", "--push").status == 0)
    let once = try hooks()
    let again = try hook("install", "--push")
    #expect(again.status == 0 && again.text.contains("already"))
    #expect(try hooks() == once)
  }

  /// Executable or not, a link or a file of bytes that are no text: as it was.
  @Test(arguments: ["none", "script", "not executable", "link", "bytes"])
  func uninstallingPutsBackWhatWasThere(kind: String) throws {
    switch kind {
    case "script": try write("pre-commit", "#!/bin/sh\nexit 0\n", mode: 0o750)
    case "not executable": try write("pre-commit", "#!/bin/sh\nexit 1\n", mode: 0o640)
    case "link":
      try scratch.write("tools/hook", "#!/bin/sh\n")
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/.git/hooks/pre-commit", withDestinationPath: "../../tools/hook")
    case "bytes":
      let path = try scratch.write(".git/hooks/pre-commit", Data([0, 255, 10, 13, 128]))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    default: break
    }
    let before = try hooks()
    #expect(try hook("install", "--push").status == 0)
    #expect(try hook("install", "--push").status == 0)
    #expect(try hooks() != before)
    #expect(try hook("uninstall").status == 0)
    #expect(try hooks() == before)
    #expect(try hook("uninstall").text.contains("no hook of keystrel"))
    #expect(try hooks() == before)
  }

  @Test func theHookThatWasThereRunsFirstAndDecidesToo() throws {
    try write("pre-commit", "#!/bin/sh\necho ran >>ran\n[ ! -e stop ]\n")
    #expect(try hook("install").text.contains("runs the hook that was there first"))
    try commit("a.txt", "a\n")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/ran"))
    try scratch.write("stop", "")
    try scratch.git("add", "-A")
    #expect(try git("commit", "-qm", "Stopped").status == 1)
    // It stages more, and that is looked at as well.
    try scratch.write(".git/hooks/leak", leak)
    try write("pre-commit.before-keystrel", "#!/bin/sh\ncp .git/hooks/leak .env && git add .env\n")
    #expect(try git("commit", "-qm", "Leak").status == 1)
  }

  @Test func withoutKeystrelNothingPassesAndTheWayOutIsSaid() throws {
    let copy = try Scratch()
    try FileManager.default.copyItem(atPath: Keystrel.binary, toPath: copy.path + "/keystrel")
    let install = try Command(
      copy.path + "/keystrel", ["hook", "install"], in: scratch.path,
      environment: Scratch.gitEnvironment)
    #expect(install.status == 0)
    try commit("a.txt", "a\n")
    try FileManager.default.removeItem(atPath: copy.path + "/keystrel")
    try scratch.write("b.txt", "b\n")
    try scratch.git("add", "-A")
    let result = try git("commit", "-qm", "Unchecked")
    #expect(result.status == 1)
    #expect(result.errorText.contains("not found") && result.errorText.contains("--no-verify"))
    #expect(result.errorText.split(separator: "\n").count == 1)
    let status = try hook("status")
    #expect(status.status == 1 && status.text.contains("is not there"))
    #expect(try hook("install").text.contains("renewed"))
    #expect(try git("commit", "-qm", "Checked").status == 0)
  }

  @Test func linkedWorkTreesShareIt() throws {
    try scratch.git("worktree", "add", "-q", "tree")
    let tree = scratch.path + "/tree"
    let install = try Command(
      Keystrel.binary, ["hook", "install"], in: tree, environment: Scratch.gitEnvironment)
    #expect(install.status == 0)
    #expect(install.text.contains(scratch.path + "/.git/hooks/pre-commit"))
    #expect(try hook("status").status == 0)
    try scratch.write("tree/.env", leak)
    _ = try Command("git", ["add", "-A"], in: tree, environment: Scratch.gitEnvironment)
    let leaking = try Command(
      "git", ["commit", "-qm", "Leak"], in: tree, environment: Scratch.gitEnvironment)
    #expect(leaking.status == 1)
  }

  @Test(arguments: [
    (".pre-commit-config.yaml", "repo: https://github.com/keystrel/keystrel"),
    (".husky/_/husky.sh", "to .husky/pre-commit: keystrel staged"),
    ("lefthook.yml", "run: keystrel staged"),
  ])
  func whereAnotherProgramRunsTheHooksItIsSaidWhatToAdd(file: String, advice: String) throws {
    try scratch.write(file, "")
    let before = try hooks()
    let result = try hook("install")
    #expect(result.status == 2 && result.errorText.contains(advice))
    #expect(try hooks() == before)
    #expect(try hook("status").status == 1)
    #expect(try hook("install", "--force").status == 0)
    #expect(try hook("status").status == 0)
  }

  @Test func whatShadowsItIsNamed() throws {
    #expect(try hook("install").status == 0)
    let home = try Scratch()
    let file = try home.write("config", "[core]\n\thooksPath = ~/hooks\n")
    let user = ["GIT_CONFIG_GLOBAL": file, "HOME": home.path]
    let status = try hook("status", environment: user)
    #expect(status.status == 1)
    #expect(status.text.contains("core.hooksPath in \(file)"))
    let install = try hook("install", environment: user)
    #expect(install.status == 2 && install.errorText.contains("other repositories"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: scratch.path + "/.git/hooks/pre-commit")
    #expect(try hook("status").text.contains("not executable"))
    #expect(try hook("install").status == 0)
    #expect(try hook("status").status == 0)
  }

  @Test func anEditedHookIsLeftAlone() throws {
    #expect(try hook("install").status == 0)
    let path = scratch.path + "/.git/hooks/pre-commit"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try write("pre-commit", text + "# mine\n")
    #expect(try hook("status").status == 1)
    #expect(try hook("uninstall").status == 2)
    #expect(try hook("install").status == 2)
    #expect(try hook("install", "--force").status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func outsideOfARepositoryItSaysSo() throws {
    let empty = try Scratch()
    for command in ["install", "uninstall", "status"] {
      let result = try Keystrel.run("hook", command, in: empty)
      #expect(result.status == 2 && result.errorText.contains("no git repository"))
    }
  }
}
