import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching
@testable import Patterns

/// Wherever a match is changed, the regions around the change hold one of its anchors.
@Suite struct ValueReachTests {
  private static let patterns = [
    #"(?i)[\w.-]{0,50}?(?:key|token)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([\w.=-]{10,150}|[a-z0-9][a-z0-9+/]{11,}={0,3})(?:[\x60'"\s;]|\\[nr]|$)"#,
    #"(?i)[\w.-]{0,50}?(?:vendor)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:)[\x60'"\s=]{0,5}([a-f0-9]{24,64})(?:[\x60'"\s;]|$)"#,
    #"\b(tok_[a-z0-9]{10,80})(?:[\x60'"\s;]|$)"#, #"[a-z0-9]{6,60}_mark\b"#,
    #"\b(ey[a-z]{8,}\.ey[a-z]{8,}\.[a-z0-9-]{0,70})"#, #"[( ]{3}[a-z]{20}[( ]{9}mark[;, ]{30}"#,
    #"mark[a-z0-9]{18}[ ;]{6}"#, #"mark [a-z]{40} [a-z]{40}"#, #"mark[^x]{0,90}end"#,
    #"(?:[ ,]{1,9}[a-z]{0,15}){1,2}mark(?:[ ,]{1,9}[a-z]{0,15}){1,2}"#,
  ]

  @Test(arguments: patterns, [1, 2, 3] as [UInt64])
  func anAnchorIsInTheRegions(source: String, seed: UInt64) throws {
    var rule = Rule(id: "rule")
    rule.regex = source
    let plan = MatchPlan(
      RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: ""))
    let outline = try #require(PatternOutline(source))
    let nodes = try #require(PatternParser.elements(of: source)).map(\.node)
    var random = Random(seed: seed)
    var regions = ChangeRegions()
    for _ in 0..<60 {
      let match = Self.text(of: .sequence(nodes), &random)
      let padding = random.text(Int.random(in: 0...700, using: &random), of: Array("( ;a=".utf8))
      let text = padding + match + padding.reversed()
      let anchors = outline.anchors.flatMap { anchor in
        anchor.before.map { padding.count + $0..<padding.count + $0 + anchor.bytes.count }
          .filter {
            $0.upperBound <= text.count && Self.folded(text[$0]) == Self.folded(anchor.bytes)
          }
      }
      #expect(!anchors.isEmpty)
      // What patterns look at beside the match may change as well.
      for _ in 0..<60 {
        let place = Int.random(in: -8...match.count + 8, using: &random) + padding.count
        let start = min(max(0, place), text.count)
        let change = start..<min(text.count, start + Int.random(in: 0...3, using: &random))
        [change].lend { changed in
          text.lend { regions.set(around: changed, in: $0, since: [], plan.reaches) }
        }
        let all = regions.near + regions.beyond
        #expect(
          anchors.contains { anchor in all.contains { $0.clamped(to: anchor) == anchor } })
        [change].lend { changed in
          text.lend {
            regions.set(around: changed, in: $0, since: .lacksFarAnchors, plan.reaches)
          }
        }
        #expect(regions.beyond.isEmpty)
        // Those that the change can have made.
        for anchor in anchors
        where anchor.lowerBound <= change.upperBound && change.lowerBound <= anchor.upperBound {
          #expect(regions.near.contains { $0.clamped(to: anchor) == anchor })
        }
      }
    }
  }

  private static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(lower) }

  /// Something that a node matches, mostly as long as it can be.
  private static func text(of node: PatternNode, _ random: inout Random) -> [UInt8] {
    switch node {
    case .assertion, .wordBoundary: return []
    case .byte(let members):
      let printable = members.members.filter { (0x20...0x7E).contains($0) }
      let byte = (printable.isEmpty ? members.members : printable).randomElement(using: &random)
      return byte.map { [$0] } ?? []
    case .sequence(let parts): return parts.flatMap { text(of: $0, &random) }
    case .choice(let branches):
      return branches.randomElement(using: &random).map { text(of: $0, &random) } ?? []
    case .repetition(let part, let least, let most):
      let most = most ?? least + 60
      let isLong = Int.random(in: 0..<4, using: &random) > 0
      let count = isLong ? most : Int.random(in: least...most, using: &random)
      return (0..<count).flatMap { _ in text(of: part, &random) }
    }
  }

  @Test(arguments: [
    ("f(x, y); key = 'abcdef'; [] f(x, y);", 16), ("some words and [] some more of them", 16),
    ("key = 0123456789abcdef0[] f(x)", 32), ("0123456789abcdef0123456789abcdef0[]", 200),
  ])
  func isShortWhereNoLongValueIs(marked: String, row: Int) throws {
    var reach = ValueReach()
    let ahead = try #require(
      AnchorReach(along: [
        .repetition(.byte(.all), least: 0, most: 10),
        .repetition(.byte(.word), least: 0, most: 150),
      ]))
    let behind = try #require(AnchorReach(along: []))
    let isIncluded = reach.include(
      anchorOf: 4, ahead: ahead, behind: behind, reach: Rule.Reach(before: 0, after: 178))
    #expect(isIncluded)
    let parts = marked.split(omittingEmptySubsequences: false) { "[]".contains($0) }
    let padding = String(repeating: "( ", count: 150)
    let text = Array((padding + parts.joined() + padding).utf8)
    let place = padding.utf8.count + parts[0].utf8.count
    var regions: [Range<Int>] = []
    [place..<place].lend { changed in
      text.lend { reach.regions(around: changed, in: $0, into: &regions) }
    }
    let least = row == 200 ? place - 190 : place - (10 + 4 + 8) - row
    #expect(regions.map(\.lowerBound) == [least])
  }
}
