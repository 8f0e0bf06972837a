import Foundation
import GitObjects
import Inputs
import ScanModel
import TestSupport
import Testing

@Suite struct RangeInputTests {
  /// `main` with two commits, and `topic` that leaves it after the first.
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("shared", "one\ntwo\n")
    try scratch.write("other", "other\n")
    try scratch.commitAll("root")
    try scratch.git("checkout", "-q", "-b", "topic")
    try scratch.write("shared", "one\ntwo\nleaked\n")
    try scratch.commitAll("leak")
    try scratch.write("shared", "one\ntwo\nclean\n")
    try scratch.write("new", "new\n")
    try scratch.commitAll("clean")
    try scratch.git("checkout", "-q", "main")
    try scratch.write("main-only", "main\n")
    try scratch.commitAll("main")
    try scratch.git("checkout", "-q", "topic")
    return scratch
  }

  private func input(_ scratch: Scratch, _ range: String) -> RangeInput {
    RangeInput(
      RevisionRange(range), folder: scratch.path, environment: GitEnvironment())
  }

  /// Path, commit subject and added lines of each blob, in order.
  private func found(_ scratch: Scratch, _ range: String) throws -> [String] {
    let input = input(scratch, range)
    let reader = try input.makeReader()
    return try input.listing().blobs.map { blob in
      guard case .commit(let commit) = blob.origin else { return "not from a commit" }
      let subject = try scratch.git("log", "-1", "--format=%s", commit.id.description)
      let lines = try reader.addedLines(of: blob).map { "\($0.ranges)" } ?? "all"
      return "\(subject) \(blob.path.text) \(lines)"
    }
  }

  @Test(arguments: ["main..topic", "main...topic", "main..", "main..."])
  func listsWhatEachCommitAdds(_ range: String) throws {
    let scratch = try sample()
    #expect(
      try found(scratch, range) == [
        "leak shared [ClosedRange(3...3)]", "clean new all", "clean shared [ClosedRange(3...3)]",
      ])
    #expect(try input(scratch, range).listing().coverage.commits == 2)
  }

  @Test func listsOneCommit() throws {
    let scratch = try sample()
    #expect(
      try found(scratch, "HEAD~1") == ["leak shared [ClosedRange(3...3)]"])
    #expect(try found(scratch, "HEAD~2") == ["root other all", "root shared all"])
  }

  @Test func listsNothingInAnEmptyRange() throws {
    let scratch = try sample()
    #expect(try found(scratch, "topic..topic").isEmpty)
  }

  @Test func countsARenameForNothing() throws {
    let scratch = try sample()
    try scratch.git("mv", "other", "moved")
    try scratch.write("copy", "one\ntwo\nclean\n")
    try scratch.commitAll("rename")
    #expect(
      try found(scratch, "HEAD") == ["rename copy all", "rename moved []"])
  }

  @Test func takesOfAMergeOnlyWhatNoParentHas() throws {
    let scratch = try sample()
    try scratch.git("merge", "-q", "--no-ff", "--no-commit", "main")
    try scratch.write("evil", "evil\n")
    try scratch.write("main-only", "main\nand evil\n")
    try scratch.commitAll("merge")
    #expect(
      try found(scratch, "HEAD") == ["merge evil all", "merge main-only [ClosedRange(2...2)]"])
    #expect(try found(scratch, "main..HEAD").count == 5)
  }

  @Test func takesOfAConflictOnlyTheLinesOfNeitherSide() throws {
    let scratch = try sample()
    try scratch.git("checkout", "-q", "main")
    try scratch.write("shared", "zero\none\ntwo\n")
    try scratch.commitAll("zero")
    try scratch.git("checkout", "-q", "topic")
    try scratch.git("merge", "-q", "--no-ff", "--no-commit", "main")
    try scratch.write("shared", "zero\none\ntwo\nclean\nresolved\n")
    try scratch.commitAll("merge")
    #expect(try found(scratch, "HEAD") == ["merge shared [ClosedRange(5...5)]"])
  }

  @Test func comparesAnOctopusWithAllItsParents() throws {
    let scratch = try sample()
    for name in ["x", "y"] {
      try scratch.git("checkout", "-q", "-b", name, "main")
      try scratch.write("file-" + name, name + "\n")
      try scratch.commitAll(name)
    }
    try scratch.git("checkout", "-q", "main")
    try scratch.git("merge", "-q", "-m", "octopus", "x", "y", "topic")
    #expect(try scratch.git("log", "-1", "--format=%P").split(separator: " ").count >= 3)
    #expect(try found(scratch, "HEAD").isEmpty)
    #expect(
      try Set(found(scratch, "HEAD^1~1..HEAD")) == [
        "leak shared [ClosedRange(3...3)]", "clean new all", "clean shared [ClosedRange(3...3)]",
        "x file-x all", "y file-y all",
      ])
  }

  @Test func findsAllPlacesOfABlob() throws {
    let scratch = try sample()
    try scratch.write("again", "one\ntwo\nleaked\n")
    try scratch.commitAll("again")
    let input = input(scratch, "main..topic")
    let leak = try #require(try input.listing().blobs.first { $0.path.text == "shared" }?.id)
    let places = try input.places(of: [leak], jobs: 1)
    #expect(places.byBlob[leak]?.map(\.path.text) == ["shared", "again"])
    #expect(places.issues.isEmpty)
  }

  @Test(arguments: [
    ("origin/gone..HEAD", "git fetch origin gone:refs/remotes/origin/gone"),
    ("HEAD..nothing", "git fetch origin nothing"),
    ("nothing", "nothing is not in this clone"),
  ])
  func tellsWhichRevisionIsMissing(_ range: String, _ advice: String) throws {
    let scratch = try sample()
    let error = try #require(throws: RangeFailure.self) { try input(scratch, range).listing() }
    #expect(error.description.contains(advice))
  }

  @Test(arguments: ["HEAD~1..HEAD", "HEAD", "origin/gone..HEAD"])
  func asksForTheFullHistoryInAShallowClone(_ range: String) throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--depth", "1", "file://" + scratch.path, "cut")
    let input = RangeInput(
      RevisionRange(range), folder: scratch.path + "/cut", environment: GitEnvironment())
    let error = try #require(throws: RangeFailure.self) { try input.listing() }
    #expect(error.description.contains("fetch-depth: 0"))
  }

  @Test func scansARangeThatAShallowCloneHolds() throws {
    let scratch = try sample()
    try scratch.git(
      "clone", "-q", "--depth", "2", "--branch", "topic", "file://" + scratch.path, "cut")
    let input = RangeInput(
      RevisionRange("HEAD~1..HEAD"), folder: scratch.path + "/cut", environment: GitEnvironment())
    #expect(try input.paths() == ["new", "shared"])
  }

  @Test func refusesSidesWithoutACommonCommit() throws {
    let scratch = try sample()
    try scratch.git("checkout", "-q", "--orphan", "alone")
    try scratch.commitAll("alone")
    let error = try #require(throws: RangeFailure.self) {
      try input(scratch, "main...alone").listing()
    }
    #expect(error.description.contains("no commit in common"))
    #expect(try found(scratch, "main..alone").count == 3)
  }

  @Test func tellsTheBase() throws {
    let scratch = try sample()
    let root = try scratch.git("rev-parse", "topic~2").prefix(10)
    func base(_ range: String) throws -> String? {
      try input(scratch, range).settings().files?.origin
    }
    #expect(try base("main...topic") == "the merge base \(root)")
    #expect(try base("topic~2..topic") == "the base \(root)")
    #expect(try base("topic~1") == "the parent \(root)")
    #expect(try base("topic~2") == nil)
  }

  @Test(arguments: [
    ("a..b", RevisionRange.between(from: "a", to: "b")),
    ("a...b", .sinceMergeBase(of: "a", to: "b")), ("..b", .between(from: "HEAD", to: "b")),
    ("a...", .sinceMergeBase(of: "a", to: "HEAD")), ("v1.0", .single("v1.0")),
  ])
  func readsARangeAsGitDoes(_ text: String, _ range: RevisionRange) {
    #expect(RevisionRange(text) == range)
  }
}
