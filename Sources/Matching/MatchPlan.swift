internal import Patterns
package import Rules
package import ScanModel

/// The rules of a run, made ready to match: shared by all workers, never changed.
package struct MatchPlan: Sendable {
  let rules: [PlannedRule]
  let literals: LiteralSet
  /// For each literal, the rules that it wakes.
  let rulesOfLiteral: [[Int]]
  let runs: [PlannedRun]
  /// Rules without anything to look for: their patterns see every blob.
  let alwaysOn: [Int]
  let marks: MarkFinder
  /// How far a change of the text can matter to the rules that have a reach.
  let changeReach: ChangeReach
  /// All commits that allowlists name, in lower case.
  private let namedCommits: Set<String>

  /// Whether an allowlist names a commit.
  package func namesCommit(_ commit: BlobID) -> Bool {
    !namedCommits.isEmpty && namedCommits.contains(commit.description)
  }

  struct PlannedRule: Sendable {
    let id: String
    let pattern: LazyPattern?
    let secretGroup: Int
    let reach: Rule.Reach?
    let path: LazyPattern?
    let allowlists: [PlannedAllowlist]
    let needsMarks: Bool
  }

  struct PlannedRun: Sendable {
    let finder: RunFinder
    let rules: [Int]
  }

  package init(_ ruleSet: RuleSet) {
    var literals: [LiteralSet.Literal] = []
    var rulesOfLiteral: [[Int]] = []
    var indexOfLiteral: [LiteralSet.Literal: Int] = [:]
    var runs: [PlannedRun] = []
    var alwaysOn: [Int] = []
    let global = ruleSet.allowlists.map(PlannedAllowlist.init)
    rules = ruleSet.rules.map { rule in
      PlannedRule(
        id: rule.id, pattern: rule.regex.map { LazyPattern($0) }, secretGroup: rule.secretGroup,
        reach: rule.anchors.isEmpty ? nil : rule.reach, path: rule.path.map { LazyPattern($0) },
        allowlists: rule.allowlists.map(PlannedAllowlist.init) + global,
        needsMarks: rule.context == .required || rule.proof != nil)
    }
    namedCommits = Set(rules.flatMap { $0.allowlists.flatMap(\.commits) })
    for (index, rule) in ruleSet.rules.enumerated() where rule.regex != nil {
      let anchors = rule.prefilterAnchors
      if anchors.isEmpty { alwaysOn.append(index) }
      for anchor in anchors {
        switch anchor {
        case .literal(let text, let ignoringCase):
          let literal = LiteralSet.Literal(text, ignoringCase: ignoringCase)
          if let known = indexOfLiteral[literal] {
            rulesOfLiteral[known].append(index)
          } else {
            indexOfLiteral[literal] = literals.count
            literals.append(literal)
            rulesOfLiteral.append([index])
          }
        case .run(let byteClass, let length):
          runs.append(
            PlannedRun(finder: RunFinder(byteClass, length: length), rules: [index]))
        }
      }
    }
    self.literals = LiteralSet(literals)
    self.rulesOfLiteral = rulesOfLiteral
    self.runs = runs.merged()
    self.alwaysOn = alwaysOn
    marks = MarkFinder(ruleSet.vocabulary)
    changeReach = ChangeReach(ruleSet.rules)
  }
}

extension ChangeReach {
  fileprivate init(_ rules: [Rule]) {
    self.init()
    // A value in base64 is decoded as a whole, whatever is found in it.
    include(anchorOf: TextDecoder.shortestEncodedValue, Rule.Reach(before: 0, after: 0))
    for rule in rules where rule.regex != nil {
      for anchor in rule.prefilterAnchors {
        let length =
          switch anchor {
          case .literal(let text, _): text.utf8.count
          case .run(_, let length): length
          }
        // A rule without a reach is run over all of a text in which its anchor stands.
        let reach = rule.anchors.isEmpty ? nil : rule.reach
        include(anchorOf: length, reach ?? Rule.Reach(before: 0, after: 0))
      }
    }
  }
}

extension Rule {
  /// What has to be in a blob before the pattern is worth running; empty when nothing can be said.
  fileprivate var prefilterAnchors: [Anchor] {
    let all = anchors.isEmpty ? keywords.map { Anchor.literal($0, ignoringCase: true) } : anchors
    // One anchor too short to search for makes the whole rule unfilterable.
    let searchable = all.allSatisfy { anchor in
      if case .literal(let text, _) = anchor { text.utf8.count >= 2 } else { true }
    }
    return searchable ? all : []
  }
}

extension [MatchPlan.PlannedRun] {
  /// One search for all rules that look for the same run.
  fileprivate func merged() -> [MatchPlan.PlannedRun] {
    var result: [MatchPlan.PlannedRun] = []
    for run in self {
      let same = result.firstIndex {
        $0.finder.byteClass == run.finder.byteClass && $0.finder.length == run.finder.length
      }
      if let same {
        result[same] = MatchPlan.PlannedRun(
          finder: run.finder, rules: result[same].rules + run.rules)
      } else {
        result.append(run)
      }
    }
    return result
  }
}

/// gitleaks' allowlist with its patterns ready.
struct PlannedAllowlist: Sendable {
  let matchAll: Bool
  /// In lower case.
  let commits: Set<String>
  let paths: [LazyPattern]
  let regexes: [LazyPattern]
  let target: Allowlist.Target
  let stopwords: [String]

  init(_ allowlist: Allowlist) {
    matchAll = allowlist.matchAll
    commits = Set(allowlist.commits.map { $0.lowercased() })
    paths = allowlist.paths.map { LazyPattern($0) }
    regexes = allowlist.regexes.map { LazyPattern($0) }
    target = allowlist.regexTarget
    stopwords = allowlist.stopwords.map { $0.lowercased() }
  }
}
