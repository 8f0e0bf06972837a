internal import Patterns
internal import Rules
package import ScanModel

/// Runs the rules over the bytes of one blob after the other: one for each worker, never shared.
///
/// A pass of the prefilter over the bytes finds the anchors of all rules. Where it finds none, and that is nearly
/// everywhere, no pattern runs and nothing is allocated.
package final class Matcher {
  private let plan: MatchPlan
  private var filter: MatchFilter
  private var scratch: PatternScratch
  private var literalHits: [LiteralSet.Hit] = []
  private var runHits: [Range<Int>] = []
  private var windows: [Window] = []
  private var encodedRuns: [Range<Int>] = []
  private var decodedText: [UInt8] = []
  private var decodedValue: [UInt8] = []
  /// How often the patterns of a rule have failed in the blob at hand.
  private var failures: [Int: Int] = [:]
  private let base64Runs = RunFinder(.base64, length: 43)
  /// Longer runs are images and archives, not values that somebody wrote into a file.
  private static let longestEncodedValue = 256
  /// A pattern that ran away so often is not tried again in the same blob: each time costs milliseconds.
  private static let mostFailures = 8

  private struct Window {
    let rule: Int
    var range: Range<Int>
  }

  package init(_ plan: MatchPlan) {
    self.plan = plan
    filter = MatchFilter(plan)
    scratch = PatternScratch()
  }

  /// The commit that brought in what is matched next, for allowlists that name commits; nil when it is not known.
  package var commit: BlobID? {
    get { filter.commit }
    set { filter.commit = newValue }
  }

  /// What was found in one text.
  package struct Found {
    package var matches: [Match] = []
    /// The hosts and company words of the text, when a match needs evidence.
    package var marks: [Mark] = []
    package var encoding: TextEncoding = .bytes
    /// Patterns that ran into a limit, in words; the text may hold more than was found.
    package var issues: [String] = []
  }

  /// Matches all rules against a blob.
  ///
  /// - Parameters:
  ///   - bytes: the blob as it is stored.
  ///   - path: for rules and allowlists that ask for it; `unknown` fits every rule and no allowlist.
  ///   - body: called once if anything matched or went wrong, with the text as UTF-8 in which the offsets count.
  package func match(
    _ bytes: Span<UInt8>, path: BytePath, _ body: (Span<UInt8>, Found) -> Void
  ) {
    let encoding = TextEncoding(detectingIn: bytes)
    var found = Found(encoding: encoding)
    guard encoding != .bytes else {
      search(bytes, path: path, into: &found)
      if !found.matches.isEmpty || !found.issues.isEmpty { body(bytes, found) }
      return
    }
    // Taken out, so that nothing else holds it while it is written to.
    var text = decodedText
    decodedText = []
    encoding.decode(bytes, into: &text)
    text.lend { text in
      search(text, path: path, into: &found)
      if !found.matches.isEmpty || !found.issues.isEmpty { body(text, found) }
    }
    decodedText = text
  }

  private func search(_ text: Span<UInt8>, path: BytePath, into found: inout Found) {
    if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
    collectWindows(in: text)
    runWindows(in: text, path: path, into: &found) { $0 }
    searchEncodedValues(in: text, path: path, into: &found)
    if found.matches.contains(where: { plan.rules[$0.rule].needsMarks }) {
      found.marks = plan.marks.findAll(in: text)
    }
  }

  /// One window for each stretch of the text that a rule has to look at.
  private func collectWindows(in text: Span<UInt8>) {
    windows.removeAll(keepingCapacity: true)
    literalHits.removeAll(keepingCapacity: true)
    plan.literals.findAll(in: text, into: &literalHits)
    for hit in literalHits {
      for rule in plan.rulesOfLiteral[hit.literal] {
        addWindow(around: hit.start..<hit.start + 1, of: rule, in: text)
      }
    }
    for run in plan.runs {
      runHits.removeAll(keepingCapacity: true)
      run.finder.findAll(in: text, into: &runHits)
      for hit in runHits {
        for rule in run.rules { addWindow(around: hit, of: rule, in: text) }
      }
    }
    for rule in plan.alwaysOn { windows.append(Window(rule: rule, range: 0..<text.count)) }
    guard windows.count > 1 else { return }
    windows.sort { ($0.rule, $0.range.lowerBound) < ($1.rule, $1.range.lowerBound) }
    mergeWindows()
  }

  private func addWindow(around anchor: Range<Int>, of rule: Int, in text: Span<UInt8>) {
    guard let reach = plan.rules[rule].reach else {
      windows.append(Window(rule: rule, range: 0..<text.count))
      return
    }
    let start = max(0, anchor.lowerBound - reach.before)
    windows.append(
      Window(rule: rule, range: start..<min(text.count, anchor.upperBound + reach.after)))
  }

  private func mergeWindows() {
    var kept = 0
    for index in 1..<windows.count {
      let next = windows[index]
      if next.rule == windows[kept].rule,
        next.range.lowerBound <= windows[kept].range.upperBound
      {
        let end = max(windows[kept].range.upperBound, next.range.upperBound)
        windows[kept].range = windows[kept].range.lowerBound..<end
      } else {
        kept += 1
        windows[kept] = next
      }
    }
    windows.removeSubrange((kept + 1)...)
  }

  private func runWindows(
    in text: Span<UInt8>, path: BytePath, into found: inout Found,
    _ place: (Match) -> Match
  ) {
    var index = 0
    while index < windows.count {
      let rule = windows[index].rule
      let end = windows[index...].firstIndex { $0.rule != rule } ?? windows.count
      if applies(rule, to: path, &found) {
        for window in windows[index..<end] {
          runPattern(of: window, in: text, path: path, into: &found, place)
        }
      }
      index = end
    }
  }

  private func runPattern(
    of window: Window, in text: Span<UInt8>, path: BytePath, into found: inout Found,
    _ place: (Match) -> Match
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
        if admits(match, in: text, path: path, &found) { found.matches.append(place(match)) }
      }
    } catch {
      note(error, rule: window.rule, &found)
    }
  }

  // A path or allowlist pattern that fails takes nothing away: what was found is never lost.

  private func applies(_ rule: Int, to path: BytePath, _ found: inout Found) -> Bool {
    do {
      return try filter.applies(plan.rules[rule], to: path, with: &scratch)
    } catch {
      note(error, rule: rule, &found)
      return true
    }
  }

  private func admits(
    _ match: Match, in text: Span<UInt8>, path: BytePath, _ found: inout Found
  ) -> Bool {
    do {
      return try filter.admits(match, in: text, path: path, with: &scratch)
    } catch {
      note(error, rule: match.rule, &found)
      return true
    }
  }

  private func note(_ error: any Error, rule: Int, _ found: inout Found) {
    failures[rule, default: 0] += 1
    let issue = "rule \(plan.rules[rule].id): \(error)"
    if !found.issues.contains(issue) { found.issues.append(issue) }
  }

  /// Looks into short base64 values; a match there is placed at the encoded value.
  private func searchEncodedValues(
    in text: Span<UInt8>, path: BytePath, into found: inout Found
  ) {
    encodedRuns.removeAll(keepingCapacity: true)
    base64Runs.findAll(in: text, into: &encodedRuns)
    guard !encodedRuns.isEmpty else { return }
    var value = decodedValue
    decodedValue = []
    for run in encodedRuns where run.count <= Self.longestEncodedValue {
      guard Base64Values.decodePrintable(text.extracting(run), into: &value), value.count >= 32
      else { continue }
      var end = run.upperBound
      while end < min(text.count, run.upperBound + 2), text[end] == UInt8(ascii: "=") { end += 1 }
      let place = run.lowerBound..<end
      value.lend { bytes in
        collectWindows(in: bytes)
        runWindows(in: bytes, path: path, into: &found) { match in
          Match(
            rule: match.rule, secret: place, whole: place,
            decoded: match.secret.map { bytes[$0] })
        }
      }
    }
    decodedValue = value
  }
}
