import Foundation
import TestSupport
import Testing

/// What is wrong with the repository: one line that tells what to do, the right code, and nothing found is lost.
@Suite struct RepositoryFailureTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write(
      ".env", try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #961}}\n"))
    try scratch.write("a.txt", "a\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  private static let gitCommands = [["staged"], ["diff", "HEAD"], ["history"]]

  /// Each pipeline calls the depth of its clone by another name.
  @Test(arguments: [
    ("X", "git fetch --unshallow"), ("GITHUB_ACTIONS", "fetch-depth: 0"),
    ("GITLAB_CI", "GIT_DEPTH: 0"), ("TF_BUILD", "fetchDepth: 0"),
  ])
  func aShallowCloneIsToldInTheWordsOfItsPipeline(variable: String, advice: String) throws {
    try scratch.write("b.txt", "b\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Second")
    let clone = try Scratch()
    try clone.git("clone", "-q", "--depth", "1", "file://" + scratch.path, ".")
    for range in ["HEAD", "origin/release...HEAD"] {
      let result = try Keystrel.run("diff", range, in: clone, environment: [variable: "true"])
      #expect(result.status == 2)
      #expect(result.errorText.contains(advice))
      #expect(result.isOneLine)
    }
    let history = try Keystrel.run("history", in: clone, environment: [variable: "true"])
    #expect(history.status == 1, "the key of the last commit is there")
    #expect(history.text.contains(advice))
  }

  @Test func aBaseThatWasNotFetchedComesWithTheCommand() throws {
    let clone = try Scratch()
    try scratch.git("branch", "release")
    try clone.git("clone", "-q", "--single-branch", "file://" + scratch.path, ".")
    let result = try Keystrel.run("diff", "origin/release...HEAD", in: clone)
    #expect(result.status == 2)
    let command = "git fetch origin release:refs/remotes/origin/release"
    #expect(result.errorText.contains(command))
    #expect(result.isOneLine)
    // The advice works, which `git fetch origin release` would not.
    try clone.git(command.split(separator: " ").dropFirst().map(String.init))
    #expect(try Keystrel.run("diff", "origin/release...HEAD", in: clone).status == 0)
  }

  @Test(arguments: ["", "..", "..."])
  func aRangeOfEmptyVariablesIsNoCleanScan(range: String) throws {
    let result = try Keystrel.run("diff", range, in: scratch)
    #expect(result.status == 64)
    #expect(result.errorText.contains("empty"))
  }

  @Test(arguments: [
    "origin/...HEAD", "A..HEAD", "HEAD^{tree}", "HEAD:a.txt", " ", "HEAD..HEAD..HEAD",
  ])
  func whatNamesNoCommitIsTold(range: String) throws {
    let result = try Keystrel.run("diff", range, in: scratch)
    #expect(result.status == 2)
    #expect(
      result.errorText.contains("not in this clone") || result.errorText.contains("no commit"))
    #expect(result.isOneLine)
  }

  @Test func aRepositoryWithoutCommitsIsTold() throws {
    let other = try Scratch()
    try other.git("init", "-q")
    let result = try Keystrel.run("diff", "HEAD", in: other)
    #expect(result.status == 2)
    #expect(result.errorText.contains("there is no commit yet"))
  }

  @Test(.enabled(if: Unprivileged.isPossible), arguments: gitCommands)
  func aRepositoryThatMayNotBeReadIsNotTakenForNone(arguments: [String]) throws {
    for folder in [".git", ".git/objects"] {
      try scratch.changeMode(of: folder, to: 0)
      defer { try? scratch.changeMode(of: folder, to: 0o755) }
      let result = try Unprivileged.run(arguments, in: scratch)
      #expect(result.status == 2, "\(folder)")
      #expect(result.errorText.contains("permission denied"), "\(result.errorText)")
      #expect(result.isOneLine)
      let scan = try Unprivileged.run(["scan"], in: scratch)
      #expect(scan.status == 1)
      #expect(scan.text.contains("incomplete: "))
      #expect(scan.text.contains("permission denied"))
    }
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func filesAndFoldersThatMayNotBeReadAreNamed() throws {
    try scratch.write("secret/b.txt", "b\n")
    try scratch.changeMode(of: "a.txt", to: 0)
    try scratch.changeMode(of: "secret", to: 0)
    defer { try? scratch.changeMode(of: "secret", to: 0o755) }
    let found = try Unprivileged.run(["scan"], in: scratch)
    #expect(found.status == 1)
    #expect(found.text.contains("incomplete: a.txt: cannot read: permission denied"))
    #expect(found.text.contains("incomplete: secret"))
    try FileManager.default.removeItem(atPath: scratch.path + "/.env")
    #expect(try Unprivileged.run(["scan"], in: scratch).status == 2)
  }

  @Test(.enabled(if: Unprivileged.isPossible), arguments: ["refs/heads/team", "objects/pack"])
  func foldersOfGitThatMayNotBeReadAreNamed(folder: String) throws {
    try scratch.git("branch", "team/one")
    try scratch.git("pack-refs", "--no-all")
    try scratch.changeMode(of: ".git/" + folder, to: 0)
    defer { try? scratch.changeMode(of: ".git/" + folder, to: 0o755) }
    let result = try Unprivileged.run(["history"], in: scratch)
    #expect(result.status == (folder.hasPrefix("refs") ? 1 : 2))
    #expect((result.text + result.errorText).lowercased().contains("permission denied"))
  }

  @Test func aPipeThatIsNamedIsNotClean() throws {
    #expect(mkfifo(scratch.path + "/pipe", 0o600) == 0)
    let result = try Keystrel.run(["scan", "pipe"], in: scratch)
    #expect(result.status == 2)
    #expect(result.text.contains("incomplete: pipe: a pipe or device"))
    #expect(try Keystrel.run(["scan", "/dev/null"], in: scratch).status == 0)
  }

  /// Git would stop at "dubious ownership", which protects those who run its hooks and filters; nothing is run here.
  @Test(.enabled(if: getuid() == 0), arguments: gitCommands + [["scan"]])
  func aRepositoryOfAnotherOwnerIsRead(arguments: [String]) throws {
    #expect(try Command("chown", ["-R", "12345", scratch.path]).status == 0)
    let result = try Keystrel.run(arguments, in: scratch)
    #expect(result.status == (arguments == ["staged"] ? 0 : 1))
    #expect(result.errorText.isEmpty)
  }

  @Test(arguments: ["HEAD", "config"])
  func damageHidesNoFileFromAScan(file: String) throws {
    try scratch.write(".git/" + file, "[core\u{1}")
    for arguments in [["staged"], ["diff", "HEAD"]] {
      let result = try Keystrel.run(arguments, in: scratch)
      #expect(result.status == 2)
      #expect(result.isOneLine)
    }
    let scan = try Keystrel.run("scan", in: scratch)
    #expect(scan.status == 1)
    #expect(scan.text.contains("incomplete: cannot "))
    try FileManager.default.removeItem(atPath: scratch.path + "/.env")
    #expect(try Keystrel.run("scan", in: scratch).status == 2)
  }

  @Test func objectsThatAreGarbageAreNamed() throws {
    let objects = try scratch.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    for object in objects.split(separator: "\n") {
      let path = ".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"
      try scratch.changeMode(of: path, to: 0o644)
      try scratch.write(path, "garbage")
    }
    for arguments in Self.gitCommands {
      let result = try Keystrel.run(arguments, in: scratch)
      #expect(result.status == 2)
      #expect(!(result.text + result.errorText).contains("no findings\n"))
    }
  }
}

extension Command {
  /// Whether standard error is one line.
  var isOneLine: Bool { errorText.split(separator: "\n").count == 1 }
}

extension Scratch {
  func changeMode(of name: String, to mode: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }
}
