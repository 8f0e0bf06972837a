import Foundation
import TestSupport
import Testing

/// A comment is written once: in a history, that of HEAD speaks for the older versions of its file.
@Suite struct HeadCommentTests {
  let scratch: Scratch

  private static let key = "SPEECH_KEY={{hex32v4 #841}}"
  private static let comment = "# keystrel:allow reason=\"a sample of the vendor\""

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try commit(".env", "A=1\n\(Self.key)\n")
  }

  private func commit(_ name: String, _ text: String) throws {
    try scratch.write(name, Keystrel.expanded(text))
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "Change \(name)")
  }

  private func history(_ arguments: String...) throws -> Report {
    try Report(Keystrel.run(["history", "--format", "json"] + arguments, in: scratch))
  }

  @Test(arguments: [comment, "# gitleaks:allow", "# pragma: allowlist secret"])
  func `older versions stand by the comment in HEAD`(comment: String) throws {
    #expect(try history().failures == 1)
    try commit(".env", "A=2\n\(Self.key)\n")
    try commit(".env", "A=2\nB=1\nexport \(Self.key) \(comment)\n")
    let report = try history()
    #expect(report.failures == 0)
    let places = try #require(report.findings.first?.occurrences)
    #expect(places.count == 3)
    #expect(Set(places.map(\.suppression?.status)) == ["inForce"])
    #expect(try history("--no-suppressions").failures == 1)
  }

  @Test func `a bare clone has a HEAD as well`() throws {
    try commit(".env", "\(Self.key) \(Self.comment)\n")
    try scratch.git("clone", "-q", "--bare", ".", "bare.git")
    #expect(try history("bare.git").failures == 0)
  }

  @Test func `the terms of HEAD are those of all versions`() throws {
    try commit(".env", "\(Self.key) \(Self.comment) until=2020-01-31\n")
    let report = try history()
    #expect(report.failures == 1)
    let places = try #require(report.findings.first?.occurrences)
    #expect(Set(places.map(\.suppression?.status)) == ["expired"])
    // Put off, it is put off for the version that had the old date too.
    try commit(".env", "\(Self.key) \(Self.comment) until=2099-01-31\n")
    #expect(try history().failures == 0)
  }

  @Test(arguments: ["\(key)\n", "\(key) # keystrel:allow\n", "\(key) \(comment)\nMY_\(key)\n"])
  func `what HEAD leaves open is open in all versions`(text: String) throws {
    try commit(".env", "\(Self.key) \(Self.comment)\n")
    try commit(".env", text)
    #expect(try history().failures == 1)
  }

  @Test func `a comment approves its key, in its file`() throws {
    try commit("other.env", "\(Self.key)\n")
    try commit(".env", "A=1\nSPEECH_KEY={{hex32v4 #842}}\n")
    try commit("other.env", "\(Self.key) \(Self.comment)\n")
    try commit(".env", "A=1\nSPEECH_KEY={{hex32v4 #842}} \(Self.comment)\n")
    let report = try history()
    #expect(report.failures == 1)
    let paths = report.findings.flatMap(\.occurrences)
      .filter { $0.suppression == nil }.map(\.path)
    #expect(paths == [".env"], "the first version had another key")
  }

  @Test func `a branch approves nothing`() throws {
    try scratch.git("checkout", "-q", "-b", "topic")
    try commit(".env", "A=1\n\(Self.key) \(Self.comment)\n")
    try scratch.git("checkout", "-q", "main")
    #expect(try history().failures == 1)
    try scratch.git("merge", "-q", "topic")
    #expect(try history().failures == 0)
  }

  @Test func `a change is judged by its base as before`() throws {
    try scratch.git("checkout", "-q", "-b", "topic")
    try commit("new.env", "SPEECH_KEY={{hex32v4 #843}}\n")
    try commit("new.env", "SPEECH_KEY={{hex32v4 #843}} \(Self.comment)\n")
    #expect(try Keystrel.run("diff", "main...HEAD", in: scratch).status == 1)
  }
}
