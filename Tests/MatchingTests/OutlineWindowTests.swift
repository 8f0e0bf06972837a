import Rules
import ScanModel
import TestSupport
import Testing

@testable import Matching
@testable import Patterns

/// What is found from anchors is what the pattern finds in the whole text, match by match.
@Suite struct OutlineWindowTests {
  /// Of the forms that gitleaks' rules have.
  private static let patterns = [
    #"(?i)[\w.-]{0,50}?(?:key|token|passw(?:or)?d)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|:|=>|,)[\x60'"\s=]{0,5}([\w.=-]{6,20}|[a-z0-9][a-z0-9+/]{7,}={0,3})(?:[\x60'"\s;]|\\[nr]|$)"#,
    #"\b(mk_[0-9a-z]{4,8})(?:[\x60'"\s;]|\\[nr]|$)"#,
    #"(?:^|[\\'"\x60\s>=:(,)])([a-z0-9_~.]{3}\dQ~[a-z0-9_~.-]{4,6})(?:$|[\\'"\x60\s<),])"#,
    #"(?i)-----BEGIN[ A-Z]{0,20}KEY-----[\s\S-]{8,}?KEY-----"#,
    #"(?s)kind:.{0,20}?data:"#,
    #"[a-z]{0,3}mark|[0-9]{2,4}mark"#,
    #"key=\w+"#,
    #"\bke(?:y|ys)?[a-z0-9]{4}"#,
    #"\b(ma[[:alnum:]]{2}(?:\.|rk|(?:ab)+|[0-9]{2,9}=)?(?i:y){0,2}[ =\n-])"#,
    #"(?:key|x\.y)(?:[ \w]{0,9}(?::{1,3}=|=|=>|\|\||->)){1,2}\s*[a-f0-9]{4,70}(?:[;'"]|$)"#,
  ]

  private static let pieces = [
    "key", "Token", "password", "passwd", "_", "-", ".", "=", ": ", " = ", ":=", "\"", "'", "`",
    ";",
    " ", "\n", "\\n", "\t", "abcdef", "0123", "mk_", "12ab", "8Q~", "x.y", " abc8Q~wxyz ", "key=",
    "-----BEGIN ", "KEY-----",
    "kind:", "data:", "mark", "ma", "rk", "+/", "a b", "KEY", "ke", "k", "ey", "ab", "7.", "=>",
    "||", "->", "yY-",
  ]

  private static func text(_ random: inout Random) -> [UInt8] {
    (0..<Int.random(in: 0...120, using: &random)).flatMap { _ in
      Array((pieces.randomElement(using: &random) ?? "").utf8)
    }
  }

  @Test(arguments: patterns)
  func findsWhatTheWholePatternFinds(pattern: String) throws {
    #expect(PatternOutline(pattern) != nil)
    var rule = Rule(id: "rule")
    rule.regex = pattern
    let plan = MatchPlan(
      RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: ""))
    #expect(plan.alwaysOn.isEmpty)
    let matcher = Matcher(plan)
    let compiled = try Pattern(pattern)
    var scratch = PatternScratch()
    var random = Random(seed: 7)
    var count = 0
    for _ in 0..<1500 {
      let text = Self.text(&random)
      let expected = try all(of: compiled, in: text, &scratch)
      var found: [Range<Int>] = []
      text.lend { span in
        _ = matcher.match(span, path: BytePath("file")) { _, result in
          found = result.matches.filter { $0.decoded == nil }.map(\.whole)
        }
      }
      #expect(found == expected)
      count += expected.count
    }
    #expect(count > 20)
  }

  private func all(
    of pattern: Pattern, in text: [UInt8], _ scratch: inout PatternScratch
  ) throws -> [Range<Int>] {
    var (found, from): ([Range<Int>], Int) = ([], 0)
    try text.lend { span in
      while from <= span.count,
        let captures = try scratch.firstMatch(of: pattern, in: span, from: from, to: span.count)
      {
        found.append(captures.range)
        from = captures.nextStart
      }
    }
    return found
  }

  /// gitleaks asks for a keyword anywhere in the text.
  @Test func aKeywordThatNoMatchHoldsHasToBeInTheText() {
    var rule = Rule(id: "rule")
    rule.regex = "mk_[0-9]{4}"
    rule.keywords = ["Vendor"]
    let plan = MatchPlan(
      RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: ""))
    let matcher = Matcher(plan)
    for (text, count) in [("mk_1234", 0), ("mk_1234 of VENDOR", 1), ("vendor", 0)] {
      var found = 0
      Array(text.utf8).lend { span in
        _ = matcher.match(span, path: BytePath("file")) { _, result in found = result.matches.count
        }
      }
      #expect(found == count, "\(text)")
    }
  }
}
