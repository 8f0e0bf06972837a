import ScanModel
import Testing

@Suite struct ValueTests {
  @Test func aLineSetJoinsWhatTouches() {
    let set = LineSet([5...6, 1...2, 3...3, 6...9, 20...20])
    #expect(set.ranges == [1...3, 5...9, 20...20])
    for line in 0...22 {
      #expect(set.intersects(line...line) == [1, 2, 3, 5, 6, 7, 8, 9, 20].contains(line))
    }
    #expect(set.intersects(4...5))
    #expect(set.intersects(10...30))
    #expect(!set.intersects(10...19))
    #expect(!LineSet().intersects(1...100))
  }

  @Test func aBlobIDIsTwentyBytes() throws {
    let bytes = (0..<20).map { UInt8($0 * 13) }
    let id = try #require(BlobID(bytes))
    #expect(id.bytes == bytes)
    #expect(id.description.count == 40 && id.description.hasPrefix("000d1a27"))
    #expect(BlobID(bytes.dropLast()) == nil)
    #expect(BlobID(bytes + [0]) == nil)
    var later = bytes
    later[19] += 1
    #expect(try id < #require(BlobID(later)))
  }

  @Test(arguments: [
    ("plain/path.txt", "plain/path.txt"), ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"),
    ("a\nb", "a\\u{a}b"), ("\u{202E}txt", "\\u{202e}txt"), ("日本", "日本"),
    ("a\u{200B}b", "a\\u{200b}b"),
  ])
  func aPathIsSafeToPrint(path: String, display: String) {
    #expect(BytePath(path).display == display)
  }

  @Test func aPathThatIsNoTextKeepsItsBytes() {
    let path = BytePath([0x61, 0xFF, 0x2F, 0x62])
    #expect(path.bytes == [0x61, 0xFF, 0x2F, 0x62])
    #expect(path.display == "a\u{FFFD}/b")
    #expect(Array(path.name) == [0x62])
  }

  @Test func coverageAddsUp() {
    var sum = Coverage()
    sum.files = 1
    sum.skipped = [.empty: 2]
    var other = Coverage()
    (other.files, other.bytes) = (2, 30)
    other.skipped = [.empty: 1, .submodule: 1]
    other.issues = [ScanIssue(subject: "a\u{1B}", message: "gone")]
    #expect(sum.isComplete)
    sum.merge(other)
    #expect((sum.files, sum.bytes) == (3, 30))
    #expect(sum.skipped == [.empty: 3, .submodule: 1])
    #expect(!sum.isComplete)
    #expect(sum.issues.map(\.line) == ["a\\u{1b}: gone"])
  }

  @Test func confidenceMovesOneLevel() {
    #expect(Confidence.allCases.map(\.lowered) == [.low, .low, .medium, .high])
    #expect(Confidence.allCases.map(\.raised) == [.medium, .high, .high, .certain])
    for confidence in Confidence.allCases {
      #expect(Confidence(name: confidence.name) == confidence)
    }
  }
}
