import Rules
import ScanModel
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
