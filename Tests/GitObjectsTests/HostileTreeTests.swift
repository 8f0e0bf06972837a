import Foundation
import GitObjects
import TestSupport
import Testing

/// Trees that git would never write.
@Suite struct HostileTreeTests {
  let scratch: Scratch
  let blob: String

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    blob = try scratch.git("hash-object", "-w", "--stdin", input: Data("wanted\n".utf8))
  }

  private func tree(_ bytes: [UInt8]) throws -> String {
    try scratch.git(
      "hash-object", "-w", "-t", "tree", "--literally", "--stdin", input: Data(bytes))
  }

  private func entry(_ mode: String, _ name: String, _ object: String) throws -> [UInt8] {
    Array("\(mode) \(name)\0".utf8) + (try id(object).bytes)
  }

  private func attribution(ofTreeAt root: String) throws -> Attribution {
    let commit = try scratch.git("commit-tree", "-m", "hostile", root)
    try scratch.git("update-ref", "refs/heads/main", commit)
    return try Attribution(of: [id(blob)], in: ObjectStore(scratch.location()), jobs: 2)
  }

  /// Two entries of the same folder in a folder, and so on: more paths than atoms.
  @Test func treesThatMultiplyAreGivenUp() throws {
    var below = try tree(entry("100644", "key", blob))
    for _ in 0..<60 { below = try tree(entry("40000", "a", below) + entry("40000", "b", below)) }
    let found = try attribution(ofTreeAt: below)
    #expect(found.issues.map(\.description).contains { $0.contains("more paths") })
  }

  @Test(arguments: [(2000, true), (2100, false)])
  func foldersMayNestAsDeepAsInGit(depth: Int, isTraced: Bool) throws {
    let path = String(repeating: "d/", count: depth) + "key"
    let stream = """
      commit refs/heads/deep
      committer Carl <carl@example.com> 1750000000 +0000
      data 0
      M 100644 \(blob) \(path)

      """
    try scratch.git("fast-import", "--quiet", input: Data(stream.utf8))
    let found = try Attribution(of: [id(blob)], in: ObjectStore(scratch.location()), jobs: 2)
    #expect(found.places.map(\.path.count) == (isTraced ? [path.utf8.count] : []))
    #expect(found.issues.isEmpty == isTraced)
  }

  @Test func aNameThatIsThereTwiceIsFollowedBothTimes() throws {
    let other = try scratch.git("hash-object", "-w", "--stdin", input: Data("other\n".utf8))
    let root = try tree(entry("100644", "key", other) + entry("100644", "key", blob))
    let found = try attribution(ofTreeAt: root)
    #expect(found.places.map { String(decoding: $0.path, as: UTF8.self) } == ["key"])
    #expect(found.places.first?.introduced.count == 1)
  }

  /// Each is what it is up to where it is none any more, and an issue.
  @Test(arguments: ["100644", "100644 ", "100644 key", "1006449999 key\0", "40000 \0", "x", "\0\0"])
  func aTreeThatEndsInTheMiddleIsAnIssue(end: String) throws {
    let root = try tree(entry("100644", "key", blob) + Array(end.utf8))
    let found = try attribution(ofTreeAt: root)
    #expect(found.places.count == 1)
    #expect(found.issues.map(\.description) == ["cannot read tree \(root): not a tree"])
  }

  @Test(arguments: ["040000", "40000", "0040000"])
  func foldersMayHaveOldModes(mode: String) throws {
    let below = try tree(entry("100664", "key", blob))
    let root = try tree(entry(mode, "d", below))
    let found = try attribution(ofTreeAt: root)
    #expect(found.places.map { String(decoding: $0.path, as: UTF8.self) } == ["d/key"])
    #expect(found.issues.isEmpty)
  }

  @Test(arguments: ["", "tree 123\n", "parent \(String(repeating: "0", count: 40))\n"])
  func aCommitThatIsNoneIsAnIssue(text: String) throws {
    let commit = try scratch.git(
      "hash-object", "-w", "-t", "commit", "--literally", "--stdin", input: Data(text.utf8))
    let found = try attribution(ofTreeAt: try tree(entry("100644", "key", blob)))
    #expect(found.places.count == 1)
    #expect(found.issues.map(\.description) == ["cannot read commit \(commit): not a commit"])
  }

  /// Names and times that git would never write are shown as far as they go.
  @Test(
    arguments: [
      ("Ann <a@b> 12 +0000", "Ann", "a@b", 12), ("Ann <a@b> -5 +0000", "Ann", "a@b", -5),
      (" <> ", "", "", 0), ("no address", "", "", 0), ("A <b> <c@d> 7", "A <b>", "c@d", 7),
      ("A <b> 99999999999999999999 +0000", "A", "b", .max), ("A <b>", "A", "b", 0),
      ("A <b> -99999999999999999999 +0000", "A", "b", -.max),
    ] as [(String, String, String, Int64)])
  func oddSignaturesAreRead(line: String, name: String, address: String, time: Int64) throws {
    let root = try tree(entry("100644", "key", blob))
    let commit = try scratch.git(
      "hash-object", "-w", "-t", "commit", "--literally", "--stdin",
      input: Data("tree \(root)\nauthor \(line)\ncommitter \(line)\n\n".utf8))
    try scratch.write(".git/refs/heads/main", commit + "\n")
    let found = try Attribution(of: [id(blob)], in: ObjectStore(scratch.location()), jobs: 1)
    let told = found.commit(try #require(found.places.first?.introduced.first))
    #expect((told.author, told.authorEmail) == (name, address))
    #expect((told.authorTime, told.committerTime) == (time, time))
  }
}
