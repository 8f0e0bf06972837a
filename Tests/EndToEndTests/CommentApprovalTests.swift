import Foundation
import TestSupport
import Testing

/// A change cannot let its own secrets stand by a comment.
@Suite struct CommentApprovalTests {
  let scratch: Scratch

  private static let key = "{{hex32v4 #801}}"
  private static let other = "{{hex32v4 #802}}"
  private static let comment = "# keystrel:allow reason=\"a sample of the vendor\""

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try write("README.md", "hello\n")
    try commit("First")
  }

  private func write(_ name: String, _ text: String) throws {
    try scratch.write(name, Keystrel.expanded(text))
  }

  private func commit(_ message: String) throws {
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", message)
  }

  private func branch() throws {
    try scratch.git("checkout", "-q", "-b", "feature")
  }

  private func diff(_ options: String...) throws -> Report {
    try Report(
      Keystrel.run(["diff", "main...HEAD", "--format", "json"] + options, in: scratch))
  }

  /// The base with an approved key: `SPEECH_KEY` in `conf/.env`.
  private func approve(_ comment: String = comment) throws {
    try write("conf/.env", "A=1\nSPEECH_KEY=\(Self.key) \(comment)\n")
    try commit("Approved by everybody")
    try branch()
  }

  @Test(arguments: [comment, "# gitleaks:allow", "# pragma: allowlist secret"])
  func `a comment that the change brings is told and does not count`(comment: String) throws {
    try branch()
    try write("conf/.env", "A=1\nSPEECH_KEY=\(Self.key) \(comment)\n")
    try scratch.git("add", "-A")
    #expect(try Keystrel.run("staged", in: scratch).status == 0)
    try commit("Approve myself")
    #expect(try Keystrel.run("scan", in: scratch).status == 0)
    let report = try diff()
    #expect(report.failures == 1)
    #expect(report.findings.first?.occurrences.first?.suppression?.status == "unapproved")
    let kind = try #require(report.findings.first?.occurrences.first?.suppression?.kind)
    #expect(report.triage?.changes.map(\.text) == ["adds \(kind) beside a key"])
    #expect(report.triage?.changes.first?.line == 2)
    let text = try Keystrel.run("diff", "main...HEAD", in: scratch).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("\(kind) in line 2 comes with this change and does not count for it"))
    #expect(text.contains("this change adds \(kind) beside a key: conf/.env:2"))
    #expect(try diff("--accept-new-comments").failures == 0)
  }

  @Test func `an approved key may be written anew, moved and renamed`() throws {
    try approve()
    try write("conf/.env", "\n\nA=2\n\(Self.comment)\nexport SPEECH_KEY='\(Self.key)'\n")
    try commit("Reformat")
    #expect(try diff().failures == 0)
    #expect(try diff().findings.first?.occurrences.first?.suppression?.status == "inForce")
    try scratch.git("mv", "conf/.env", "local.env")
    try write("local.env", "B=3\nexport SPEECH_KEY='\(Self.key)' \(Self.comment)\n")
    try commit("Rename and edit")
    #expect(try diff().failures == 0)
    #expect(try diff().findings.first?.occurrences.count == 2)
  }

  @Test func `a new key under an old comment is new`() throws {
    try approve()
    try write("conf/.env", "A=1\nSPEECH_KEY=\(Self.other) \(Self.comment)\n")
    try commit("Rotate into the file")
    #expect(try diff().failures == 1)
  }

  @Test func `an approved key beside which the comment goes is open again`() throws {
    try approve()
    try write("conf/.env", "A=1\nSPEECH_KEY=\(Self.key) # fine\n")
    try commit("Tidy")
    #expect(try diff().failures == 1)
  }

  @Test func `a key that stood without a comment is not approved by one`() throws {
    try write("conf/.env", "SPEECH_KEY=\(Self.key)\n")
    try commit("Nobody has looked")
    try branch()
    try write("conf/.env", "SPEECH_KEY=\(Self.key) \(Self.comment)\n")
    try commit("Approve an old one")
    #expect(try diff().failures == 1)
  }

  @Test func `an approved key in a new file besides is not approved there`() throws {
    try approve()
    try write("copy.env", "SPEECH_KEY=\(Self.key) \(Self.comment)\n")
    try commit("Copy")
    #expect(try diff().failures == 1)
  }

  @Test func `two commits cannot do what one may not`() throws {
    try branch()
    try write("a.env", "SPEECH_KEY=\(Self.key) \(Self.comment)\n")
    try commit("One")
    try scratch.git("mv", "a.env", "b.env")
    try write("b.env", "A=1\nSPEECH_KEY='\(Self.key)' \(Self.comment)\n")
    try commit("Two")
    let report = try diff()
    #expect(report.failures == 1)
    try FileManager.default.removeItem(atPath: scratch.path + "/b.env")
    try commit("Three")
    #expect(try diff().failures == 1)
  }

  @Test func `a change does not put off the last day`() throws {
    try approve("# keystrel:allow reason=x until=2026-01-31")
    try write("conf/.env", "SPEECH_KEY=\(Self.key) # keystrel:allow reason=y until=2099-01-31\n")
    try commit("Put it off")
    let report = try diff()
    #expect(report.failures == 1)
    let suppression = try #require(report.findings.first?.occurrences.first?.suppression)
    #expect(suppression.status == "expired")
    #expect(suppression.until == "2026-01-31")
    #expect(suppression.reason == "x")
  }

  @Test func `a push brings no approval of its own`() throws {
    let server = try Scratch()
    try server.git("init", "-q", "--bare", "-b", "main")
    try scratch.git("remote", "add", "origin", "file://" + server.path)
    try scratch.git("push", "-q", "origin", "main")
    try server.write(
      "hooks/pre-receive", "#!/bin/sh\nexec '\(Keystrel.binary)' pre-receive\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: server.path + "/hooks/pre-receive")
    try write(".env", "SPEECH_KEY=\(Self.key) \(Self.comment)\n")
    try commit("Approve myself")
    let push = try Command(
      "git", ["push", "-q", "origin", "main"], in: scratch.path,
      environment: Scratch.gitEnvironment)
    #expect(push.status != 0)
    #expect(push.errorText.contains("keystrel:allow in line 1 comes with this change"))
  }

  @Test func `a baseline that is named is the base's too`() throws {
    try write("conf/baseline", "")
    try commit("An empty one")
    try branch()
    try write(".env", "SPEECH_KEY=\(Self.key)\n")
    #expect(
      try Keystrel.run("baseline", "update", "--baseline", "conf/baseline", in: scratch).status == 0
    )
    try commit("Approve myself")
    #expect(try Keystrel.run("scan", "--baseline", "conf/baseline", in: scratch).status == 0)
    #expect(try diff("--baseline", "conf/baseline").failures == 1)
    #expect(try diff("--baseline", scratch.path + "/conf/baseline").failures == 1)
  }
}
