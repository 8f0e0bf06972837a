internal import Patterns
package import Rules
package import ScanModel

/// The rules of a run, made ready to match: shared by all workers, never changed.
package struct MatchPlan: Sendable {
  let rules: [PlannedRule]
  let literals: PlannedLiterals
  /// Those of them that a change far away can matter to.
  let farLiterals: PlannedLiterals
  let runs: [PlannedRun]
  /// What can only stand in a run that may be base64, and is sought only there.
  let nestedLiterals: PlannedLiterals
  let nestedRuns: [PlannedRun]
  let successions: SuccessionCheck
  let tails: [LazyPattern]
  /// Runs that may be base64: what is encoded begins in one.
  let encodedRuns = RunFinder(.base64, length: TextDecoder.shortestEncodedValue)
  /// Rules without anything to look for: their patterns see every blob.
  let alwaysOn: [Int]
  let marks: LazyMarkFinder
  /// How far a change of the text can matter to the rules that have a reach.
  let reaches: ChangeReaches
  /// All commits that allowlists name, in lower case.
  private let namedCommits: Set<String>

  /// Whether an allowlist names a commit.
  package func namesCommit(_ commit: BlobID) -> Bool {
    !namedCommits.isEmpty && namedCommits.contains(commit.description)
  }

  /// A class, since many are looked at for every match, and each holds many references.
  final class PlannedRule: Sendable {
    let id: String
    let pattern: LazyPattern?
    let secretGroup: Int
    /// What the pattern needs to see around an anchor that its rule names; nil for all of the text.
    let reach: Rule.Reach?
    /// gitleaks' keywords, one of which has to be somewhere in the text; nil where every match holds one.
    let keywords: LiteralSet?
    let path: LazyPattern?
    let allowlists: [PlannedAllowlist]
    let needsMarks: Bool
    /// Bits for each character that a secret has to exceed.
    let entropy: Double?

    fileprivate init(_ rule: Rule, _ search: RuleSearch, global: [PlannedAllowlist]) {
      id = rule.id
      pattern = rule.regex.map { LazyPattern($0) }
      secretGroup = rule.secretGroup
      reach = search.reach
      keywords = search.openKeywords.isEmpty ? nil : LiteralSet(search.openKeywords)
      path = rule.path.map { LazyPattern($0) }
      allowlists = rule.allowlists.map(PlannedAllowlist.init) + global
      needsMarks = rule.context == .required || rule.proof != nil
      entropy = rule.entropy
    }
  }

  /// What an anchor does: it wakes a rule.
  ///
  /// All that is asked at every anchor is here, and no reference: counting them would cost more than what is asked.
  struct Waking: Sendable {
    let rule: Int
    /// How far before the anchor a match can begin; nil where the rule's reach says what to see.
    let startsBefore: ClosedRange<Int>?
    /// The most bytes of a match; nil when there is no limit.
    let longest: Int?
    /// Whether a change far from the anchor can matter, so that a text that has one is always searched as a whole.
    let isFar: Bool
    /// Whether the anchor is sought far from a change.
    var isSoughtFar = false
    /// What has to follow the anchor, of the plan's successions; nil where that is not known.
    let following: Int?
    /// Bytes of the anchor; 0 for a run.
    let length: Int
    /// What has to match where the anchor stands, of the plan's tails; nil where nothing cheaper than the pattern is known.
    let tail: Int?
  }

  /// A class, since it is asked for every text, and holds many references.
  final class PlannedLiterals: Sendable {
    let finder: LiteralSet
    /// What the literals wake, those of the first literal first.
    private let all: [Waking]
    /// For each literal, where its wakings begin; one more element ends the last.
    private let first: [Int]

    fileprivate init(_ literals: [LiteralSet.Literal], _ wakings: [[Waking]]) {
      finder = LiteralSet(literals)
      all = wakings.flatMap(\.self)
      first = wakings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    /// The indices of what a literal wakes.
    func wakings(of literal: Int) -> Range<Int> { first[literal]..<first[literal + 1] }

    subscript(_ waking: Int) -> Waking { all[waking] }
  }

  struct PlannedRun: Sendable {
    let finder: RunFinder
    let wakings: [Waking]
  }

  package init(_ ruleSet: RuleSet) {
    let global = ruleSet.allowlists.map(PlannedAllowlist.init)
    var prefilter = Prefilter()
    var reaches = ChangeReaches()
    // A value in base64 is decoded as a whole, whatever is found in it.
    reaches.words.include(
      anchorOf: TextDecoder.shortestEncodedValue, Rule.Reach(before: 0, after: 0),
      words: SeamFinder.words)
    rules = ruleSet.rules.enumerated().map { index, rule in
      let search = RuleSearch(rule)
      if rule.regex != nil { prefilter.add(search, rule: index, widening: &reaches) }
      return PlannedRule(rule, search, global: global)
    }
    namedCommits = Set(rules.flatMap { $0.allowlists.flatMap(\.commits) })
    literals = prefilter.open.planned
    farLiterals = prefilter.far.planned
    nestedLiterals = prefilter.nested.planned
    let encoded = encodedRuns
    runs = prefilter.runs.filter { !encoded.covers($0.finder) }
    nestedRuns = prefilter.runs.filter { encoded.covers($0.finder) }
    alwaysOn = prefilter.alwaysOn
    successions = prefilter.successions
    tails = prefilter.tails
    marks = LazyMarkFinder(ruleSet.vocabulary)
    self.reaches = reaches
  }
}

/// The anchors of all rules, each once.
private struct Prefilter {
  var open = Literals()
  var far = Literals()
  var nested = Literals()
  var runs: [MatchPlan.PlannedRun] = []
  var alwaysOn: [Int] = []
  var successions = SuccessionCheck()
  var tails: [LazyPattern] = []

  struct Literals {
    private var literals: [LiteralSet.Literal] = []
    private var wakings: [[MatchPlan.Waking]] = []
    private var index: [LiteralSet.Literal: Int] = [:]

    var planned: MatchPlan.PlannedLiterals { MatchPlan.PlannedLiterals(literals, wakings) }

    mutating func add(_ literal: LiteralSet.Literal, _ waking: MatchPlan.Waking) {
      if let known = index[literal] {
        wakings[known].append(waking)
      } else {
        index[literal] = literals.count
        literals.append(literal)
        wakings.append([waking])
      }
    }
  }

  mutating func add(_ search: RuleSearch, rule: Int, widening reaches: inout ChangeReaches) {
    if search.anchors.isEmpty { alwaysOn.append(rule) }
    let tail = search.tail.map { tail in
      tails.append(LazyPattern(tail, anchored: true, partial: search.isFar))
      return tails.count - 1
    }
    for anchor in search.anchors {
      var waking = MatchPlan.Waking(
        rule: rule, startsBefore: anchor.startsBefore, longest: search.longest,
        isFar: search.isFar, following: anchor.following.flatMap { successions.add($0) },
        length: anchor.length, tail: tail)
      let place = search.place(of: anchor, widening: &reaches)
      switch (anchor.kind, place) {
      case (.run(let byteClass, let length), _):
        add(RunFinder(byteClass, length: length), waking)
      case (.literal(let literal), .open), (.literal(let literal), .near):
        open.add(literal, waking)
      case (.literal(let literal), .nested): nested.add(literal, waking)
      case (.literal(let literal), .far):
        waking.isSoughtFar = true
        open.add(literal, waking)
        far.add(literal, waking)
      }
    }
  }

  /// One search for all rules that look for the same run.
  private mutating func add(_ finder: RunFinder, _ waking: MatchPlan.Waking) {
    let same = runs.firstIndex {
      $0.finder.byteClass == finder.byteClass && $0.finder.length == finder.length
    }
    guard let same else {
      return runs.append(MatchPlan.PlannedRun(finder: finder, wakings: [waking]))
    }
    runs[same] = MatchPlan.PlannedRun(finder: finder, wakings: runs[same].wakings + [waking])
  }
}
