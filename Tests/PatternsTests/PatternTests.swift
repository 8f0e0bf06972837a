import Testing

@testable import Patterns

/// Every match of a pattern in a text, as text.
private func matches(
  _ source: String, in text: String, ignoringCase: Bool = false, jit: Bool = true
) throws -> [String] {
  try spans(of: Pattern(source, ignoringCase: ignoringCase, jit: jit), in: Array(text.utf8))
    .map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
}

private func spans(of pattern: Pattern, in bytes: [UInt8]) throws -> [Range<Int>] {
  var scratch = PatternScratch()
  var found: [Range<Int>] = []
  var start = 0
  while start <= bytes.count,
    let match = try scratch.firstMatch(of: pattern, in: bytes.span, from: start, to: bytes.count)
  {
    found.append(match.range)
    start = match.nextStart
  }
  return found
}

@Suite struct PatternTests {
  @Test(arguments: [
    ("key=[0-9]+", "key=12 KEY=3 key=4", ["key=12", "key=4"]),
    ("(?i)key", "Key kEY", ["Key", "kEY"]),
    ("(?P<name>a)(?<other>b)", "ab", ["ab"]),
    ("[[:alnum:]]+", "ab-12", ["ab", "12"]),
    (#"\Qa.b\E"#, "a.b axb", ["a.b"]),
    (#"(?s)a.b"#, "a\nb", ["a\nb"]),
    ("a.b", "a\nb", []),
    ("(?U)a+", "aaa", ["a", "a", "a"]),
    (#"a\z"#, "aa", ["a"]),
    ("(?m)^b$", "a\nb\nc", ["b"]),
    (#"[\x60'"\s;]"#, "`;", ["`", ";"]),
    ("x{,3}", "x{,3}", ["x{,3}"]),
  ])
  func readsTheSyntaxOfGo(source: String, text: String, expected: [String]) throws {
    #expect(try matches(source, in: text) == expected)
    #expect(try matches(source, in: text, jit: false) == expected)
  }

  @Test func takesTheDollarForTheVeryEndAsGoDoes() throws {
    #expect(try matches("b$", in: "ab\n") == [])
    #expect(try matches("b$", in: "ab") == ["b"])
  }

  @Test func endsALineAtALineFeedOnly() throws {
    #expect(try matches("(?m)^b", in: "a\rb") == [])
  }

  @Test func ignoresCaseWhenAsked() throws {
    #expect(try matches("key", in: "KEY", ignoringCase: true) == ["KEY"])
  }

  @Test func walksOverEmptyMatchesToTheEnd() throws {
    let found = try spans(of: Pattern("a*"), in: Array("baac".utf8))
    #expect(found == [0..<0, 1..<3, 3..<3, 4..<4])
  }

  @Test func walksOverEmptyMatchesInsideCharacters() throws {
    let found = try spans(of: Pattern(#"\p{Greek}?"#), in: Array("éα".utf8))
    #expect(found.count == 4)
    #expect(found.contains(2..<4))
  }

  @Test(arguments: [
    ("ab(c", 4), ("a)", 1), ("*a", 0), ("a[b", 3), ("é(", 3), (#"a\C"#, 3), ("(?<=a+)b", 0),
  ])
  func namesTheOffsetOfAMistake(source: String, offset: Int) throws {
    let error = try #require(throws: PatternError.self) { try Pattern(source) }
    #expect(error.offset == offset)
    #expect(!error.message.isEmpty)
    #expect(error.description.hasSuffix("at offset \(offset) of the pattern"))
  }

  @Test func refusesAPatternOfUnreasonableLength() {
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 70_000)) }
  }

  @Test func countsGroups() throws {
    #expect(try Pattern("(a)(?:b)(?<c>c)").groupCount == 2)
  }

  @Test(arguments: [
    ("abc", false), (#"\x41"#, false), (#"\\p"#, false), (#"\x{e9}"#, true), (#"\pL"#, true),
    (#"\P{Lu}"#, true), ("é", true), (#"\é"#, true), ("(*UTF)a", true), (#"\"#, false),
  ])
  func knowsWhetherAPatternSpeaksOfCharacters(source: String, expected: Bool) {
    #expect(namesCharacters(source) == expected)
  }

  @Test func seesBytesWherePatternNamesNoCharacter() throws {
    let found = try spans(of: Pattern("a.b"), in: [0x61, 0xFF, 0x62, 0x61, 0xC3, 0xA9, 0x62])
    #expect(found == [0..<3])
  }

  @Test(arguments: [true, false])
  func searchesOnBehindBytesThatAreNoText(jit: Bool) throws {
    let bytes: [UInt8] = [0xFF, 0xC3] + Array("é=1".utf8) + [0x80, 0xC3] + Array("é=2".utf8)
    let found = try spans(of: Pattern("é=[0-9]", jit: jit), in: bytes)
    #expect(found == [2..<6, 8..<12])
  }

  @Test func searchesAnEmptyText() throws {
    #expect(try spans(of: Pattern("^$"), in: []) == [0..<0])
    #expect(try spans(of: Pattern("a"), in: []) == [])
  }
}

@Suite struct CapturesTests {
  private func firstMatch(_ source: String, in text: String) throws -> Captures {
    var scratch = PatternScratch()
    let bytes = Array(text.utf8)
    return try #require(
      try scratch.firstMatch(of: Pattern(source), in: bytes.span, from: 0, to: bytes.count))
  }

  @Test func givesEachGroupItsSpan() throws {
    let match = try firstMatch("(a)(x)?(b)(y)?", in: "ab")
    #expect(match[0] == 0..<2)
    #expect(match[1] == 0..<1)
    #expect(match[2] == nil)
    #expect(match[3] == 1..<2)
    #expect(match[4] == nil)
    #expect(match[99] == nil)
    #expect(match[-1] == nil)
  }

  @Test(arguments: [("(x)?()(b)", 0..<1), ("b", 0..<1), ("b(?:c)", 0..<2), ("b(c)", 1..<2)])
  func takesTheFirstGroupThatHoldsSomething(source: String, expected: Range<Int>) throws {
    #expect(try firstMatch(source, in: "bc").firstGroup == expected)
  }

  @Test func holdsMoreGroupsThanTheScratchBeganWith() throws {
    let source = String(repeating: "(a)", count: 40)
    let match = try firstMatch(source, in: String(repeating: "a", count: 40))
    #expect(match[40] == 39..<40)
  }
}
