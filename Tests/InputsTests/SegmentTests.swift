import Foundation
import GitObjects
import Inputs
import ScanModel
import TestSupport
import Testing

@Suite struct SegmentTests {
  private static let size = SegmentSize(byteCount: 100, overlap: 20)

  /// Reads the bytes as a file or as a git object and puts the owned parts together again.
  private func expectWhole(_ count: Int, isStaged: Bool) throws {
    let bytes = (0..<count).map { index -> UInt8 in
      index % 7 == 0 ? 10 : UInt8(33 + index % 90)
    }
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    try scratch.write("file", Data(bytes))
    try scratch.git("add", "-A")
    let input: any Input =
      isStaged
      ? StagedInput(folder: scratch.path, environment: GitEnvironment(), segmentSize: Self.size)
      : WorkTreeInput(paths: [scratch.path + "/file"], segmentSize: Self.size)
    let blob = try #require(try input.listing().blobs.first)
    var owned: [UInt8] = []
    var segments: [Segment] = []
    try input.makeReader().read(blob) { span, segment in
      #expect(span.count <= 100)
      for index in 0..<span.count { #expect(span[index] == bytes[segment.byteOffset + index]) }
      let before = bytes[..<segment.byteOffset].count { $0 == UInt8(ascii: "\n") }
      #expect(segment.linesBefore == before)
      let line = bytes[..<segment.byteOffset].split(
        separator: 10, omittingEmptySubsequences: false
      ).last
      #expect(segment.unitsBefore == line?.count)
      for index in segment.owned where index < span.count { owned.append(span[index]) }
      segments.append(segment)
    }
    #expect(owned == bytes)
    #expect(segments.allSatisfy { $0.isWhole == (count <= 100) })
    if count > 100 {
      #expect(segments.first?.owned == 0..<90)
      #expect(segments.count == (count - 20 + 79) / 80)
    }
  }

  @Test(arguments: [0, 1, 99, 100, 101, 179, 180, 181, 260, 261, 1000], [true, false])
  func ownsEachByteOnce(_ count: Int, isStaged: Bool) throws {
    try expectWhole(count, isStaged: isStaged)
  }

  @Test func countsCharactersOfALineThatIsCut() throws {
    let scratch = try Scratch()
    // Three units in six bytes, thirty times.
    try scratch.write(
      "file", "x\n" + String(repeating: "é😀", count: 30) + String(repeating: "a", count: 60))
    let input = WorkTreeInput(paths: [scratch.path + "/file"], segmentSize: Self.size)
    let blob = try #require(try input.listing().blobs.first)
    var units: [Int] = []
    try input.makeReader().read(blob) { _, segment in units.append(segment.unitsBefore) }
    #expect(units == [0, 39, 79])
  }

  @Test func reusesTheBufferForTheNextFile() throws {
    let scratch = try Scratch()
    try scratch.write("a", String(repeating: "a", count: 50_000))
    try scratch.write("b", "b")
    try scratch.write("c", String(repeating: "c", count: 9_000))
    let texts = try WorkTreeInput(paths: [scratch.path]).texts()
    #expect(texts.values.map(\.count).sorted() == [1, 9_000, 50_000])
    #expect(texts[scratch.path + "/b"] == "b")
  }
}
