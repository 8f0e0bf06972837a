import Foundation
import GitObjects
import TestSupport
import Testing

/// One repository for each thing that tracing has to get right.
@Suite struct AttributionCaseTests {
  let scratch: Scratch
  /// A blob that no two tests make.
  let text = "wanted\n"

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("README", "nothing\n")
    try scratch.commitAll("root")
  }

  private func attribution(of blob: String, in folder: String = "") throws -> Attribution {
    let location = try #require(try RepositoryLocation.find(from: scratch.path + folder))
    return try Attribution(of: [id(blob)], in: ObjectStore(location), jobs: 2)
  }

  private func leak(_ path: String = ".env") throws -> String {
    try scratch.write(path, text)
    try scratch.commitAll("leak")
    return try scratch.git("hash-object", path)
  }

  // MARK: - Refs

  @Test func everyKindOfReferenceHoldsAPlace() throws {
    let blob = try leak()
    try scratch.git("tag", "-am", "tag", "v1")
    try scratch.git("tag", "-am", "tag of a tag", "v2", "v1")
    try scratch.git("tag", "-am", "tag of a tree", "v3", "HEAD^{tree}")
    try scratch.git("update-ref", "refs/heads/tree/1", "HEAD~0")
    try scratch.git("update-ref", "refs/pull/1/head", "HEAD")
    try scratch.git("update-ref", "refs/odd/tree", "HEAD^{tree}")
    try scratch.git("replace", "--graft", "HEAD")
    try scratch.write("README", "stashed\n")
    try scratch.git("stash", "-q")
    try scratch.git("rm", "-q", ".env")
    try scratch.git("commit", "-qm", "gone")
    let place = try #require(try attribution(of: blob).places.first)
    #expect(
      place.refs.filter { !$0.hasPrefix("refs/replace/") } == [
        "refs/heads/tree/1", "refs/odd/tree", "refs/pull/1/head", "refs/stash", "refs/tags/v1",
        "refs/tags/v2", "refs/tags/v3",
      ])
    #expect(place.refCount == 8)
  }

  @Test func ofManyReferencesTheFirstAreNamed() throws {
    let blob = try leak()
    let names = (10..<60).map { "refs/heads/branch\($0)" }
    try scratch.git(
      "update-ref", "--stdin",
      input: Data(names.map { "create \($0) HEAD\n" }.joined().utf8))
    let place = try #require(try attribution(of: blob).places.first)
    #expect(place.refs == ["HEAD"] + names.prefix(19))
    #expect(place.refCount == 52)
  }

  @Test func headsOfAllWorkTreesCount() throws {
    let blob = try leak()
    try scratch.git("worktree", "add", "-q", "--detach", "linked")
    try scratch.git("reset", "-q", "--hard", "HEAD~1")
    let main = try attribution(of: blob)
    let linked = try attribution(of: blob, in: "/linked")
    #expect(main.places.map(\.refs) == [["worktrees/linked/HEAD"]])
    #expect(linked.places.map(\.refs) == [["HEAD"]])
    for found in [main, linked] {
      #expect(found.places[0].introduced.map(found.isReachable) == [true])
    }
  }

  @Test func aReferenceToABlobIsNamed() throws {
    let blob = try scratch.git("hash-object", "-w", "--stdin", input: Data(text.utf8))
    try scratch.git("tag", "lightweight", blob)
    try scratch.git("tag", "-am", "annotated", "annotated", blob)
    let found = try attribution(of: blob)
    #expect(found.places.isEmpty)
    #expect(found.refsOfBlobs == [try id(blob): ["refs/tags/annotated", "refs/tags/lightweight"]])
  }

  // MARK: - What no ref reaches

  @Test func whatOnlyAReflogKnowsIsUnreachable() throws {
    let blob = try leak()
    let commit = try scratch.git("rev-parse", "HEAD")
    try scratch.git("reset", "-q", "--hard", "HEAD~1")
    let found = try attribution(of: blob)
    let place = try #require(found.places.first)
    #expect(place.introduced.map { found.commit($0).id } == [try id(commit)])
    #expect(place.introduced.map(found.isReachable) == [false])
    #expect(place.refs == [])
    #expect(found.commit(place.introduced[0]).author == "Ann Author")
    #expect(found.commit(place.introduced[0]).authorEmail == "ann@example.com")
    #expect(found.commit(place.introduced[0]).authorTime == 1_750_000_000)
    #expect(found.commit(place.introduced[0]).committerTime == 1_750_000_100)
  }

  @Test func aTreeThatNoCommitHoldsTellsThePath() throws {
    try scratch.write("deep/er/.env", text)
    try scratch.git("add", "-A")
    try scratch.git("write-tree")
    let blob = try scratch.git("hash-object", "deep/er/.env")
    try scratch.git("reset", "-q", "--hard")
    let found = try attribution(of: blob)
    #expect(found.places.map(\.path) == [Array("deep/er/.env".utf8)])
    #expect(found.places[0].introduced.isEmpty && found.places[0].refs.isEmpty)
  }

  @Test func aBlobThatNothingHoldsHasNoPlace() throws {
    let blob = try scratch.git("hash-object", "-w", "--stdin", input: Data(text.utf8))
    let found = try attribution(of: blob)
    #expect(found.places.isEmpty && found.refsOfBlobs.isEmpty && found.issues.isEmpty)
  }

  // MARK: - Parents

  @Test func realParentsCountNotReplacedOrGraftedOnes() throws {
    let blob = try leak()
    try scratch.write("README", "more\n")
    try scratch.commitAll("child")
    let leak = try scratch.git("rev-parse", "HEAD~1")
    // By the replacement, and by the graft, the child has no parent and brings in all that it holds.
    try scratch.git("replace", "--graft", "HEAD")
    try scratch.write(".git/info/grafts", try scratch.git("rev-parse", "HEAD") + "\n")
    let found = try attribution(of: blob)
    let introduced = try #require(found.places.first?.introduced).map { found.commit($0) }
    #expect(introduced.contains { $0.id.description == leak })
    let child = try scratch.git("rev-parse", "HEAD")
    #expect(!introduced.contains { $0.id.description == child })
  }

  @Test func aShallowCloneBeginsWhereItIsCutOff() throws {
    let blob = try leak()
    try scratch.write("README", "more\n")
    try scratch.commitAll("child")
    try scratch.git("clone", "-q", "--depth", "1", "file://" + scratch.path, "cut")
    let found = try attribution(of: blob, in: "/cut")
    let child = try scratch.git("rev-parse", "HEAD")
    #expect(found.places.map { $0.introduced.map { found.commit($0).id.description } } == [[child]])
    #expect(found.missing.isEmpty && found.issues.isEmpty)
  }

  @Test(arguments: ["HEAD~1", "HEAD~1^{tree}"])
  func whatIsMissingIsTold(revision: String) throws {
    let blob = try leak()
    try scratch.write("README", "more\n")
    try scratch.commitAll("child")
    let lost = try scratch.git("rev-parse", revision)
    try scratch.remove(".git/objects/\(lost.prefix(2))/\(lost.dropFirst(2))")
    let found = try attribution(of: blob)
    #expect(found.missing == [try id(lost)])
    // As far as can be told, the child has brought it in.
    let child = try scratch.git("rev-parse", "HEAD")
    #expect(
      found.places.map { $0.introduced.map { found.commit($0).id.description } } == [[child]])
  }

  // MARK: - Paths

  @Test(arguments: [
    Array("a b/\"q\"\n\u{7F}".utf8), [0xFF, 0x2F, 0xC3], Array("ä/ö.env".utf8),
  ])
  func pathsAreBytes(path: [UInt8]) throws {
    try scratch.stage(text, at: path)
    try scratch.git("commit", "-qm", "odd")
    let blob = try scratch.git("hash-object", "--stdin", input: Data(text.utf8))
    #expect(try attribution(of: blob).places.map(\.path) == [path])
  }

  @Test func aBlobOfManyKindsOfEntryHasAPlaceForEach() throws {
    let blob = try leak("a")
    try scratch.write("b/c", text)
    try scratch.git("add", "-A")
    try scratch.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
    try scratch.git("update-index", "--add", "--cacheinfo", "100755,\(blob),run")
    try scratch.git("commit", "-qm", "copies")
    // The id of a submodule is no blob's, even if the digits are the same.
    try scratch.git("update-index", "--add", "--cacheinfo", "160000,\(blob),module")
    try scratch.git("commit", "-qm", "module")
    let paths = try attribution(of: blob).places.map { String(decoding: $0.path, as: UTF8.self) }
    #expect(paths == ["a", "b/c", "link", "run"])
  }
}
