import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching

@Suite struct ChangeReachTests {
  /// What stands in brackets has changed.
  @Test(arguments: [
    ("some words [are] other words", 1, " words are other "),
    ("some words ar[]e other words", 1, " are "),
    ("some words [are] other words", 2, "some words are other words"),
    ("f(\"ab\" +    \"cd[e]f\")", 1, "   \"cdef\")"),
    ("f(\"ab\" +    \"cd[e]f\")", 3, "(\"ab\" +    \"cdef\")"),
    ("a key==[] b c", 1, " key== b "),
    ("[]", 1, ""),
  ])
  func goesNoFurtherThanWords(marked: String, words: Int, region: String) throws {
    let parts = marked.split(omittingEmptySubsequences: false) { "[]".contains($0) }
    let start = parts[0].utf8.count
    let change = start..<start + parts[1].utf8.count
    #expect(regions([change], in: parts.joined(), words: words) == [region])
  }

  @Test func goesNoFurtherThanBytes() {
    let text = String(repeating: "x", count: 200)
    let found = regions([100..<100], in: text, words: nil, length: 22)
    #expect(found == [String(repeating: "x", count: 60)])
  }

  /// Far from the ends of a text words are counted in blocks, and near them byte by byte.
  @Test(arguments: 1...4) func goesAsFarInBlocksAsByteByByte(words: Int) {
    var random = Random(seed: UInt64(words))
    let letters = Array("abcXYZ019_-   .(\")".utf8)
    for _ in 0..<300 {
      let middle = (0..<Int.random(in: 20...60, using: &random)).map { _ in
        letters.randomElement(using: &random)!
      }
      let change = Int.random(in: 0...middle.count, using: &random)
      // Words enough on either side to end what is counted before the text does.
      let edge = Array("( some words ) ( and more of them ) ".utf8)
      let short = edge + middle + edge
      let padding = [UInt8](repeating: 0x28, count: 200)
      let long = padding + short + padding
      let inShort = region(change + edge.count, in: short, words: words)
      let inLong = region(change + edge.count + padding.count, in: long, words: words)
      #expect(inShort == inLong.map { $0 - padding.count })
    }
  }

  private func region(_ change: Int, in text: [UInt8], words: Int) -> [Int] {
    var reach = ChangeReach()
    reach.include(anchorOf: 48, Rule.Reach(before: 0, after: 0), words: words)
    var regions: [Range<Int>] = []
    [change..<change].lend { changed in
      text.lend { reach.regions(around: changed, in: $0, into: &regions) }
    }
    return regions.flatMap { [$0.lowerBound, $0.upperBound] }
  }

  @Test func takesNeighboursTogether() {
    let text = String(repeating: "ab ", count: 200)
    #expect(regions([0..<3, 60..<63], in: text, words: 1).count == 1)
    #expect(regions([0..<3, 300..<303], in: text, words: 1).count == 2)
    #expect(regions([0..<3, 90..<90, 180..<181], in: text, words: 1).count == 1)
    #expect(regions([], in: text, words: 1).isEmpty)
  }

  private func regions(
    _ changed: [Range<Int>], in text: String, words: Int?, length: Int = 100
  ) -> [String] {
    var reach = ChangeReach()
    reach.include(anchorOf: length, Rule.Reach(before: 0, after: 0), words: words)
    let bytes = Array(text.utf8)
    var regions: [Range<Int>] = []
    changed.lend { changed in
      bytes.lend { reach.regions(around: changed, in: $0, into: &regions) }
    }
    return regions.map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}
