import Testing

@testable import Patterns

@Suite struct PatternScratchTests {
  private func find(
    _ source: String, in text: String, from start: Int, to end: Int
  ) throws -> Range<Int>? {
    var scratch = PatternScratch()
    let bytes = Array(text.utf8)
    return try scratch.firstMatch(of: Pattern(source), in: bytes.span, from: start, to: end)?.range
  }

  @Test func looksBehindTheStartOfTheWindow() throws {
    #expect(try find("(?<=x)a", in: "xa", from: 1, to: 2) == 1..<2)
    #expect(try find("(?<![a-z])a", in: "xa", from: 1, to: 2) == nil)
    #expect(try find(#"\ba"#, in: "xa", from: 1, to: 2) == nil)
    #expect(try find("^a", in: "xa", from: 1, to: 2) == nil)
  }

  @Test func seesNothingBehindTheEndOfTheWindow() throws {
    #expect(try find("a+", in: "aaaa", from: 0, to: 2) == 0..<2)
    #expect(try find("ab", in: "ab", from: 0, to: 1) == nil)
    #expect(try find("a(?=b)", in: "ab", from: 0, to: 1) == nil)
  }

  @Test func holdsTheDollarAtACutOnlyBeforeALineFeed() throws {
    #expect(try find("(?m)a$", in: "ab", from: 0, to: 1) == nil)
    #expect(try find("(?m)a$", in: "a\nb", from: 0, to: 1) == 0..<1)
    #expect(try find("a$", in: "a", from: 0, to: 1) == 0..<1)
  }

  @Test(arguments: [true, false])
  func endsARunawayPatternInAFailure(jit: Bool) throws {
    var scratch = PatternScratch()
    let bytes = Array((String(repeating: "a", count: 60) + "!").utf8)
    let pattern = try Pattern("^(a+)+$", jit: jit)
    #expect(throws: MatchFailure.limit(.match)) {
      _ = try scratch.firstMatch(of: pattern, in: bytes.span, from: 0, to: bytes.count)
    }
  }

  @Test func endsADeepPatternInAFailure() throws {
    var limits = MatchLimits()
    limits.heapKibibytes = 64
    var scratch = PatternScratch(limits: limits)
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000) + Array("xc".utf8)
    let pattern = try Pattern("^(?:a|b)*c", jit: false)
    #expect(throws: MatchFailure.limit(.heap)) {
      _ = try scratch.firstMatch(of: pattern, in: bytes.span, from: 0, to: bytes.count)
    }
  }

  @Test func endsAJITStackThatIsFullInAFailure() throws {
    var scratch = PatternScratch()
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let pattern = try Pattern("(a|b|cd)*e")
    try #require(pattern.isJITCompiled)
    let failure = #expect(throws: MatchFailure.self) {
      _ = try scratch.firstMatch(of: pattern, in: bytes.span, from: 0, to: bytes.count)
    }
    #expect(failure == .limit(.jitStack) || failure == .limit(.match))
  }

  @Test func servesAnotherSearchAfterAFailure() throws {
    var scratch = PatternScratch()
    let bytes = Array((String(repeating: "a", count: 60) + "!").utf8)
    let runaway = try Pattern("^(a+)+$")
    _ = try? scratch.firstMatch(of: runaway, in: bytes.span, from: 0, to: bytes.count)
    let match = try scratch.firstMatch(of: Pattern("!"), in: bytes.span, from: 0, to: bytes.count)
    #expect(match?.range == 60..<61)
  }

  @Test func describesALimitForAPerson() {
    #expect(
      MatchFailure.limit(.match).description
        == "the pattern needs more steps than a match is allowed")
  }

  @Test(arguments: ["[0-9a-f]{32}", "(?i)(?:key|token)[ =:\"']{1,4}([0-9a-z]+)", #"\bb\w*"#])
  func findsTheSameWithAndWithoutJIT(source: String) throws {
    let text = Array(
      "key: \"0123456789abcdef0123456789abcdef\" TOKEN=bcd boo key:: x bb\nb".utf8)
    var scratch = PatternScratch()
    var found: [[Range<Int>]] = []
    for jit in [true, false] {
      let pattern = try Pattern(source, jit: jit)
      var spans: [Range<Int>] = []
      var start = 0
      while start <= text.count,
        let match = try scratch.firstMatch(
          of: pattern, in: text.span, from: start, to: text.count)
      {
        spans.append(match.range)
        start = match.nextStart
      }
      found.append(spans)
    }
    #expect(found[0] == found[1])
    #expect(!found[0].isEmpty)
  }
}

@Suite struct LazyPatternTests {
  @Test func compilesOnceForAllThreads() async throws {
    let lazy = LazyPattern("a+", ignoringCase: true)
    let identities = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { group in
      for _ in 0..<8 {
        group.addTask { ObjectIdentifier(try lazy.pattern()) }
      }
      return try await group.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
    }
    #expect(identities.count == 1)
  }

  @Test func keepsTheErrorOfAPatternThatDoesNotCompile() {
    let lazy = LazyPattern("(")
    for _ in 0..<2 {
      let error = #expect(throws: PatternError.self) { _ = try lazy.pattern() }
      #expect(error?.offset == 1)
    }
  }
}
