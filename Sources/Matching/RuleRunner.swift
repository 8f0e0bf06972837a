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

  /// Forgets the blob before.
  mutating func beginBlob() {
    hasCandidates = false
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
    windows.collect(in: text, within: CollectionOfOne(0..<text.count))
    hasCandidates = hasCandidates || windows.seeWhole
    var index = 0
    while index < windows.all.count {
      let rule = windows.all[index].rule
      let end = windows.all[index...].firstIndex { $0.rule != rule } ?? windows.all.count
      let isMeant = applies(rule, to: path, &found)
      if isMeant || explains {
        for window in windows.all[index..<end] {
          runPattern(of: window, isMeant: isMeant, in: text, path: path, into: &found, place)
        }
      }
      index = end
    }
  }

  /// Whether a candidate stands in some regions of a text.
  mutating func holdsCandidates(_ text: Span<UInt8>, within regions: [Range<Int>]) -> Bool {
    windows.collect(in: text, within: regions)
    guard !windows.seeWhole else { return true }
    // No path is asked here: a candidate that its path forbids is one all the same.
    for window in windows.all where holdsCandidate(text, window) { return true }
    return false
  }

  private mutating func holdsCandidate(_ text: Span<UInt8>, _ window: WindowList.Window) -> Bool {
    let rule = plan.rules[window.rule]
    guard let lazy = rule.pattern else { return true }
    do {
      return try scratch.firstMatch(
        of: lazy.pattern(), in: text, from: window.range.lowerBound, to: window.range.upperBound)
        != nil
    } catch {
      return true
    }
  }

  private mutating func runPattern(
    of window: WindowList.Window, isMeant: Bool, in text: Span<UInt8>, path: BytePath,
    into found: inout Matcher.Found, _ place: (Match) -> Match
  ) {
    let rule = plan.rules[window.rule]
    guard let lazy = rule.pattern, failures[window.rule, default: 0] < Self.mostFailures
    else { return }
    do {
      let pattern = try lazy.pattern()
      var from = window.range.lowerBound
      while from <= window.range.upperBound,
        let captures = try scratch.firstMatch(
          of: pattern, in: text, from: from, to: window.range.upperBound)
      {
        let secret = rule.secretGroup == 0 ? captures.firstGroup : captures[rule.secretGroup]
        let match = Match(
          rule: window.rule, secret: secret ?? captures.range, whole: captures.range)
        from = captures.nextStart
        hasCandidates = true
        if !isMeant {
          found.dismissed.append(DismissedMatch(place(match), .path))
        } else if admits(match, in: text, path: path, &found) {
          found.matches.append(place(match))
        } else if explains {
          found.dismissed.append(DismissedMatch(place(match), .allowlist))
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

  private mutating func admits(
    _ match: Match, in text: Span<UInt8>, path: BytePath, _ found: inout Matcher.Found
  ) -> Bool {
    do {
      return try filter.admits(match, in: text, path: path, with: &scratch)
    } catch {
      note(error, rule: match.rule, &found)
      return true
    }
  }

  private mutating func note(_ error: any Error, rule: Int, _ found: inout Matcher.Found) {
    hasCandidates = true
    failures[rule, default: 0] += 1
    let issue = "rule \(plan.rules[rule].id): \(error)"
    if !found.issues.contains(issue) { found.issues.append(issue) }
  }
}
