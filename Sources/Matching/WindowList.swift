internal import Rules

/// The stretches of a text that rules have to look at, since an anchor stands there; one list for each matcher.
struct WindowList {
  struct Window {
    /// Index into the plan's rules.
    let rule: Int
    var range: Range<Int>
  }

  private let plan: MatchPlan
  private var literalHits: [LiteralSet.Hit] = []
  private var runHits: [Range<Int>] = []
  /// Rule by rule, in the order of the text; those of one rule do not overlap.
  private(set) var all: [Window] = []
  /// Whether an anchor was found of a rule that has to see the whole text then.
  private(set) var seeWhole = false

  init(_ plan: MatchPlan) {
    self.plan = plan
  }

  /// Finds the anchors in some regions of a text, and makes a window around each; rules without anchors see all of it.
  mutating func collect(in text: Span<UInt8>, within regions: some Collection<Range<Int>>) {
    all.removeAll(keepingCapacity: true)
    seeWhole = false
    for region in regions { add(in: text, within: region) }
    for rule in plan.alwaysOn { all.append(Window(rule: rule, range: 0..<text.count)) }
    guard all.count > 1 else { return }
    all.sort { ($0.rule, $0.range.lowerBound) < ($1.rule, $1.range.lowerBound) }
    merge()
  }

  private mutating func add(in text: Span<UInt8>, within region: Range<Int>) {
    let part = text.extracting(region)
    literalHits.removeAll(keepingCapacity: true)
    plan.literals.findAll(in: part, into: &literalHits)
    for hit in literalHits {
      let start = region.lowerBound + hit.start
      for rule in plan.rulesOfLiteral[hit.literal] {
        add(around: start..<start + 1, of: rule, in: text)
      }
    }
    for run in plan.runs {
      runHits.removeAll(keepingCapacity: true)
      run.finder.findAll(in: part, into: &runHits)
      for hit in runHits {
        let whole = run.finder.maximal(hit, of: region, in: text)
        for rule in run.rules { add(around: whole, of: rule, in: text) }
      }
    }
  }

  private mutating func add(around anchor: Range<Int>, of rule: Int, in text: Span<UInt8>) {
    guard let reach = plan.rules[rule].reach else {
      seeWhole = true
      all.append(Window(rule: rule, range: 0..<text.count))
      return
    }
    let start = max(0, anchor.lowerBound - reach.before)
    all.append(Window(rule: rule, range: start..<min(text.count, anchor.upperBound + reach.after)))
  }

  private mutating func merge() {
    var kept = 0
    for index in 1..<all.count {
      let next = all[index]
      if next.rule == all[kept].rule, next.range.lowerBound <= all[kept].range.upperBound {
        let end = max(all[kept].range.upperBound, next.range.upperBound)
        all[kept].range = all[kept].range.lowerBound..<end
      } else {
        kept += 1
        all[kept] = next
      }
    }
    all.removeSubrange((kept + 1)...)
  }
}
