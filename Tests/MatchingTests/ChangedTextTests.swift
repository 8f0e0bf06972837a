import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching

/// A text that is made from another, as git's deltas make them.
private struct Version {
  var bytes: [UInt8]
  var changed: [Range<Int>] = []

  /// Copies pieces of the text, from anywhere in it, and inserts others between them.
  func next(of pieces: [String], _ random: inout Random) -> Version {
    var next = Version(bytes: [])
    var expected = 0
    func note(_ range: Range<Int>, in version: inout Version) {
      if let last = version.changed.last, last.upperBound == range.lowerBound {
        version.changed[version.changed.count - 1] = last.lowerBound..<range.upperBound
      } else {
        version.changed.append(range)
      }
    }
    func copy(_ range: Range<Int>, into version: inout Version) {
      if expected >= 0, expected != range.lowerBound {
        note(version.bytes.count..<version.bytes.count, in: &version)
      }
      version.bytes += bytes[range]
      expected = range.upperBound
    }
    var position = 0
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let end = Int.random(in: position...bytes.count, using: &random)
      copy(position..<end, into: &next)
      // What is skipped is deleted; now and then a piece comes back from before.
      position = min(bytes.count, end + Int.random(in: 0...40, using: &random))
      if Bool.random(using: &random), end > 60 {
        let start = Int.random(in: 0...end - 40, using: &random)
        copy(start..<start + Int.random(in: 1...40, using: &random), into: &next)
      }
      let inserted = ChangedTextTests.text(0...2, of: pieces, &random)
      if !inserted.isEmpty {
        note(next.bytes.count..<next.bytes.count + inserted.count, in: &next)
        next.bytes += inserted
        expected = -1
      }
    }
    if position < bytes.count { copy(position..<bytes.count, into: &next) }
    if expected >= 0, expected != bytes.count {
      note(next.bytes.count..<next.bytes.count, in: &next)
    }
    return next
  }
}

@Suite struct ChangedTextTests {
  /// Halves of what the rules look for, so that seams and insertions make and break it.
  private static let pieces = [
    "0123456789abcdef", "fedcba9876543210", "0123456789abcdef0123456789abcdef", "MA", "RK", "MARK",
    "aaaaaaaaaabbbbbbbbbb", "cccccccccc", "c2VjcmV0LXNl", "Y3JldC1zZWNyZXQtMTIzNDU2Nzg5MA", "word",
    "\n", " ", "zz ", "\"", "\" + \"", "\"\n  \"", "\\\n", "\\u0061", "%62", "\\\"", "&#99;",
    "0a1b",
  ]

  /// The same for patterns that come without anchors: names, signs and values, short ones and long.
  private static let otherPieces = [
    "key", "my_key", "Token", "vendor", " = ", ": ", "=", ":=", "=>", "\"", "'", "\n", " ", "  ",
    "; ",
    "\";\n", ", ", "f(x);", "0123456789", "abcdefghijklmnop", "aA0-_.bB9", "ABCDEFGHIJKLMNOPQRST",
    "0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f", "tok_", "tok",
    "_mark", "mark", "ey", "eyabcdefghijklmnopqrs", ".", "-----BEGIN ", "KEY-----", "curl", " -u ",
    "user:pass", "some words of prose, no more (than) that ", "= \"abc\"", "-",
    "/path/to/a/file.c:",
  ]

  private static let others: [Rule] = [
    #"(?i)[\w.-]{0,50}?(?:key|token)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([\w.=-]{10,150}|[a-z0-9][a-z0-9+/]{11,}={0,3})(?:[\x60'"\s;]|\\[nr]|$)"#,
    #"(?i)[\w.-]{0,50}?(?:vendor)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:)[\x60'"\s=]{0,5}([a-f0-9]{24,64})(?:[\x60'"\s;]|$)"#,
    #"\b(tok_[a-z0-9]{10,80})(?:[\x60'"\s;]|$)"#,
    #"[a-z0-9]{6,60}_mark\b"#,
    #"\b(ey[a-z]{8,}\.ey[a-z]{8,}\.[a-z0-9-]{0,70})"#,
    #"(?i)-----BEGIN[ A-Z]{0,20}KEY-----[\s\S-]{8,}?KEY-----"#,
    #"\bcurl\b(?:.*|.*(?:[\r\n]{1,2}.*){1,5})[ \t](?:-u|--user)[ \t]{0,5}(\w+:\w+)"#,
  ].enumerated().map { index, pattern in
    var rule = Rule(id: "other-\(index)")
    rule.regex = pattern
    return rule
  }

  /// What most of the others see is short, and the regions around changes are as well.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func changesTellAllOfPatternsWithoutAnchors(seed: UInt64) {
    var random = Random(seed: seed)
    // One for itself, so that what one finds does not send the others to the whole; and all together.
    let index = Int(seed) % (Self.others.count + 1)
    let rules = index < Self.others.count ? [Self.others[index]] : Self.others
    let plan = Self.plan(rules)
    #expect(plan.alwaysOn.isEmpty && (index == 5 || index == 6 || !plan.reaches.values.isEmpty))
    compare(plan, Self.otherPieces, &random)
  }

  static func text(
    _ count: ClosedRange<Int>, of pieces: [String], _ random: inout Random
  ) -> [UInt8] {
    (0..<Int.random(in: count, using: &random)).flatMap { _ -> [UInt8] in
      if Int.random(in: 0..<6, using: &random) == 0 { return Array(repeating: 0x20, count: 150) }
      return Array((pieces.randomElement(using: &random) ?? "").utf8)
    }
  }

  private static let rules: [Rule] = {
    var run = Rule(id: "run")
    run.regex = "(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])"
    run.anchors = [.run(.hex, length: 32)]
    run.reach = Rule.Reach(before: 2, after: 2)
    var literal = Rule(id: "literal")
    literal.regex = "(?<![a-z])[a-z]{20}MARK[a-z]{10}(?![a-z])"
    literal.anchors = [.literal("MARK", ignoringCase: false)]
    literal.reach = Rule.Reach(before: 22, after: 16)
    var encoded = Rule(id: "encoded")
    encoded.regex = "secret-[0-9]{10}"
    encoded.anchors = [.literal("secret-", ignoringCase: false)]
    encoded.reach = Rule.Reach(before: 1, after: 20)
    return [run, literal, encoded]
  }()

  private static func plan(_ rules: [Rule]) -> MatchPlan {
    MatchPlan(RuleSet(rules: rules, vocabulary: Vocabulary(), allowlists: [], digest: ""))
  }

  private static func keyword(_ text: String) -> Rule {
    var rule = Rule(id: "keyword")
    rule.regex = "zz [0-9a-f]{16}"
    rule.keywords = [text]
    return rule
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func changesTellAllThatTheWholeTells(seed: UInt64) {
    var random = Random(seed: seed)
    let rules =
      switch seed % 3 {
      case 0: Self.rules
      case 1: Self.rules + [Self.keyword("word")]
      default: Self.rules + [Self.keyword("z")]
      }
    compare(Self.plan(rules), Self.pieces, &random)
  }

  /// Searches texts as a whole and by their changes.
  private func compare(_ plan: MatchPlan, _ pieces: [String], _ random: inout Random) {
    let (whole, changing) = (Matcher(plan), Matcher(plan))
    var version = Version(bytes: Self.text(0...60, of: pieces, &random))
    var isKnown = false
    for _ in 0..<60 {
      let expected = search(version.bytes, changed: nil, with: whole)
      let found = search(
        version.bytes, changed: isKnown ? version.changed : nil, since: changing.note,
        with: changing)
      #expect(found.matches == expected.matches)
      #expect(found.decoded == expected.decoded)
      #expect(found.holdsNothing == expected.holdsNothing)
      // What a note says is so; where an anchor is gone it may be careful.
      #expect(!changing.note.contains(.lacksFarAnchors) || whole.note == changing.note)
      isKnown = found.holdsNothing
      version = version.next(of: pieces, &random)
      if version.bytes.count > 20_000 { version.bytes = [] }
      if version.bytes.isEmpty { isKnown = false }
    }
  }

  @Test func aCandidateSendsTheNextVersionToTheSearchOfTheWhole() {
    let matcher = Matcher(Self.plan(Self.rules))
    let text = Array(("x " + String(repeating: "0123456789abcdef", count: 2) + " y").utf8)
    #expect(!search(text, changed: nil, with: matcher).holdsNothing)
    let later = Array(String(repeating: "later ", count: 100).utf8)
    #expect(search(later + text, changed: [], with: matcher).holdsNothing)
    #expect(search(later + text, changed: [0..<600], with: matcher).matches.count == 1)
  }

  private func search(
    _ bytes: [UInt8], changed: [Range<Int>]?, since base: Matcher.Note = [],
    with matcher: Matcher
  ) -> (matches: Set<Match>, decoded: [[Match]], holdsNothing: Bool) {
    var matches: Set<Match> = []
    var decoded: [[Match]] = []
    let holdsNothing = bytes.withUnsafeBufferPointer { buffer in
      (changed ?? []).withUnsafeBufferPointer { ranges in
        matcher.match(
          buffer.span, path: BytePath("file"), changed: changed == nil ? nil : ranges.span,
          since: base
        ) { _, found in
          matches = Set(found.matches)
          decoded = found.decoded.map(\.matches)
        }
      }
    }
    return (matches, decoded, holdsNothing)
  }
}
