import Patterns
import Testing

@Suite struct PatternShapeTests {
  @Test(arguments: [
    ("abc", 1), ("[a-z]{32}", 1), ("(?<![a-z])[a-z]{8}-?[a-z]+(?! )", 2), ("a b", 2),
    ("key\\s*=\\s*\"?([a-z]+)", 2), ("a|b c|d", 2), ("(?:a b ){3}", 6), ("[ a]{0,20}", 10),
    ("a(?: b)?c", 2), ("a(?:)b", 1), (" +", 0), ("x[^\\n]{0,9}y", 7), ("(?:ab)*c", 1),
  ])
  func countsWords(pattern: String, words: Int) throws {
    let shape = try #require(PatternShape(pattern))
    #expect(shape.mostWords { (0x61...0x7A).contains($0) } == words)
  }

  @Test(arguments: ["a.*b", "(?:a )+", "[ a]{2000}"])
  func knowsThatWordsHaveNoLimit(pattern: String) throws {
    #expect(try #require(PatternShape(pattern)).mostWords { $0 == UInt8(ascii: "a") } == nil)
  }

  @Test(arguments: [
    ("(?<!x)[a-z]{40}mark[a-z]{5}==(?!x)", 49, 2), ("[a-z]+", 1, 0), ("x?=", 0, 1),
    ("[a-z]{8}(?:[a-z]{2}==)?", 8, 4), ("=[a-z]{8}", 0, 9),
  ])
  func tellsHowMatchesBegin(pattern: String, least: Int, rest: Int) throws {
    let beginning = try #require(PatternShape(pattern)).beginning { (0x61...0x7A).contains($0) }
    #expect(beginning?.least == least && beginning?.rest == rest)
  }

  @Test func tellsNothingOfWhatGoesOn() throws {
    #expect(try #require(PatternShape("[a-z]{8}.*")).beginning { $0 > 0x60 } == nil)
    #expect(PatternShape("(a)\\1") == nil)
  }
}
