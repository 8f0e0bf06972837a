import Foundation
import GitObjects
import Inputs
import ScanModel
import TestSupport
import Testing

@Suite struct HistoryInputTests {
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    for text in ["one", "two", "one", "three"] {
      try scratch.write("src/deep/file", text + "\n")
      try scratch.commitAll(text)
    }
    try scratch.git("checkout", "-q", "-b", "side", "HEAD~2")
    try scratch.write("side", "side\n")
    try scratch.commitAll("side")
    try scratch.git("merge", "-q", "-s", "ours", "-m", "merge", "main")
    try scratch.git("tag", "-a", "-m", "tag", "v1", "main")
    try scratch.git("notes", "add", "-m", "a note")
    try scratch.write("side", "stashed\n")
    try scratch.git("stash", "-q")
    return scratch
  }

  private func input(_ scratch: Scratch, _ folder: String = "") -> HistoryInput {
    HistoryInput(folder: scratch.path + folder)
  }

  private func blobID(_ digits: String) -> BlobID? {
    ObjectID(hexadecimal: Array(digits.utf8)).flatMap { BlobID($0.bytes) }
  }

  private func blobs(_ scratch: Scratch, _ arguments: [String]) throws -> Set<String> {
    let text = try Command("git", arguments, in: scratch.path, environment: Scratch.gitEnvironment)
      .text
    let ids = text.split(separator: "\n").map { String($0.prefix(40)) }
    let kinds = try scratch.git(
      "cat-file", "--batch-check=%(objectname) %(objecttype)",
      input: Data((ids.joined(separator: "\n") + "\n").utf8))
    return Set(
      kinds.split(separator: "\n").filter { $0.hasSuffix(" blob") }.map { String($0.prefix(40)) })
  }

  @Test(arguments: [false, true])
  func listsEveryBlobOnce(isPacked: Bool) throws {
    let scratch = try sample()
    if isPacked { try scratch.git("repack", "-q", "-a", "-d") }
    let dangling = try scratch.git(
      "hash-object", "-w", "--stdin", input: Data("dangling\n".utf8))
    let (ours, messages, coverage) = try input(scratch).listing().walked()
    let theirs = try blobs(scratch, ["rev-list", "--objects", "--all", "--no-object-names"])
    #expect(Set(ours.keys.map(\.description)) == theirs.union([dangling]))
    let commits = try scratch.git("rev-list", "--all").split(separator: "\n")
    #expect(coverage.commits == commits.count)
    #expect(messages.count == commits.count + 1)
    #expect(messages.values.contains("tag\n"))
    #expect(coverage.refs == 5)
    #expect(coverage.issues.isEmpty)
  }

  @Test func findsTheCommitsThatBringABlobIn() throws {
    let scratch = try sample()
    let text = try scratch.git("rev-parse", "main:src/deep/file")
    let again = try scratch.git("rev-parse", "main~1:src/deep/file")
    let dangling = try scratch.git("hash-object", "-w", "--stdin", input: Data("dangling\n".utf8))
    let ids = [text, again, dangling].compactMap(blobID)
    let places = try input(scratch).places(of: Set(ids), jobs: 2)
    #expect(places.issues.isEmpty)
    func commits(_ index: Int) throws -> [String] {
      try #require(places.byBlob[ids[index]]).map { place in
        guard case .commit(let commit) = place.origin else { return "\(place.origin)" }
        let subject = try scratch.git("log", "-1", "--format=%s", commit.id.description)
        return "\(place.path.text) \(subject) \(commit.author) \(commit.authorTime)"
      }
    }
    #expect(try commits(0) == ["src/deep/file three Ann Author 1750000000"])
    #expect(
      try commits(1) == Array(repeating: "src/deep/file one Ann Author 1750000000", count: 2))
    #expect(try commits(2) == ["unreachable"])
  }

  @Test func tracesStashAndNotes() throws {
    let scratch = try sample()
    let stashed = try scratch.git("rev-parse", "stash:side")
    let id = try #require(blobID(stashed))
    let places = try #require(try input(scratch).places(of: [id], jobs: 2).byBlob[id])
    #expect(places.count == 1)
    #expect(places.first?.path.text == "side")
  }

  @Test func readsBareRepositoriesAndSubfolders() throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--bare", "file://" + scratch.path, "bare.git")
    #expect(try input(scratch, "/src").texts().count == 6)
    #expect(
      try input(scratch, "/bare.git").texts().values.sorted() == [
        "one\n", "side\n", "three\n", "two\n",
      ])
  }

  @Test func tellsThatAShallowCloneIsCutOff() throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--depth", "1", "file://" + scratch.path, "cut")
    let issues = try input(scratch, "/cut").listing().coverage.issues
    #expect(issues.count == 1)
    #expect(issues.first?.message.contains("fetch-depth: 0") == true)
  }

  @Test func countsWhatAPartialCloneLacks() throws {
    let scratch = try sample()
    try scratch.git("config", "uploadpack.allowFilter", "true")
    try scratch.git(
      "clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + scratch.path, "partial")
    let issues = try input(scratch, "/partial").listing().walked().2.issues
    #expect(issues.count == 1)
    #expect(issues.first?.message.hasPrefix("4 objects are missing") == true)
  }

  @Test func goesOnBesideABrokenReference() throws {
    let scratch = try sample()
    try scratch.write(".git/refs/heads/broken", String(repeating: "ab", count: 20) + "\n")
    let (blobs, _, coverage) = try input(scratch).listing().walked()
    #expect(blobs.count == 6)
    #expect(coverage.issues.map(\.subject) == ["refs/heads/broken"])
  }

  @Test func tellsOfADamagedObject() throws {
    let scratch = try sample()
    let blob = try scratch.git("rev-parse", "main:src/deep/file")
    let file = ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try scratch.remove(file)
    try scratch.write(file, "damaged")
    let (blobs, _, coverage) = try input(scratch).listing().walked()
    #expect(Set(coverage.issues).count == 1)
    #expect(coverage.issues.first?.message.contains(blob) == true)
    #expect(blobs.count == 5)
  }
}
