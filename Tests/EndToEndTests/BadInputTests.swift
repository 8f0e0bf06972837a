import Foundation
import TestSupport
import Testing

/// One clear line, the right exit code, and nothing found is lost.
@Suite struct BadInputTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write(
      ".env", try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #951}}\n"))
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  @Test(arguments: [
    ("no-such-branch...HEAD", "no-such-branch"), ("HEAD..gone", "gone"), ("0123abcd", "0123abcd"),
  ])
  func aRevisionThatIsMissingIsNamed(range: String, revision: String) throws {
    let result = try Keystrel.run("diff", range, in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains(revision))
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test(arguments: [["diff", "origin/main...HEAD"], ["diff", "HEAD"], ["history"]])
  func aShallowCloneIsToldHowToBecomeWhole(arguments: [String]) throws {
    try scratch.write("a.txt", "a\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Second")
    try scratch.git("switch", "-qc", "change")
    try scratch.write("b.txt", "b\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Third")
    let clone = try Scratch()
    try clone.git(
      "clone", "-q", "--depth", "1", "--branch", "change", "file://" + scratch.path, ".")
    let result = try Keystrel.run(arguments, in: clone)
    #expect([1, 2].contains(result.status))
    #expect((result.text + result.errorText).contains("fetch-depth: 0"))
  }

  private func damageIndex() throws {
    let index = scratch.path + "/.git/index"
    let data = try Data(contentsOf: URL(fileURLWithPath: index))
    try scratch.write(".git/index", data.prefix(data.count / 2))
  }

  @Test func aCorruptIndexEndsTheHook() throws {
    try damageIndex()
    let result = try Keystrel.run("staged", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("index"))
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  @Test func aCorruptIndexHidesNothingFromAScan() throws {
    try damageIndex()
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 1)
    #expect(result.text.contains(".env:"))
    #expect(result.text.contains("incomplete: cannot read the index"))
  }

  @Test func aMissingObjectMakesTheScanIncompleteAndHidesNothing() throws {
    let blob = try scratch.git("rev-parse", "HEAD:.env")
    try scratch.write("other.txt", "other\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "Second")
    let other = try scratch.git("rev-parse", "HEAD:other.txt")
    try FileManager.default.removeItem(
      atPath: scratch.path + "/.git/objects/\(other.prefix(2))/\(other.dropFirst(2))")
    let diff = try Keystrel.run("diff", "HEAD~1..HEAD", in: scratch)
    #expect(diff.status == 2)
    #expect((diff.text + diff.errorText).contains(other.prefix(7)))
    #expect(try Keystrel.run("history", in: scratch).status == 1)
    #expect(!blob.isEmpty)
  }

  @Test func aRepositoryOfSHA256IsAClearError() throws {
    let other = try Scratch()
    try other.git("init", "-q", "--object-format=sha256")
    for arguments in [["staged"], ["history"], ["scan"]] {
      let result = try Keystrel.run(arguments, in: other)
      #expect(result.status == 2)
      #expect((result.text + result.errorText).lowercased().contains("sha-256"))
    }
  }

  @Test func aLoopOfLinksEnds() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/a/b", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/a/b/up", withDestinationPath: "../..")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/self", withDestinationPath: "self")
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 1)
    #expect(result.text.contains("1 finding"))
  }

  @Test func bytesThatAreNoTextAreScanned() throws {
    let key = try Keystrel.expanded("{{azure84 openai 2025-04 #952}}")
    try scratch.write("image.bin", Data([0x89, 0x00, 0x80, 0xC3]) + Data(" \(key) ".utf8))
    let report = try Report(Keystrel.run("scan", "image.bin", "--format", "json", in: scratch))
    #expect(report.findings.count == 1)
  }

  @Test func standardInputIsScanned() throws {
    let text = try Keystrel.expanded("AZURE_SPEECH_KEY={{azure84 speech 2025-04 #953}}\n")
    let result = try Keystrel.run(
      "scan", "-", "--format", "json", in: scratch, input: Data(text.utf8))
    let report = try Report(result)
    #expect(result.status == 1)
    #expect(report.findings.flatMap(\.occurrences).map(\.origin) == ["standardInput"])
    #expect(try Keystrel.run("scan", "-", in: scratch).status == 0)
  }
}
