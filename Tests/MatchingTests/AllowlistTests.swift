import Rules
import ScanModel
import Testing

@testable import Matching

/// gitleaks' allowlists: github.com/gitleaks/gitleaks, README, "allowlists".
@Suite struct AllowlistTests {
  static let text = "# a line with dev in it: key=abcdef1234 # end\n"

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let isKept: Bool
    let make: @Sendable (inout Allowlist) -> Void

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "no condition", isKept: true) { _ in },
    Case(name: "regex on the secret", isKept: false) { $0.regexes = ["^abc"] },
    Case(name: "regex that the secret does not have", isKept: true) { $0.regexes = ["key="] },
    Case(name: "regex on the match", isKept: false) {
      $0.regexes = ["^key="]
      $0.regexTarget = .match
    },
    Case(name: "regex on the line", isKept: false) {
      $0.regexes = ["^# a line with dev .* end$"]
      $0.regexTarget = .line
    },
    Case(name: "regex beyond the line", isKept: true) {
      $0.regexes = ["other line"]
      $0.regexTarget = .line
    },
    Case(name: "stopword in another case", isKept: false) { $0.stopwords = ["zzz", "CDEF"] },
    Case(name: "stopword outside the secret", isKept: true) { $0.stopwords = ["line"] },
    Case(name: "path", isKept: false) { $0.paths = [#"^test/.*\.txt$"#] },
    Case(name: "another path", isKept: true) { $0.paths = ["^src/"] },
    Case(name: "OR with one that holds", isKept: false) {
      $0.paths = ["^src/"]
      $0.stopwords = ["abc"]
    },
    Case(name: "AND with one that does not", isKept: true) {
      $0.matchAll = true
      $0.paths = ["^src/"]
      $0.stopwords = ["abc"]
    },
    Case(name: "AND with all", isKept: false) {
      $0.matchAll = true
      $0.paths = ["^test/"]
      $0.regexes = ["1234$"]
      $0.stopwords = ["abc"]
    },
    Case(name: "a pattern that does not compile takes nothing away", isKept: true) {
      $0.regexes = ["("]
    },
  ]

  @Test(arguments: cases, [false, true])
  func takesAwayWhatItSays(allowlist: Case, isGlobal: Bool) {
    var list = Allowlist()
    allowlist.make(&list)
    var rule = Rule(id: "rule")
    rule.regex = "key=([a-z0-9]+)"
    if !isGlobal { rule.allowlists = [list] }
    let ruleSet = RuleSet(
      rules: [rule], vocabulary: Vocabulary(), allowlists: isGlobal ? [list] : [], digest: "")
    let found = MatcherTests.found(
      Array(("other line\n" + Self.text).utf8), Matcher(MatchPlan(ruleSet)), path: "test/a.txt")
    #expect(found.matches.count == (allowlist.isKept ? 1 : 0))
    #expect(found.issues.isEmpty == (allowlist.name.contains("compile") == false))
  }

  @Test(arguments: [("src/a.txt", 1), ("test/a.txt", 0)])
  func aRuleAppliesToItsPaths(path: String, count: Int) {
    var rule = Rule(id: "rule")
    rule.regex = "key=([a-z0-9]+)"
    rule.path = "^src/"
    let ruleSet = RuleSet(rules: [rule], vocabulary: Vocabulary(), allowlists: [], digest: "")
    let found = MatcherTests.found(Array(Self.text.utf8), Matcher(MatchPlan(ruleSet)), path: path)
    #expect(found.matches.count == count)
  }
}
