internal import Patterns
internal import Rules

/// The stretches of a text that rules have to look at, since an anchor stands there; one list for each matcher.
struct WindowList {
  struct Window {
    /// Index into the plan's rules.
    let rule: Int
    /// What the pattern sees.
    var range: Range<Int>
    /// The last byte where a match can begin.
    var lastStart: Int
  }

  private let plan: MatchPlan
  /// The plan's tails as far as they were needed, so that none is asked for with care for other threads at each anchor.
  private var tails: [Pattern?]
  private var literalHits: [LiteralSet.Hit] = []
  private var runHits: [Range<Int>] = []
  /// Rule by rule, in the order of the text; those of one rule do not overlap.
  private(set) var all: [Window] = []
  /// The runs that may be base64, in the order of the text, also beyond the regions in which they were found.
  private(set) var encodedRuns: [Range<Int>] = []
  /// Whether an anchor was found of a rule that a change far from it can matter to.
  private(set) var seesFar = false
  /// Whether an anchor was found that is sought far from a change, whatever follows it.
  private(set) var hasFarAnchors = false

  init(_ plan: MatchPlan) {
    self.plan = plan
    tails = Array(repeating: nil, count: plan.tails.count)
  }

  /// Finds the anchors in some regions of a text, and makes a window around each; rules without anchors see all of it.
  ///
  /// - Parameters:
  ///   - text: around the regions.
  ///   - regions: where runs are sought, and what may be encoded.
  ///   - near: where literals are.
  ///   - beyond: where only those are that can be far from what matters to them.
  ///   - scratch: for patterns that tell whether an anchor is one.
  mutating func collect<Regions: Collection<Range<Int>>>(
    in text: Span<UInt8>, within regions: Regions, near: Regions,
    beyond: [Range<Int>], with scratch: inout PatternScratch
  ) {
    all.removeAll(keepingCapacity: true)
    encodedRuns.removeAll(keepingCapacity: true)
    seesFar = false
    hasFarAnchors = false
    plan.encodedRuns.findAll(in: text, within: regions, into: &encodedRuns)
    add(plan.literals, in: text, within: near, &scratch)
    if !beyond.isEmpty { add(plan.farLiterals, in: text, within: beyond, &scratch) }
    add(plan.runs, in: text, within: regions)
    if !encodedRuns.isEmpty {
      add(plan.nestedLiterals, in: text, within: encodedRuns, &scratch)
      add(plan.nestedRuns, in: text, within: encodedRuns)
    }
    for rule in plan.alwaysOn { addWhole(of: rule, in: text) }
    guard all.count > 1 else { return }
    all.sort { ($0.rule, $0.range.lowerBound) < ($1.rule, $1.range.lowerBound) }
    merge()
  }

  private mutating func add(
    _ literals: MatchPlan.PlannedLiterals, in text: Span<UInt8>,
    within regions: some Collection<Range<Int>>, _ scratch: inout PatternScratch
  ) {
    literalHits.removeAll(keepingCapacity: true)
    literals.finder.findAll(in: text, within: regions, into: &literalHits)
    for hit in literalHits {
      for waking in literals.wakings(of: hit.literal) {
        add(literals[waking], at: hit.start, in: text, with: &scratch)
      }
    }
  }

  private mutating func add(
    _ runs: [MatchPlan.PlannedRun], in text: Span<UInt8>,
    within regions: some Collection<Range<Int>>
  ) {
    for run in runs {
      runHits.removeAll(keepingCapacity: true)
      run.finder.findAll(in: text, within: regions, into: &runHits)
      for hit in runHits {
        for waking in run.wakings { add(around: hit, waking, in: text) }
      }
    }
  }

  private mutating func add(
    _ waking: MatchPlan.Waking, at start: Int, in text: Span<UInt8>,
    with scratch: inout PatternScratch
  ) {
    if waking.isSoughtFar { hasFarAnchors = true }
    guard let before = waking.startsBefore else {
      return add(around: start..<start + 1, waking, in: text)
    }
    guard start >= before.lowerBound else { return }
    if let following = waking.following,
      !plan.successions.fits(following, in: text, at: start + waking.length)
    {
      return
    }
    if waking.isFar {
      guard tailFits(waking, at: start, in: text, &scratch) else { return }
      seesFar = true
    }
    guard tailMatches(waking, at: start, in: text, &scratch) else { return }
    let first = max(0, start - before.upperBound)
    let last = start - before.lowerBound
    let end = waking.longest.map { min(text.count, last + $0 + Self.guardLength) } ?? text.count
    all.append(Window(rule: waking.rule, range: first..<end, lastStart: last))
  }

  /// What a pattern looks ahead behind its match: `\b`, `$`, a guard.
  private static let guardLength = 64

  /// - Throws: what is wrong with the tail.
  private mutating func compiledTail(_ index: Int) throws -> Pattern {
    if let known = tails[index] { return known }
    let tail = try plan.tails[index].pattern()
    tails[index] = tail
    return tail
  }

  /// Whether as much of the tail as is near the anchor does not rule out a match.
  private mutating func tailFits(
    _ waking: MatchPlan.Waking, at start: Int, in text: Span<UInt8>,
    _ scratch: inout PatternScratch
  ) -> Bool {
    guard let tail = waking.tail else { return true }
    let end = min(text.count, start + RuleSearch.farSight)
    do {
      return try scratch.mayMatch(compiledTail(tail), in: text, at: start, to: end)
    } catch {
      return true
    }
  }

  /// Whether what has to follow from the anchor on does; true where that is not known.
  private mutating func tailMatches(
    _ waking: MatchPlan.Waking, at start: Int, in text: Span<UInt8>,
    _ scratch: inout PatternScratch
  ) -> Bool {
    guard let tail = waking.tail else { return true }
    do {
      return try scratch.firstMatch(
        of: compiledTail(tail), in: text, from: start, to: text.count) != nil
    } catch {
      // The whole pattern will say what is wrong.
      return true
    }
  }

  private mutating func add(
    around anchor: Range<Int>, _ waking: MatchPlan.Waking, in text: Span<UInt8>
  ) {
    seesFar = seesFar || waking.isFar
    guard let reach = plan.rules[waking.rule].reach else {
      return addWhole(of: waking.rule, in: text)
    }
    let start = max(0, anchor.lowerBound - reach.before)
    let end = min(text.count, anchor.upperBound + reach.after)
    all.append(Window(rule: waking.rule, range: start..<end, lastStart: end))
  }

  private mutating func addWhole(of rule: Int, in text: Span<UInt8>) {
    all.append(Window(rule: rule, range: 0..<text.count, lastStart: text.count))
  }

  private mutating func merge() {
    var kept = 0
    for index in 1..<all.count {
      let next = all[index]
      if next.rule == all[kept].rule, next.range.lowerBound <= all[kept].lastStart + 1 {
        let end = max(all[kept].range.upperBound, next.range.upperBound)
        all[kept].range = all[kept].range.lowerBound..<end
        all[kept].lastStart = max(all[kept].lastStart, next.lastStart)
      } else {
        kept += 1
        all[kept] = next
      }
    }
    all.removeSubrange((kept + 1)...)
  }
}
