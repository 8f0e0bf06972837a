import Judging
import Matching
import Rules
import ScanModel

/// What the built-in rules say about one text.
struct Judged {
  /// Of a snippet: its text without marks, and where the marks stood.
  let bytes: [UInt8]
  let marked: [Range<Int>]
  var verdicts: [Judge.Verdict] = []
  var issues: [String] = []

  static let rules = Result { try RuleLoader.load().ruleSet }
  /// Making the built-in rules ready takes longer than judging a snippet.
  private static let plan = Result { MatchPlan(try rules.get()) }
  private static let judge = Result { Judge(try rules.get(), explains: true) }

  var findings: [Finding] { verdicts.compactMap(\.finding) }
  var kept: [Judge.Verdict] { verdicts.filter { $0.finding != nil } }
  var reasons: [String] { verdicts.compactMap(\.reason) }

  /// Judges a snippet.
  ///
  /// - Parameters:
  ///   - snippet: generator calls are expanded; `«` and `»` stand around what should be found.
  ///   - path: decides the language.
  ///   - ruleSet: the built-in rules when nil.
  ///   - reveal: whether findings keep the secret.
  /// - Throws: when a rule file or a generator call is wrong.
  init(
    _ snippet: String, path: String, ruleSet: RuleSet? = nil, reveal: Bool = false
  ) throws {
    let (bytes, marked) = Self.unmark(Array(try expandGenerators(snippet).utf8))
    try self.init(bytes: bytes, marked: marked, path: path, ruleSet: ruleSet, reveal: reveal)
  }

  init(
    bytes: [UInt8], marked: [Range<Int>] = [], path: String, ruleSet: RuleSet? = nil,
    reveal: Bool = false, segment: Segment? = nil
  ) throws {
    self.bytes = bytes
    self.marked = marked
    let plan = try ruleSet.map { MatchPlan($0) } ?? Self.plan.get()
    let matcher = Matcher(plan)
    let judge =
      ruleSet == nil && !reveal
      ? try Self.judge.get()
      : Judge(try ruleSet ?? Self.rules.get(), reveal: reveal, explains: true)
    let path = BytePath(path)
    var verdicts: [Judge.Verdict] = []
    var issues: [String] = []
    matcher.match(bytes.span, path: path) { text, found in
      issues = found.issues
      let source = Judge.Source(
        blob: Blob(path: path, origin: .file),
        segment: segment ?? .whole(byteCount: bytes.count), encoding: found.encoding)
      verdicts = judge.judge(
        found.matches, marks: found.marks, decoded: found.decoded, in: text, from: source)
    }
    self.verdicts = verdicts
    self.issues = issues
  }

  /// A text with its generator calls expanded.
  static func expanded(_ text: String) throws -> String { try expandGenerators(text) }

  private static func unmark(_ marked: [UInt8]) -> ([UInt8], [Range<Int>]) {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    var open = 0
    var index = 0
    while index < marked.count {
      // U+00AB and U+00BB in UTF-8.
      switch (marked[index], index + 1 < marked.count ? marked[index + 1] : 0) {
      case (0xC2, 0xAB):
        open = bytes.count
        index += 2
      case (0xC2, 0xBB):
        ranges.append(open..<bytes.count)
        index += 2
      default:
        bytes.append(marked[index])
        index += 1
      }
    }
    return (bytes, ranges)
  }
}
