import Archives
import ScanModel
import TestSupport
import Testing

@Suite struct ArchiveLimitTests {
  private static let text = Array("text\n".utf8)

  /// Zips in each other: 1.zip in 2.zip, that in 3.zip.
  private static func nested(_ depth: Int) throws -> [UInt8] {
    let packer = try Packer()
    return try (1..<depth).reduce(try packer.zip([("inner.txt", text)], stored: true)) {
      zip, level in
      try packer.zip([("\(level).zip", zip), ("text\(level)", text)])
    }
  }

  @Test func archivesInArchivesAreOpened() throws {
    let packer = try Packer()
    let jar = try packer.zip([("c.properties", Self.text)])
    let gzip = try packer.compressed(Self.text, .gzip)
    let tar = try packer.tar([("b.jar", jar), ("log/notes.txt.gz", gzip)])
    let unpacked = Unpacked(try packer.compressed(tar, .gzip), name: "a.tar.gz")
    #expect(unpacked.paths == ["b.jar!/c.properties", "log/notes.txt.gz!/notes.txt"])
    #expect(unpacked.outcome.archives == 3)
    #expect(unpacked.outcome.members == 4)
    #expect(unpacked.outcome.isWhole)
  }

  @Test func depthIsLimited() throws {
    let four = Unpacked(try Self.nested(4))
    #expect(four.paths.contains("3.zip!/2.zip!/1.zip!/inner.txt"))
    #expect(four.outcome.troubles == [])
    let five = Unpacked(try Self.nested(5))
    // What is not opened is lent as it is.
    #expect(five.paths.contains("4.zip!/3.zip!/2.zip!/1.zip"))
    #expect(five.troubles == [.tooDeep])
    #expect(five.outcome.isWhole)
    #expect(five.outcome.troubles.first?.first.text == "4.zip!/3.zip!/2.zip!/1.zip")
    #expect(Unpacked(try Self.nested(5), limits: ArchiveLimits(depth: 5)).troubles == [])
    let one = Unpacked(try Self.nested(2), limits: ArchiveLimits(depth: 1))
    #expect(one.paths == ["1.zip", "text1"])
  }

  @Test func aBombEndsAtItsRatio() throws {
    let zeros = try Packer().python("import gzip; out.write(gzip.compress(bytes(20_000_000), 9))")
    let packer = try Packer()
    var limits = ArchiveLimits()
    limits.part = (1 << 20, 100)
    limits.freeBytes = 1 << 20
    for bomb in [
      try packer.compressed(zeros, .gzip), try packer.zip([("a", Self.text), ("zeros.gz", zeros)]),
      try packer.compressed(try packer.tar([("zeros.gz", zeros)]), .xz),
    ] {
      let unpacked = Unpacked(bomb, limits: limits)
      #expect(unpacked.troubles == [.tooManyBytes])
      let total = unpacked.members.reduce(0) { $0 + $1.bytes.count }
      #expect(total < 3 << 20 + 1000 * bomb.count)
    }
  }

  /// Many members that share their bytes: no ratio of a single one tells it.
  @Test func allThatComesOutOfAnArchiveIsCounted() throws {
    let zeros = [UInt8](repeating: 0, count: 1_000_000)
    let zip = try Packer().zip((0..<40).map { ("\($0)", zeros) })
    var limits = ArchiveLimits()
    limits.leastBytes = 10_500_000
    limits.growth = 0
    let unpacked = Unpacked(zip, limits: limits)
    #expect(unpacked.troubles == [.tooManyBytes])
    #expect((10...11).contains(unpacked.members.count))
    #expect(unpacked.outcome.troubles.first?.reason.hasSuffix("unpack to more than 10 MiB") == true)
  }

  @Test func aLargeArchiveMayHoldMore() throws {
    var random = Random(seed: 7)
    let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    var limits = ArchiveLimits()
    limits.leastBytes = 1000
    #expect(Unpacked(try Packer().tar([("noise", noise)]), limits: limits).troubles == [])
  }

  @Test func membersAreCounted() throws {
    let tar = try Packer().python(
      """
      import tarfile
      with tarfile.open(fileobj=out, mode="w") as archive:
        block = tarfile.TarInfo("x").tobuf()
        out.write(block * 100_001)
      """)
    let unpacked = Unpacked(tar)
    #expect(unpacked.troubles == [.tooManyMembers])
    #expect(unpacked.outcome.members == 100_000)
    var limits = ArchiveLimits()
    limits.membersInAll = 1000
    let packed = try Packer().zip([("a.tar", tar), ("b.tar", tar)])
    #expect(Unpacked(packed, limits: limits).troubles == [.tooManyMembers])
  }

  /// Large members come in parts that overlap, and an archive in one is read as it comes.
  @Test func largeMembersComeInParts() throws {
    var limits = ArchiveLimits()
    limits.part = (10_000, 100)
    let lines = Array((0..<20_000).map { "line \($0)\n" }.joined().utf8)
    let packer = try Packer()
    let inner = try packer.tar([("inner", lines)])
    let innerZip = try packer.zip([("in.zip", lines)], stored: true)
    let exact = Array(lines.prefix(10_000))
    let files: Packer.Files = [
      ("lines", lines), ("inner.tar", inner), ("inner.zip", innerZip), ("exact", exact),
    ]
    for archive in [try packer.tar(files), try packer.zip(files)] {
      let unpacked = Unpacked(archive, limits: limits)
      #expect(unpacked.paths == ["lines", "inner.tar!/inner", "inner.zip!/in.zip", "exact"])
      #expect(unpacked.members.map(\.bytes) == [lines, lines, lines, exact])
      #expect(unpacked.outcome.isWhole)
    }
  }

  /// A gzip that unpacks to a gzip and so on.
  @Test func packedAgainAndAgain() throws {
    let packer = try Packer()
    let packed = try (0..<9).reduce(Self.text) { bytes, _ in try packer.compressed(bytes, .gzip) }
    let unpacked = Unpacked(packed, name: "a.gz")
    #expect(unpacked.paths == ["a!/a!/a!/a"])
    #expect(unpacked.troubles == [.tooDeep])
  }
}
