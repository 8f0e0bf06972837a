import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct StagedChangesTests {
  struct Scenario: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (Scratch) throws -> Void
  }

  static let scenarios = [
    Scenario(testDescription: "nothing") { _ in },
    Scenario(testDescription: "a new file") { try $0.write("src/new", "new\n") },
    Scenario(testDescription: "a changed file") { try $0.write("src/deep/c", "changed\n") },
    Scenario(testDescription: "a deleted file") { try $0.remove("src/b") },
    Scenario(testDescription: "a deleted folder") { try $0.remove("src") },
    Scenario(testDescription: "a renamed file") { try $0.git("mv", "src/b", "elsewhere") },
    Scenario(testDescription: "a moved folder") { try $0.git("mv", "src", "moved") },
    Scenario(testDescription: "another mode") { try $0.git("update-index", "--chmod=+x", "src/b") },
    Scenario(testDescription: "a new link") { try $0.link("src/link2", to: "b") },
    Scenario(testDescription: "a file that becomes a link") {
      try $0.remove("src/b")
      try $0.link("src/b", to: "a")
    },
    Scenario(testDescription: "a file that becomes a folder") {
      try $0.remove("src/b")
      try $0.write("src/b/inside", "inside\n")
    },
    Scenario(testDescription: "a folder that becomes a file") {
      try $0.remove("src/deep")
      try $0.write("src/deep", "file\n")
    },
    Scenario(testDescription: "names around a folder's") {
      for name in ["src.x", "src-x", "src0", "sr", "src/deep.x", "src/deep-"] {
        try $0.write(name, "\(name)\n")
      }
    },
    Scenario(testDescription: "a submodule") {
      try $0.git(
        "update-index", "--add", "--cacheinfo",
        "160000,4b825dc642cb6eb9a060e54bf8d69288fbee4904,module")
    },
    Scenario(testDescription: "names of any bytes") {
      try $0.stage("x\n", at: Array("src/new\nline".utf8))
      try $0.stage("y\n", at: [0x73, 0x72, 0x63, 0x2F, 0xFF, 0xC3])
      try $0.stage("z\n", at: [0xF0, 0x2F, 0x9F])
    },
  ]

  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    for name in ["a", "src/b", "src/deep/c", "src/deep/er/d", "other/e", "z"] {
      try scratch.write(name, "\(name)\n")
    }
    try scratch.link("src/link", to: "b")
    try scratch.commitAll()
    return scratch
  }

  /// Holds our comparison against `git diff --cached --raw`.
  private func expectSame(_ scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let changes = try scratch.repository().stagedChanges(
      of: GitIndex.read(scratch.location().indexFile))
    var ours = changes.added.filter { $0.stage == 0 }.map { entry in
      let old = entry.replaced.map(\.description) ?? String(repeating: "0", count: 40)
      return "\(String(entry.mode, radix: 8)) \(old) \(entry.id) \(entry.path)"
    }
    ours += changes.removedPaths.map { "gone \($0)" }
    var theirs: [String] = []
    let fields = try scratch.fields(
      "diff", "--cached", "--raw", "--no-renames", "--no-abbrev", "-z",
      "--ignore-submodules=none")
    for index in stride(from: 0, to: fields.count, by: 2) {
      let facts = String(decoding: fields[index], as: UTF8.self).split(separator: " ")
      switch facts[4] {
      case "D": theirs.append("gone \(fields[index + 1])")
      case "U": break
      default: theirs.append("\(facts[1]) \(facts[2]) \(facts[3]) \(fields[index + 1])")
      }
    }
    #expect(Set(ours) == Set(theirs), sourceLocation: sourceLocation)
    #expect(ours.count == theirs.count, sourceLocation: sourceLocation)
  }

  @Test(arguments: scenarios, [true, false])
  func agreesWithGit(_ scenario: Scenario, hasCacheTree: Bool) throws {
    let scratch = try sample()
    try scenario.change(scratch)
    // Without `-A` for what only the index holds: it would be taken out again.
    let onlyStaged = ["names of any bytes", "a submodule", "another mode"]
    if !onlyStaged.contains(scenario.testDescription) { try scratch.git("add", "-A") }
    if !hasCacheTree {
      let entries = try Command("git", ["ls-files", "-s", "-z"], in: scratch.path).output
      try scratch.remove(".git/index")
      try scratch.git("update-index", "-z", "--index-info", input: entries)
    }
    try expectSame(scratch)
  }

  @Test(arguments: [2, 3, 4]) func agreesWithGitInEveryVersion(version: Int) throws {
    let scratch = try sample()
    try scratch.git("update-index", "--index-version", "\(version)")
    try scratch.write("src/deep/er/d", "changed\n")
    try scratch.git("add", "-A")
    try expectSame(scratch)
  }

  @Test func takesEverythingForNewBeforeTheFirstCommit() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    try scratch.write("a/b", "b\n")
    try scratch.write("c", "c\n")
    try scratch.git("add", "-A")
    let changes = try scratch.repository().stagedChanges(
      of: GitIndex.read(scratch.location().indexFile))
    #expect(changes.added.map(\.path) == [Array("a/b".utf8), Array("c".utf8)])
    #expect(changes.added.allSatisfy { $0.replaced == nil })
  }

  @Test func leavesOutWhatIsOnlyAnnounced() throws {
    let scratch = try sample()
    try scratch.write("src/later", "later\n")
    try scratch.git("add", "-N", "src/later")
    try expectSame(scratch)
  }

  @Test func takesEveryStageOfAConflict() throws {
    let scratch = try sample()
    try scratch.git("checkout", "-q", "-b", "side")
    try scratch.write("src/b", "side\n")
    try scratch.commitAll()
    try scratch.git("checkout", "-q", "-")
    try scratch.write("src/b", "main\n")
    try scratch.commitAll()
    _ = try Command(
      "git", ["merge", "-q", "side"], in: scratch.path, environment: Scratch.gitEnvironment)
    let changes = try scratch.repository().stagedChanges(
      of: GitIndex.read(scratch.location().indexFile))
    #expect(changes.added.map(\.stage) == [1, 2, 3])
    #expect(changes.added.allSatisfy { $0.path == Array("src/b".utf8) })
    #expect(changes.added.map { $0.id == $0.replaced } == [false, true, false])
    try expectSame(scratch)
  }

  @Test func findsChangesBesideASparseFolder() throws {
    let scratch = try sample()
    try scratch.git("sparse-checkout", "set", "--cone", "--sparse-index", "other")
    try scratch.write("other/e", "changed\n")
    try scratch.git("add", "other/e")
    try expectSame(scratch)
    // HEAD moves under the index, so that the folder kept as one entry differs too.
    try scratch.git(
      "reset", "-q", "--soft",
      try scratch.git("commit-tree", "-m", "x", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"))
    try expectSame(scratch)
  }
}
