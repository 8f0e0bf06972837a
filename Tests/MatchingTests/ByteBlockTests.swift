import ScanModel
import TestSupport
import Testing

@testable import Matching

@Suite struct ByteBlockTests {
  @Test func tellsBytesOfWords() {
    let text = (0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }
    for start in 0...text.count - ByteBlock.count {
      let bits = text.lend { ByteBlock.words(of: $0, at: start) }
      let expected = (0..<64).map { text[start + $0].isOfWord }
      #expect((0..<64).map { bits >> UInt64($0) & 1 == 1 } == expected)
    }
  }

  @Test(arguments: [(0x30, 0x39), (0x41, 0x5A), (0, 0), (0xFF, 0xFF), (0x20, 0xF0)])
  func countsBytesOfARange(first: UInt8, last: UInt8) {
    var random = Random(seed: 64)
    for _ in 0..<200 {
      let text = (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) }
      let start = Int.random(in: 0...16, using: &random)
      let count = text.lend { ByteBlock.number(of: $0, at: start, from: first, to: last) }
      #expect(count == text[start..<start + 64].count { (first...last).contains($0) })
    }
  }
}
