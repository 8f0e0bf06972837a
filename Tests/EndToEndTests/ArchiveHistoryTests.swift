import Foundation
import TestSupport
import Testing

/// Archives in commits and in the index.
@Suite struct ArchiveHistoryTests {
  let scratch: Scratch
  let packer: Packer
  let leak: [UInt8]

  init() throws {
    scratch = try Scratch()
    packer = try Packer()
    leak = Array(
      try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #981}}\n").utf8)
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("readme", "first\n")
    try scratch.git("add", ".")
    try scratch.git("commit", "-qm", "First")
  }

  private func commit(_ message: String) throws {
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", message)
  }

  private func run(_ arguments: String...) throws -> Report {
    try Report(Keystrel.run(arguments + ["--format", "json"], in: scratch))
  }

  private static let filler = Array((0..<3000).map { "line \($0)\n" }.joined().utf8)

  @Test func aChangedArchiveCountsWholeInADiff() throws {
    let old: Packer.Files = [("a.env", leak), ("filler", Self.filler)]
    try scratch.write("app.zip", Data(try packer.zip(old)))
    try commit("Leak")
    try scratch.write("app.zip", Data(try packer.zip(old + [("new", Self.filler)])))
    try scratch.write("copy/of.zip", Data(try packer.zip(old)))
    try commit("Change")
    let report = try run("diff", "HEAD")
    #expect(
      report.findings.flatMap(\.occurrences).map(\.path) == [
        "app.zip!/a.env", "copy/of.zip!/a.env",
      ])
    #expect(
      report.findings.first?.occurrences.first?.commit?.id == (try scratch.git("rev-parse", "HEAD"))
    )
    #expect(try run("diff", "HEAD", "--no-archives").findings.isEmpty)
  }

  @Test(arguments: [["diff", "HEAD~1..HEAD"], ["history", "--archives"]])
  func whatIsDroppedInAnArchiveIsExplainedAtItsPlace(command: [String]) throws {
    try scratch.write("a.txt", "a")
    try commit("First")
    let digest = try Keystrel.expanded("sha1={{hex32 #975}}\n")
    try scratch.write("d/app.zip", Data(try packer.zip([("conf/a.env", Array(digest.utf8))])))
    try commit("Second")
    let text = try Keystrel.run(command + ["--explain"], in: scratch).text
    #expect(text.contains("\nd/app.zip!/conf/a.env\n  1:6 "))
  }

  @Test func stagedArchivesAreOpenedOnRequest() throws {
    try scratch.write("app.zip", Data(try packer.zip([("a.env", leak)])))
    try scratch.git("add", ".")
    #expect(try run("staged").findings.isEmpty)
    let report = try run("staged", "--archives")
    #expect(report.findings.flatMap(\.occurrences).map(\.path) == ["app.zip!/a.env"])
    #expect(report.coverage.archives == 1)
  }

  /// Stored members, so that git keeps the versions as deltas of each other.
  @Test(arguments: [true, false])
  func theHistoryOfAnArchiveIsThatOfItsMembers(isPacked: Bool) throws {
    var files: Packer.Files = [("filler", Self.filler)]
    try scratch.write("lib/app.tar", Data(try packer.tar(files)))
    try commit("Clean")
    files.append(("a.env", leak))
    try scratch.write("lib/app.tar", Data(try packer.tar(files)))
    try commit("Leak")
    let leaking = try scratch.git("rev-parse", "HEAD")
    try scratch.git("mv", "lib/app.tar", "lib/moved.tar")
    try commit("Move")
    try scratch.git("rm", "-q", "lib/moved.tar")
    try commit("Remove")
    if isPacked { try scratch.git("gc", "-q", "--aggressive", "--prune=now") }
    let report = try run("history", "--archives")
    let places = report.findings.flatMap(\.occurrences)
    #expect(places.map(\.path) == ["lib/app.tar!/a.env", "lib/moved.tar!/a.env"])
    #expect(places.first?.commit?.id == leaking)
    let text = try Keystrel.run("history", "--archives", in: scratch).text
    #expect(text.contains("lib/app.tar!/a.env"))
    // Without them the tar is a text like any other.
    #expect(
      try run("history").findings.flatMap(\.occurrences).map(\.path) == [
        "lib/app.tar", "lib/moved.tar",
      ])
  }

  @Test func aCompressedArchiveIsFoundInAHistory() throws {
    try scratch.write(
      "a.tar.gz", Data(try packer.compressed(try packer.tar([("x/a.env", leak)]), .gzip)))
    try scratch.write("settings.env.gz", Data(try packer.compressed(leak, .gzip)))
    try commit("Leak")
    let report = try run("history", "--archives")
    #expect(
      report.findings.flatMap(\.occurrences).map(\.path) == [
        "a.tar.gz!/x/a.env", "settings.env.gz!/settings.env",
      ])
    #expect(try run("history").findings.isEmpty)
    #expect(report.coverage.archives == 2)
  }
}
