import Foundation
import TestSupport
import Testing

/// The pre-commit hook.
@Suite struct StagedTests {
  let scratch: Scratch
  let leak: String

  init() throws {
    scratch = try Scratch()
    leak = try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #961}}\n")
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("main.py", "print('hello')\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  @Test func theIndexCountsAndNotTheWorkTree() throws {
    try scratch.write(".env", leak)
    #expect(try Keystrel.run("staged", in: scratch).status == 0)
    try scratch.git("add", ".env")
    try scratch.write(".env", "AZURE_OPENAI_API_KEY=\n")
    #expect(try Keystrel.run("staged", in: scratch).status == 1)
  }

  @Test func saysThatNothingIsLostYetOnlyWhenItIsSo() throws {
    try scratch.write(".env", leak)
    try scratch.git("add", ".env")
    #expect(try Keystrel.run("staged", in: scratch).text.contains("not committed yet"))
    try scratch.git("commit", "-qm", "Leak")
    #expect(try !Keystrel.run("scan", in: scratch).text.contains("not committed yet"))
  }

  @Test func theFirstCommitOfARepositoryIsScanned() throws {
    let fresh = try Scratch()
    try fresh.git("init", "-q")
    try fresh.write(".env", leak)
    try fresh.git("add", ".")
    #expect(try Keystrel.run("staged", in: fresh).status == 1)
  }

  @Test func namedFilesThatAreNotStagedAreScannedAllTheSame() throws {
    try scratch.write(".env", leak)
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Leak")
    let report = try Report(
      Keystrel.run("staged", ".env", "main.py", "--format", "json", in: scratch))
    #expect(report.findings.count == 1)
    #expect(report.coverage.files == 2)
  }

  @Test func namedFilesLimitWhatIsStaged() throws {
    try scratch.write(".env", leak)
    try scratch.write("main.py", "print('bye')\n")
    try scratch.git("add", ".")
    #expect(try Keystrel.run("staged", "main.py", in: scratch).status == 0)
    #expect(try Keystrel.run("staged", "main.py", ".env", in: scratch).status == 1)
  }

  @Test func aFileThatMovesBringsNothingNew() throws {
    try scratch.write("config/.env", leak)
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Leak")
    try scratch.git("mv", "config/.env", ".env")
    #expect(try Keystrel.run("staged", in: scratch).status == 0)
  }

  @Test func worksFromAFolderBelowAndFromAnotherWorktree() throws {
    try scratch.write("deep/down/.env", leak)
    try scratch.git("add", ".")
    let below = try Command(
      Keystrel.binary, ["staged"], in: scratch.path + "/deep", environment: Scratch.gitEnvironment)
    #expect(below.status == 1)
    #expect(below.text.contains("deep/down/.env:1:"))
    let other = try Scratch()
    try scratch.git("worktree", "add", "-q", other.path + "/tree")
    try other.write("tree/.env", leak)
    _ = try Command("git", ["add", "."], in: other.path + "/tree")
    let linked = try Command(Keystrel.binary, ["staged"], in: other.path + "/tree")
    #expect(linked.status == 1)
  }
}
