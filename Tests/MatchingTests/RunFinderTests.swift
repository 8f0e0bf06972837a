import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching

@Suite struct RunFinderTests {
  @Test(arguments: ByteClass.allCases, [1, 2, 3, 8, 19, 20, 32, 43, 84])
  func findsARunAtEveryPlaceAndLength(byteClass: ByteClass, length: Int) {
    let finder = RunFinder(byteClass, length: length)
    for count in max(1, length - 2)...(length + 3) {
      for before in 0..<(length + 3) {
        for after in [0, 1, length] {
          let text =
            [UInt8](repeating: 0x2E, count: before) + [UInt8](repeating: 0x61, count: count)
            + [UInt8](repeating: 0x2E, count: after)
          let expected = count >= length ? [before..<(before + count)] : []
          #expect(runs(finder, text) == expected)
        }
      }
    }
  }

  /// Strangers so rare that runs of all lengths near the limit come about.
  @Test(arguments: ByteClass.allCases, [2, 5, 32, 43])
  func findsWhatANaiveSearchFinds(byteClass: ByteClass, length: Int) {
    let finder = RunFinder(byteClass, length: length)
    var random = Random(seed: UInt64(length))
    for _ in 0..<200 {
      let alphabet = [UInt8](repeating: 0x30, count: length) + Array(".f".utf8)
      let text = random.text(Int.random(in: 0...1000, using: &random), of: alphabet)
      #expect(runs(finder, text) == Self.naive(byteClass, length, text))
    }
  }

  /// A region finds what it holds enough of, as long as it is, and what reaches into two regions once.
  @Test(arguments: ByteClass.allCases, [32, 43])
  func followsRunsBeyondRegions(byteClass: ByteClass, length: Int) {
    let finder = RunFinder(byteClass, length: length)
    var random = Random(seed: UInt64(length))
    for _ in 0..<200 {
      let alphabet = [UInt8](repeating: 0x30, count: 2 * length) + Array(".f".utf8)
      let text = random.text(Int.random(in: 200...1000, using: &random), of: alphabet)
      let start = Int.random(in: 0..<100, using: &random)
      let middle = Int.random(in: start...150, using: &random)
      let regions = [start..<middle, middle + 10..<Int.random(in: 170...200, using: &random)]
      var found: [Range<Int>] = []
      text.lend { finder.findAll(in: $0, within: regions, into: &found) }
      let all = Self.naive(byteClass, length, text)
      #expect(found.allSatisfy(all.contains) && Set(found).count == found.count)
      for run in all where regions.contains(where: { $0.clamped(to: run).count >= length }) {
        #expect(found.contains(run))
      }
    }
  }

  @Test func knowsTheMembersOfAClass() {
    for byte in UInt8.min...UInt8.max {
      let text = [UInt8](repeating: byte, count: 4)
      for byteClass in ByteClass.allCases {
        #expect(runs(RunFinder(byteClass, length: 4), text).isEmpty != byteClass.contains(byte))
      }
    }
  }

  private func runs(_ finder: RunFinder, _ text: [UInt8]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    text.lend { finder.findAll(in: $0, within: CollectionOfOne(0..<$0.count), into: &runs) }
    return runs
  }

  private static func naive(
    _ byteClass: ByteClass, _ length: Int, _ text: [UInt8]
  ) -> [Range<Int>] {
    text.split(omittingEmptySubsequences: true) { !byteClass.contains($0) }
      .map(\.indices).filter { $0.count >= length }
  }
}
