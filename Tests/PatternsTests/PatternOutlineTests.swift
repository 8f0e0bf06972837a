import Testing

@testable import Patterns

@Suite struct PatternOutlineTests {
  /// Anchors as `text@before`, in `/i` where case is ignored; then the limit of the length.
  private static let outlines: [(String, [String], Int?)] = [
    (#"\b(ghp_[0-9a-zA-Z]{36})\b"#, ["ghp_@0"], 40),
    (#"(?i)[\w.-]{0,50}?(?:adafruit)[\s'"]{0,3}=([a-z0-9]{32})"#, ["adafruit/i@0-50"], 94),
    (#"[a-z]{2,4}(?:MARK|SIGN)[0-9]+"#, ["MARK@2-4", "SIGN@2-4"], nil),
    (#"(?:A3T[A-Z0-9]|AKIA)[A-Z2-7]{16}"#, ["A3T@0", "AKIA@0"], 20),
    (#"x(?i:ab)c\d{3}yz"#, ["xabc/i@0"], 9),
    (#"key_(?:test|live)"#, ["key_test@0", "key_live@0"], 8),
    (#"(?:foo|bar\d)baz"#, ["foobaz@0", "bar0baz@0"], 7),
    (#"a(?:bc){2}d?ef"#, ["abcbcef@0", "abcbcdef@0"], 8),
    (#"[[:alnum:]]{14}\.[^x]x{2}pat"#, ["xxpat@16"], 21),
    (#"begin[\s\S]*?the-end"#, ["begin@0"], nil),
    (#"one_thing|another_thing"#, ["one_thing@0", "another_thing@0"], 13),
    (#"\x41\.B\-C"#, ["A.B-C@0"], 5),
  ]

  @Test(arguments: outlines)
  func tellsWhatEveryMatchHolds(pattern: String, anchors: [String], longest: Int?) throws {
    let outline = try #require(PatternOutline(pattern))
    let found = outline.anchors.map { anchor in
      let (least, most) = (anchor.before.lowerBound, anchor.before.upperBound)
      return String(decoding: anchor.bytes, as: UTF8.self) + (anchor.ignoresCase ? "/i" : "") + "@"
        + (least == most ? "\(least)" : "\(least)-\(most)")
    }
    #expect(Set(found).isSuperset(of: anchors) && found.count <= max(anchors.count, 11))
    #expect(outline.longest == longest)
  }

  @Test(arguments: [
    "[a-z]{32}", "a*", "(a)\\1bcd", "caf\u{e9}", "\\p{L}abc", "[\\s\\S]*secret", "(?x) abc",
    "x{,3}abc",
    "(?(1)abc|def)", "\\Qabc\\E", "(abc", "abc)", "[abc", "\\", "*abc", "", "x|yz+",
  ])
  func saysNothingOfOthers(pattern: String) {
    #expect(PatternOutline(pattern) == nil)
  }

  @Test func aTailBeginsAtTheAnchorUnderTheSameFlags() throws {
    let outline = try #require(PatternOutline(#"(?i)[\w.-]{0,50}?(?:key|token)\s*=\s*([a-z]{8})"#))
    #expect(outline.tail == #"(?i)(?:key|token)\s*=\s*([a-z]{8})"#)
    // Where nothing stands before the anchor the pattern itself starts at one place.
    #expect(try #require(PatternOutline("ghp_[a-z]{8}")).tail == nil)
    // Inside of a group there is no rest to cut off.
    #expect(try #require(PatternOutline("([a-z]{3}mark[a-z])")).tail == nil)
  }

  @Test func aReachEndsWhereAValueWithoutBlanksDoes() throws {
    #expect(try #require(PatternOutline("mark[a-z]{3,}")).reach == 4 + 128)
    #expect(try #require(PatternOutline("mark.*end")).reach == nil)
    #expect(try #require(PatternOutline("mark[a-z]{3,9}")).reach == 13)
  }

  /// Deeply nested and long patterns end in nil or an answer, not in a fault.
  @Test func survivesHostilePatterns() {
    let nested = String(repeating: "(", count: 5000) + "abc" + String(repeating: ")", count: 5000)
    #expect(PatternOutline(nested) == nil)
    _ = PatternOutline(String(repeating: "(?:ab|cd|ef)", count: 2000))
    _ = PatternOutline("a{65535}{65535}{65535}bcd")
    _ = PatternOutline(String(repeating: "(?:a{1,30}){1,30}", count: 50) + "bcd")
  }
}
