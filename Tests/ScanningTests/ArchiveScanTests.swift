import Inputs
import Rules
import ScanModel
import Scanning
import TestSupport
import Testing

import struct Foundation.Data

/// Archives in contents of all sizes.
@Suite struct ArchiveScanTests {
  private static let rules = Result { try RuleLoader.load().ruleSet }
  /// Nearly everything is too large for one of these.
  private static let small = SegmentSize(byteCount: 600, overlap: 200)

  private static func leak() throws -> [UInt8] {
    try Array(expandGenerators("AZURE_OPENAI_KEY={{hex32 #7}}\n").utf8)
  }

  private static func places(_ result: Scan.Result) -> [String] {
    result.findings.flatMap(\.occurrences).map { "\($0.path.display):\($0.region.startLine)" }
  }

  private static func noise(_ count: Int) -> [UInt8] {
    var random = Random(seed: 3)
    return random.text(count, of: Array("ghijklmn \n".utf8))
  }

  @Test func aLargeFileIsReadWhereItLies() throws {
    let packer = try Packer()
    let scratch = try Scratch()
    let files: Packer.Files = [("noise", Self.noise(5000)), ("a.env", try Self.leak())]
    for (name, bytes) in [
      ("a.zip", try packer.zip(files, stored: true)), ("b.tar", try packer.tar(files)),
      ("c.tar.gz", try packer.compressed(try packer.tar(files), .gzip)),
      ("d.7z", try packer.sevenZip(files)),
    ] {
      try scratch.write("in/" + name, Data(bytes))
    }
    let input = WorkTreeInput(paths: [scratch.path + "/in"], segmentSize: Self.small)
    let result = try Scan(Self.rules.get(), jobs: 2, archiveDepth: 4).run(input)
    #expect(
      Self.places(result).map { $0.dropFirst(scratch.path.count + 4) } == [
        "a.zip!/a.env:1", "b.tar!/a.env:1", "c.tar.gz!/a.env:1", "d.7z!/a.env:1",
      ])
    #expect(result.coverage.issues == [])
    #expect(result.coverage.archives == 4)
    #expect(result.coverage.members == 8)
  }

  @Test func aDamagedLargeFileIsReadAgainAsItIs() throws {
    let packer = try Packer()
    let scratch = try Scratch()
    var tar = try packer.tar(
      [("noise", Self.noise(3000)), ("a.env", try Self.leak())], format: "USTAR")
    let header = 512 + 3072
    for index in header..<header + 100 { tar[index] = 0xEE }
    try scratch.write("in/a.tar", Data(tar))
    let input = WorkTreeInput(paths: [scratch.path + "/in"], segmentSize: Self.small)
    let result = try Scan(Self.rules.get(), jobs: 1, archiveDepth: 4).run(input)
    #expect(
      Self.places(result).map { $0.dropFirst(scratch.path.count + 4).prefix(6) } == ["a.tar:"])
    #expect(result.coverage.notes.count == 1)
  }

  @Test func withoutADepthNoArchiveIsOpened() throws {
    let zip = try Packer().zip([("a.env", try Self.leak())])
    var input = MemoryInput([("a.zip", "")])
    input.entries[0].bytes = zip
    #expect(try Scan(Self.rules.get(), jobs: 1).run(input).findings.isEmpty)
    let result = try Scan(Self.rules.get(), jobs: 1, archiveDepth: 1).run(input)
    #expect(Self.places(result) == ["a.zip!/a.env:1"])
  }
}
