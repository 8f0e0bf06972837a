internal import Patterns
internal import Rules
internal import ScanModel

/// Runs the rules over one text: the prefilter's anchors, then the patterns in the windows around them.
struct RuleRunner: ~Copyable {
  private let plan: MatchPlan
  /// Whether what rules let pass is told too.
  private let explains: Bool
  private(set) var filter: MatchFilter
  private var scratch: PatternScratch
  private var windows: WindowList
  /// How often the patterns of a rule have failed in the blob at hand.
  private var failures: [Int: Int] = [:]
  /// Whether a text of the blob holds anything that a rule's pattern matches or has to see whole, whatever came of it.
  private(set) var hasCandidates = false
  /// Whether a text of the blob holds an anchor that a change far from it can matter to.
  private(set) var hasFarAnchors = false

  /// A pattern that ran away so often is not tried again in the same blob: each time costs milliseconds.
  private static let mostFailures = 8

  init(_ plan: MatchPlan, explains: Bool) {
    self.plan = plan
    self.explains = explains
    filter = MatchFilter(plan)
    windows = WindowList(plan)
    scratch = PatternScratch()
  }

  /// The commit that brought in what is matched next, for allowlists that name commits.
  var commit: BlobID? {
    get { filter.commit }
    set { filter.commit = newValue }
  }

  /// The runs of the text that was searched last that may be base64.
  var encodedRuns: [Range<Int>] { windows.encodedRuns }

  /// Forgets the blob before.
  mutating func beginBlob() {
    hasCandidates = false
    hasFarAnchors = false
    if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
  }

  /// Appends what the rules match in a text.
  ///
  /// - Parameters:
  ///   - text: all of it is searched.
  ///   - path: for rules and allowlists that ask for it.
  ///   - found: where the matches go, with the issues.
  ///   - place: what stands for a match in the list.
  mutating func run(
    in text: Span<UInt8>, path: BytePath, into found: inout Matcher.Found,
    _ place: (Match) -> Match = { $0 }
  ) {
    let whole = CollectionOfOne(0..<text.count)
    windows.collect(in: text, within: whole, near: whole, beyond: [], with: &scratch)
    hasCandidates = hasCandidates || windows.seesFar
    hasFarAnchors = hasFarAnchors || windows.hasFarAnchors
    var index = 0
    while index < windows.all.count {
      let rule = windows.all[index].rule
      let end = windows.all[index...].firstIndex { $0.rule != rule } ?? windows.all.count
      let isMeant = applies(rule, to: path, &found)
      if isMeant || explains {
        var from = 0
        for window in windows.all[index..<end] {
          runPattern(
            of: window, isMeant: isMeant, in: text, from: &from, path: path, into: &found, place)
        }
      }
      index = end
    }
  }

  /// Whether a candidate stands in some regions of a text, of which is known what it was before.
  mutating func holdsCandidates(
    _ text: Span<UInt8>, within regions: ChangeRegions, since base: Matcher.Note
  ) -> Bool {
    windows.collect(
      in: text, within: regions.words, near: regions.near, beyond: regions.beyond, with: &scratch)
    hasFarAnchors = windows.hasFarAnchors || !base.contains(.lacksFarAnchors)
    guard !windows.seesFar else { return true }
    // No path is asked here: a candidate that its path forbids is one all the same.
    for window in windows.all where holdsCandidate(text, window) { return true }
    return false
  }

  private mutating func holdsCandidate(_ text: Span<UInt8>, _ window: WindowList.Window) -> Bool {
    let rule = plan.rules[window.rule]
    guard let lazy = rule.pattern else { return true }
    do {
      var from = window.range.lowerBound
      while from <= window.lastStart,
        let captures = try scratch.firstMatch(
          of: lazy.pattern(), in: text, from: from, to: window.range.upperBound,
          lastStart: window.lastStart)
      {
        let match = Match(captures, of: rule, at: window.rule)
        if filter.isEvenEnough(match, in: text),
          try filter.verdict(on: match, in: text, path: .unknown, with: &scratch) != .allowedItself
        {
          return true
        }
        from = captures.nextStart
      }
      return false
    } catch {
      return true
    }
  }

  private mutating func runPattern(
    of window: WindowList.Window, isMeant: Bool, in text: Span<UInt8>, from: inout Int,
    path: BytePath, into found: inout Matcher.Found, _ place: (Match) -> Match
  ) {
    let rule = plan.rules[window.rule]
    guard let lazy = rule.pattern, failures[window.rule, default: 0] < Self.mostFailures
    else { return }
    do {
      let pattern = try lazy.pattern()
      // A match of the window before may end in this one.
      from = max(from, window.range.lowerBound)
      while from <= window.lastStart,
        let captures = try scratch.firstMatch(
          of: pattern, in: text, from: from, to: window.range.upperBound,
          lastStart: window.lastStart)
      {
        let match = Match(captures, of: rule, at: window.rule)
        from = captures.nextStart
        let verdict = verdict(on: match, in: text, path: path, &found)
        let isEven = filter.isEvenEnough(match, in: text)
        if verdict != .allowedItself && isEven { hasCandidates = true }
        if verdict == .admitted && isMeant && isEven {
          if hasKeyword(rule, in: text) { found.matches.append(place(match)) }
        } else if explains {
          let reason: DismissedMatch.Reason =
            !isMeant ? .path : verdict != .admitted ? .allowlist : .entropy(rule.entropy ?? 0)
          found.dismissed.append(DismissedMatch(place(match), reason))
        }
      }
    } catch {
      note(error, rule: window.rule, &found)
    }
  }

  // A path or allowlist pattern that fails takes nothing away: what was found is never lost.

  private mutating func applies(_ rule: Int, to path: BytePath, _ found: inout Matcher.Found)
    -> Bool
  {
    do {
      return try filter.applies(plan.rules[rule], to: path, with: &scratch)
    } catch {
      note(error, rule: rule, &found)
      return true
    }
  }

  private mutating func verdict(
    on match: Match, in text: Span<UInt8>, path: BytePath, _ found: inout Matcher.Found
  ) -> MatchFilter.Verdict {
    do {
      return try filter.verdict(on: match, in: text, path: path, with: &scratch)
    } catch {
      note(error, rule: match.rule, &found)
      return .admitted
    }
  }

  /// Whether the text has one of gitleaks' keywords, where a match need not hold one.
  private func hasKeyword(_ rule: MatchPlan.PlannedRule, in text: Span<UInt8>) -> Bool {
    rule.keywords.map { $0.contains(anyIn: text) } ?? true
  }

  private mutating func note(_ error: any Error, rule: Int, _ found: inout Matcher.Found) {
    hasCandidates = true
    failures[rule, default: 0] += 1
    let issue = "rule \(plan.rules[rule].id): \(error)"
    if !found.issues.contains(issue) { found.issues.append(issue) }
  }
}

extension Match {
  fileprivate init(_ captures: Captures, of rule: MatchPlan.PlannedRule, at index: Int) {
    let secret = rule.secretGroup == 0 ? captures.firstGroup : captures[rule.secretGroup]
    self.init(rule: index, secret: secret ?? captures.range, whole: captures.range)
  }
}
