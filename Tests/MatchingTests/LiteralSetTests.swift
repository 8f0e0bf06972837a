import ScanModel
import TestSupport
import Testing

@testable import Matching

@Suite struct LiteralSetTests {
  static let alphabets: [String] = [
    "ab", "aAbB", "JQ9jq", "etaoinshrdlu \n", "éÉk\u{212A}", "~a", "~^",
  ]

  @Test(arguments: alphabets, [1, 2, 3, 4, 5, 6] as [UInt64])
  func findsWhatANaiveSearchFinds(alphabet: String, seed: UInt64) {
    var random = Random(seed: seed)
    let bytes = Array(alphabet.utf8)
    for _ in 0..<15 {
      let literals = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        LiteralSet.Literal(
          String(
            decoding: random.text(Int.random(in: 2...20, using: &random), of: bytes),
            as: UTF8.self), ignoringCase: Bool.random(using: &random))
      }
      var text = random.text(Int.random(in: 0...300, using: &random), of: bytes)
      // Planted, also at both edges: long ones are rare by chance.
      for literal in literals {
        let place = Int.random(in: 0...text.count, using: &random)
        text.insert(contentsOf: literal.bytes, at: place)
      }
      check(literals, text)
    }
  }

  @Test func findsLiteralsAtTheEdges() {
    let literals = ["JQQJ9", "AzSe", "APIM"].map { LiteralSet.Literal($0, ignoringCase: false) }
    for literal in literals {
      for before in 0..<12 {
        let blank = [UInt8](repeating: 0x2E, count: before)
        check(literals, blank + literal.bytes)
        check(literals, literal.bytes + blank)
        check(literals, blank + literal.bytes + literal.bytes)
        check(literals, blank + literal.bytes.dropLast())
      }
    }
  }

  /// Short ones with a rare byte among longer ones.
  private static let mixed = ["JQQJ9", "7Q~", "8Q~", "+ASt"].map {
    LiteralSet.Literal($0, ignoringCase: false)
  }

  private static func textWithMixed(_ count: Int, _ random: inout Random) -> [UInt8] {
    var text = random.text(count, of: Array("78Q~J9".utf8))
    for literal in mixed {
      text.insert(contentsOf: literal.bytes, at: Int.random(in: 0...text.count, using: &random))
    }
    return text
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func findsShortLiteralsWithARareByteAmongLongerOnes(seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<40 {
      let count = Int.random(in: 0...300, using: &random)
      check(Self.mixed, Self.textWithMixed(count, &random))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func findsInRegionsWhatLiesInThem(seed: UInt64) {
    var random = Random(seed: seed)
    let literals = Self.mixed
    for _ in 0..<40 {
      let text = Self.textWithMixed(300, &random)
      let start = Int.random(in: 0...100, using: &random)
      let regions = [start..<start + 40, 150..<Int.random(in: 150...text.count, using: &random)]
      var hits: [LiteralSet.Hit] = []
      text.lend { LiteralSet(literals).findAll(in: $0, within: regions, into: &hits) }
      let all = Self.naive(literals, text)
      #expect(hits.allSatisfy(all.contains))
      for hit in all {
        let range = hit.start..<hit.start + literals[hit.literal].bytes.count
        guard regions.contains(where: { $0.clamped(to: range) == range }) else { continue }
        #expect(hits.contains(hit))
      }
    }
  }

  @Test func foldsAsciiOnly() {
    let literals = [LiteralSet.Literal("ÉCOLE-Key", ignoringCase: true)]
    check(literals, Array("ÉCOLE-KEY École-key école-key".utf8))
    #expect(hits(literals, Array("ÉCOLE-key".utf8)).count == 1)
    #expect(hits(literals, Array("école-key".utf8)).isEmpty)
  }

  @Test func findsNothingWithoutLiterals() {
    #expect(hits([], Array("anything".utf8)).isEmpty)
    #expect(hits([LiteralSet.Literal("a", ignoringCase: false)], Array("aaa".utf8)).isEmpty)
  }

  @Test func takesMoreLiteralsThanTwoBytesCount() {
    let literals = (0..<70_000).map { LiteralSet.Literal("word\($0)x", ignoringCase: false) }
    let found = hits(literals, Array("..word69999x..word3x".utf8))
    #expect(found == [.init(literal: 3, start: 14), .init(literal: 69_999, start: 2)])
  }

  private func check(_ literals: [LiteralSet.Literal], _ text: [UInt8]) {
    #expect(hits(literals, text) == Self.naive(literals, text))
  }

  private func hits(_ literals: [LiteralSet.Literal], _ text: [UInt8]) -> [LiteralSet.Hit] {
    var hits: [LiteralSet.Hit] = []
    text.lend { LiteralSet(literals).findAll(in: $0, into: &hits) }
    return hits.sorted { ($0.literal, $0.start) < ($1.literal, $1.start) }
  }

  private static func naive(
    _ literals: [LiteralSet.Literal], _ text: [UInt8]
  ) -> [LiteralSet.Hit] {
    literals.enumerated().flatMap { index, literal in
      text.indices.compactMap { start in
        let piece = text[start...].prefix(literal.bytes.count)
        let folded = piece.map { 0x41...0x5A ~= $0 && literal.ignoringCase ? $0 | 0x20 : $0 }
        return folded == literal.bytes ? LiteralSet.Hit(literal: index, start: start) : nil
      }
    }
  }
}
