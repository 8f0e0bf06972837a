import Foundation
import TestSupport
import Testing

/// So many blobs that they are read in the order of the packs.
@Suite struct LargeRangeTests {
  private static let fileCount = 4200

  /// One commit with an old key in a file; one that adds a line with a new key to it, and thousands of files.
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    let keys = try Keystrel.expanded(
      "OLD_SPEECH_KEY={{azure84 speech 2025-03 #941}}\nNEW_SPEECH_KEY={{azure84 speech 2025-03 #942}}\n"
    ).split(separator: "\n")
    var stream = ""
    func commit(_ time: Int, _ message: String) {
      stream += "commit refs/heads/main\ncommitter C <c@example.com> \(time) +0000\n"
      stream += "data \(message.utf8.count)\n\(message)\n"
    }
    func file(_ path: String, _ text: String) {
      stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
    }
    commit(1, "First")
    file("a.env", "\(keys[0])\n")
    commit(2, "Second")
    file("a.env", "\(keys[0])\n\(keys[1])\n")
    for number in 0..<Self.fileCount { file("src/\(number).txt", "file \(number)\n") }
    commit(3, "Third")
    file("a.env", "")
    try scratch.git("fast-import", "--quiet", input: Data(stream.utf8))
    return scratch
  }

  @Test func reportsWhatAnAddedLineHoldsAndNothingElse() throws {
    let scratch = try sample()
    let result = try Keystrel.run("diff", "HEAD~2..HEAD", "--format", "json", in: scratch)
    let report = try Report(result)
    #expect(report.coverage.blobs > Self.fileCount)
    #expect(report.coverage.commits == 2)
    #expect(report.coverage.complete)
    #expect(report.findings.count == 1)
    let places = report.findings.flatMap(\.occurrences)
    #expect(places.map { "\($0.path):\($0.region.startLine)" } == ["a.env:2"])
    #expect(try places.map(\.commit?.id) == [scratch.git("rev-parse", "HEAD~1")])
  }

  @Test func aPathThatIsAllowedIsAllowedThereToo() throws {
    let scratch = try sample()
    try scratch.write("allow.toml", "[allowlist]\npaths = ['''^a\\.env$''']\n")
    let result = try Keystrel.run(
      "diff", "HEAD~2..HEAD", "--config", "allow.toml", in: scratch)
    #expect(result.status == 0)
  }

  @Test func aPushIsReadSoAsWell() throws {
    let client = try sample()
    let server = try Scratch()
    try server.git("init", "-q", "--bare")
    try server.write("hooks/pre-receive", "#!/bin/sh\nexec '\(Keystrel.binary)' pre-receive\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: server.path + "/hooks/pre-receive")
    let result = try Command(
      "git", ["push", "-q", "file://" + server.path, "main"], in: client.path,
      environment: Scratch.gitEnvironment)
    #expect(result.status != 0)
    #expect(result.errorText.contains("2 keys in it"))
    #expect(result.errorText.contains("a.env:1"))
    #expect(result.errorText.contains("a.env:2"))
  }
}
