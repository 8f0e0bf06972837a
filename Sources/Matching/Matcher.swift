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
  private var windows: WindowList
  private var encodedRuns: [Range<Int>] = []
  private var decodedText: [UInt8] = []
  private var decodedValue: [UInt8] = []
  /// How often the patterns of a rule have failed in the blob at hand.
  private var failures: [Int: Int] = [:]
  private let base64Runs = RunFinder(.base64, length: shortestEncodedValue)
  /// Where to search again in a text that is known but for its changes.
  private var regions: [Range<Int>] = []
  /// Whether the text at hand holds anything that a rule's pattern matches or has to see whole, whatever came of it.
  private var hasCandidates = false
  static let shortestEncodedValue = 43
  /// Longer runs are images and archives, not values that somebody wrote into a file.
  private static let longestEncodedValue = 256
  /// A pattern that ran away so often is not tried again in the same blob: each time costs milliseconds.
  private static let mostFailures = 8

  package init(_ plan: MatchPlan) {
    self.plan = plan
    filter = MatchFilter(plan)
    windows = WindowList(plan)
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
  ///   - changed: what of the blob is not the same as in another for which `match` returned true: ascending ranges,
  ///     empty ones for seams. nil: nothing is known.
  ///   - body: called once if anything matched or went wrong, with the text as UTF-8 in which the offsets count.
  /// - Returns: whether the blob holds no candidate of any rule, so that what is made from it need only be searched
  ///   where it differs.
  @discardableResult
  package func match(
    _ bytes: Span<UInt8>, path: BytePath, changed: Span<Range<Int>>? = nil,
    _ body: (Span<UInt8>, Found) -> Void
  ) -> Bool {
    let encoding = TextEncoding(detectingIn: bytes)
    var found = Found(encoding: encoding)
    hasCandidates = false
    guard encoding != .bytes else {
      if let changed, !holdsCandidates(bytes, near: changed) { return true }
      search(bytes, path: path, into: &found)
      if !found.matches.isEmpty || !found.issues.isEmpty { body(bytes, found) }
      return !hasCandidates
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
    // Offsets of the decoded text are not those of the bytes.
    return false
  }

  private func search(_ text: Span<UInt8>, path: BytePath, into found: inout Found) {
    if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
    windows.collect(in: text, within: CollectionOfOne(0..<text.count), with: &scratch)
    hasCandidates = hasCandidates || windows.seesFar
    runWindows(in: text, path: path, into: &found) { $0 }
    searchEncodedValues(in: text, path: path, into: &found)
    if found.matches.contains(where: { plan.rules[$0.rule].needsMarks }) {
      found.marks = plan.marks.findAll(in: text)
    }
  }

  /// Whether a candidate stands so near to a change that it can be due to it.
  private func holdsCandidates(_ text: Span<UInt8>, near changed: Span<Range<Int>>) -> Bool {
    guard plan.alwaysOn.isEmpty else { return true }
    plan.changeReach.regions(around: changed, in: text.count, into: &regions)
    windows.collect(in: text, within: regions, with: &scratch)
    guard !windows.seesFar else { return true }
    // No path is asked here: a candidate that its path forbids is one all the same.
    for window in windows.all where holdsCandidate(text, window) { return true }
    for region in regions where holdsEncodedCandidate(text, within: region) { return true }
    return false
  }

  private func holdsCandidate(_ text: Span<UInt8>, _ window: WindowList.Window) -> Bool {
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

  private func holdsEncodedCandidate(_ text: Span<UInt8>, within region: Range<Int>) -> Bool {
    encodedRuns.removeAll(keepingCapacity: true)
    base64Runs.findAll(in: text.extracting(region), into: &encodedRuns)
    for run in encodedRuns {
      let whole = base64Runs.maximal(run, of: region, in: text)
      // What reads as text is rare enough to leave it to the search of the whole.
      if whole.count <= Self.longestEncodedValue,
        Base64Values.decodePrintable(text.extracting(whole), into: &decodedValue)
      {
        return true
      }
    }
    return false
  }

  private func runWindows(
    in text: Span<UInt8>, path: BytePath, into found: inout Found,
    _ place: (Match) -> Match
  ) {
    var index = 0
    while index < windows.all.count {
      let rule = windows.all[index].rule
      let end = windows.all[index...].firstIndex { $0.rule != rule } ?? windows.all.count
      if applies(rule, to: path, &found) {
        var from = 0
        for window in windows.all[index..<end] {
          runPattern(of: window, in: text, from: &from, path: path, into: &found, place)
        }
      }
      index = end
    }
  }

  private func runPattern(
    of window: WindowList.Window, in text: Span<UInt8>, from: inout Int, path: BytePath,
    into found: inout Found, _ place: (Match) -> Match
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
        guard filter.isEvenEnough(match, in: text) else {
          // Judging drops it, and says why.
          found.matches.append(place(match))
          continue
        }
        let verdict = verdict(on: match, in: text, path: path, &found)
        hasCandidates = hasCandidates || verdict != .allowedItself
        if verdict == .admitted && hasKeyword(rule, in: text) {
          found.matches.append(place(match))
        }
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

  private func verdict(
    on match: Match, in text: Span<UInt8>, path: BytePath, _ found: inout Found
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

  private func note(_ error: any Error, rule: Int, _ found: inout Found) {
    hasCandidates = true
    failures[rule, default: 0] += 1
    let issue = "rule \(plan.rules[rule].id): \(error)"
    if !found.issues.contains(issue) { found.issues.append(issue) }
  }

  /// Looks into short base64 values; a match there is placed at the encoded value.
  private func searchEncodedValues(in text: Span<UInt8>, path: BytePath, into found: inout Found) {
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
        windows.collect(in: bytes, within: CollectionOfOne(0..<bytes.count), with: &scratch)
        hasCandidates = hasCandidates || windows.seesFar
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

extension Match {
  fileprivate init(_ captures: Captures, of rule: MatchPlan.PlannedRule, at index: Int) {
    let secret = rule.secretGroup == 0 ? captures.firstGroup : captures[rule.secretGroup]
    self.init(rule: index, secret: secret ?? captures.range, whole: captures.range)
  }
}
