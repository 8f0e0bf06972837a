import Patterns
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

  /// Short ones with a sign, alone or among others.
  private static let mixed: [[LiteralSet.Literal]] = [
    ["JQQJ9", "7Q~", "8Q~", "+ASt"], ["7Q~", "&sig="], ["Q~=", "g=Q~", "=g~", "~~"],
    ["&sig=", ";sig=", "7Q~", "SharedKey=", "secret=x=", "J9Q8"], ["g=", "a?=", "?g"],
  ].map { texts in
    texts.map { LiteralSet.Literal($0, ignoringCase: $0.count > 6) }
  }

  private static func text(
    with literals: [LiteralSet.Literal], _ count: Int, _ random: inout Random
  ) -> [UInt8] {
    var text = random.text(count, of: Array("78Q~J9g=&?".utf8))
    for literal in literals {
      text.insert(contentsOf: literal.bytes, at: Int.random(in: 0...text.count, using: &random))
      let capitals = literal.bytes.map { literal.ignoringCase ? upper($0) : $0 }
      text.insert(contentsOf: capitals, at: Int.random(in: 0...text.count, using: &random))
    }
    return text
  }

  @Test(arguments: mixed.indices, [1, 2, 3] as [UInt64])
  func findsLiteralsBySigns(list: Int, seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<40 {
      let count = Int.random(in: 0...300, using: &random)
      check(Self.mixed[list], Self.text(with: Self.mixed[list], count, &random))
    }
  }

  @Test(arguments: mixed.indices, [1, 2, 3] as [UInt64])
  func findsInRegionsWhatLiesInThem(list: Int, seed: UInt64) {
    var random = Random(seed: seed)
    let literals = Self.mixed[list]
    for _ in 0..<40 {
      let text = Self.text(with: literals, 300, &random)
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

  /// Many, and short ones that are told by what stands around them.
  private static func neighbourly(
    _ count: Int, of bytes: [UInt8], _ random: inout Random
  ) -> [LiteralSet.Literal] {
    (0..<count).map { _ in
      func members() -> ByteMembers {
        ByteMembers(bytes.filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
      }
      let length = Int.random(in: 2...Int.random(in: 2...9, using: &random), using: &random)
      let most = Bool.random(using: &random) ? 3 : 0
      let after = (0..<Int.random(in: 0...most, using: &random)).map { _ in members() }
      return LiteralSet.Literal(
        bytes: random.text(length, of: bytes), ignoringCase: Bool.random(using: &random),
        before: Bool.random(using: &random) ? members() : nil, after: after)
    }
  }

  @Test(arguments: alphabets, [1, 2, 3] as [UInt64])
  func findsManyBetweenTheirNeighbours(alphabet: String, seed: UInt64) {
    var random = Random(seed: seed)
    let bytes = Array(alphabet.utf8)
    for count in [1, 2, 40, 120] {
      // Without the shortest every second byte is enough.
      for least in 2...4 {
        let literals = Self.neighbourly(count, of: bytes, &random)
          .filter { $0.bytes.count + $0.after.count >= least }
        var text = random.text(Int.random(in: 0...300, using: &random), of: bytes)
        for literal in literals.prefix(20) {
          let place = Int.random(in: 0...text.count, using: &random)
          text.insert(contentsOf: literal.bytes, at: place)
        }
        check(literals, text)
        checkRegions(literals, text, &random)
      }
    }
  }

  private func checkRegions(
    _ literals: [LiteralSet.Literal], _ text: [UInt8], _ random: inout Random
  ) {
    var regions: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let end = Int.random(in: start...min(text.count, start + 50), using: &random)
      regions.append(start..<end)
      start = end + Int.random(in: 1...20, using: &random)
    }
    var hits: [LiteralSet.Hit] = []
    text.lend { LiteralSet(literals).findAll(in: $0, within: regions, into: &hits) }
    let all = Set(Self.naive(literals, text))
    #expect(all.isSuperset(of: hits))
    let found = Set(hits)
    for hit in all {
      let range = hit.start..<hit.start + literals[hit.literal].bytes.count
      guard regions.contains(where: { $0.clamped(to: range) == range }) else { continue }
      #expect(found.contains(hit))
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
        guard folded == literal.bytes else { return nil }
        if let before = literal.before, start > 0, !before.contains(text[start - 1]) { return nil }
        let rest = text[(start + piece.count)...]
        guard rest.count >= literal.after.count,
          zip(literal.after, rest).allSatisfy({ $0.contains($1) })
        else { return nil }
        return LiteralSet.Hit(literal: index, start: start)
      }
    }
  }
}
