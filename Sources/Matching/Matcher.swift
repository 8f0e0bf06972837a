internal import Patterns
internal import Rules
package import ScanModel

/// Runs the rules over the bytes of one blob after the other: one for each worker, never shared.
///
/// A pass of the prefilter over the bytes finds the anchors of all rules. Where it finds none, and that is nearly
/// everywhere, no pattern runs and nothing is allocated.
package final class Matcher {
  private let plan: MatchPlan
  private let filter: MatchFilter
  private var scratch: PatternScratch
  private var literalHits: [LiteralSet.Hit] = []
  private var runHits: [Range<Int>] = []
  private var windows: [Window] = []
  private var encodedRuns: [Range<Int>] = []
  private var decodedText: [UInt8] = []
  private let base64Runs = RunFinder(.base64, length: 40)
  /// Longer runs are images and archives, not values that somebody wrote into a file.
  private static let longestEncodedValue = 256

  private struct Window {
    let rule: Int
    var range: Range<Int>
  }

  package init(_ plan: MatchPlan) {
    self.plan = plan
    filter = MatchFilter(plan)
    scratch = PatternScratch()
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
  ///   - path: for rules and allowlists that ask for it.
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
    var text = decodedText
    decodedText = []
    encoding.decode(bytes, into: &text)
    search(text.span, path: path, into: &found)
    if !found.matches.isEmpty || !found.issues.isEmpty { body(text.span, found) }
    decodedText = text
  }

  private func search(_ text: Span<UInt8>, path: BytePath, into found: inout Found) {
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
    for window in windows {
      let rule = plan.rules[window.rule]
      guard let lazy = rule.pattern else { continue }
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
          if try filter.admits(match, in: text, path: path, with: &scratch) {
            found.matches.append(place(match))
          }
        }
      } catch {
        found.issues.append("rule \(rule.id): \(error)")
      }
    }
  }

  /// Looks into short base64 values; a match there is placed at the encoded value.
  private func searchEncodedValues(
    in text: Span<UInt8>, path: BytePath, into found: inout Found
  ) {
    encodedRuns.removeAll(keepingCapacity: true)
    base64Runs.findAll(in: text, into: &encodedRuns)
    for run in encodedRuns where run.count <= Self.longestEncodedValue {
      guard let value = Base64Values.printableText(text.extracting(run)), value.count >= 32
      else { continue }
      var end = run.upperBound
      while end < text.count, text[end] == UInt8(ascii: "=") { end += 1 }
      collectWindows(in: value.span)
      runWindows(in: value.span, path: path, into: &found) { match in
        Match(
          rule: match.rule, secret: run.lowerBound..<end, whole: run.lowerBound..<end,
          decoded: Array(value[match.secret]))
      }
    }
  }
}
