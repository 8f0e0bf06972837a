import TestSupport
import Testing

@testable import Patterns

/// Where a pattern matches, what has to follow is found; nothing else is asked of it.
@Suite struct SuccessionTests {
  private static let patterns = [
    "abc", "a?b+c*d", "a{2,4}(?:b|cd|eee){1,3}f?", "(?:ab?|c{2,}d)e{0,3}[^f]", "(?i)A{3}b(?:C|dd)",
    "(?:a|b|)c", "(?:(?:a|bc)+d){2,3}", "[a-c]{10,70}d", "(?:a{1,3}=|=>|:{1,2}=|,)b", "a(?:$|b)c?",
    "\\ba\\b.b", "(?:a?){9}b", "(?:ab){70}", "(?:[ab]{60}|[cd]{64,80}e)f", "a*?b{2}",
    "(?s).{3}.*e", "(?:a(?:b(?:c(?:d|e)?)?)?)?f",
  ]

  @Test(arguments: patterns, [1, 2] as [UInt64])
  func fitsWhereThePatternMatches(source: String, seed: UInt64) throws {
    let elements = try #require(PatternParser.elements(of: source))
    let succession = Succession(of: elements.map(\.node))
    var check = SuccessionCheck()
    let number = check.add(succession)
    let again = check.add(succession)
    #expect(again == number)
    let pattern = try Pattern(source, anchored: true)
    var scratch = PatternScratch()
    var random = Random(seed: seed)
    let bytes = Array("abcdefAB=>:, \n".utf8)
    for _ in 0..<400 {
      let text = Self.text(of: bytes, &random)
      for start in text.indices {
        try text.lend { text in
          let match = try scratch.firstMatch(of: pattern, in: text, from: start, to: text.count)
          guard match != nil else { return }
          #expect(number.map { check.fits($0, in: text, at: start) } ?? true)
          for (place, members) in succession.firstBytes(80).enumerated() {
            #expect(members.contains(text[start + place]))
          }
        }
      }
    }
  }

  /// Some long stretches of few bytes, so that what repeats does.
  private static func text(of bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    (0..<Int.random(in: 0...12, using: &random)).flatMap { _ -> [UInt8] in
      let count = Int.random(in: 1...Int.random(in: 1...80, using: &random), using: &random)
      let some = random.text(Int.random(in: 1...3, using: &random), of: bytes)
      return random.text(count, of: some)
    }
  }

  @Test(arguments: [
    ("pat[[:alnum:]]{14}\\.", ["patabcdefghijklmn."], ["path", "patabcdefghijklm.n", "pat", ""]),
    (
      "[ \\w]{0,20}(?:=|:{1,3}=|=>)['\" ]{0,5}[a-z]{10,150};", [" x := \"abcdefghijk;"],
      ["();", "=abc", "= abcdefghi;", "abcdefghijklmnopqrstuvwxyz=abcdefghijk"]
    ),
  ])
  func refusesMostOfWhatDoesNot(source: String, fitting: [String], others: [String]) throws {
    let elements = try #require(PatternParser.elements(of: source))
    var check = SuccessionCheck()
    let added = check.add(Succession(of: elements.map(\.node)))
    let number = try #require(added)
    for text in fitting { #expect(Array(text.utf8).lend { check.fits(number, in: $0, at: 0) }) }
    for text in others { #expect(!Array(text.utf8).lend { check.fits(number, in: $0, at: 0) }) }
  }

  @Test func asksNothingOfWhatMayBeEmpty() throws {
    var check = SuccessionCheck()
    for source in ["a*", "(?:a|)", "\\b", "(?:a?b?){3}"] {
      let elements = try #require(PatternParser.elements(of: source))
      let number = check.add(Succession(of: elements.map(\.node)))
      #expect(number == nil)
    }
  }
}

extension Array {
  fileprivate func lend<Result>(_ body: (Span<Element>) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer { try body($0.span) }
  }
}
