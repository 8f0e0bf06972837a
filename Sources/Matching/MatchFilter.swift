internal import Patterns
internal import Rules
internal import ScanModel

/// The parts of a rule that need the pattern engine after a match: its path, its allowlists.
struct MatchFilter {
  private let plan: MatchPlan

  init(_ plan: MatchPlan) {
    self.plan = plan
  }

  /// Whether the rule applies to the path and none of its allowlists takes the match away.
  ///
  /// - Throws: `PatternError` or `MatchFailure`, when a pattern cannot be compiled or ran into a limit.
  func admits(
    _ match: Match, in text: Span<UInt8>, path: BytePath, with scratch: inout PatternScratch
  ) throws -> Bool {
    let rule = plan.rules[match.rule]
    if let pattern = rule.path {
      guard try matches(pattern, path.bytes.span, &scratch) else { return false }
    }
    for allowlist in rule.allowlists
    where try allows(allowlist, match, in: text, path: path, &scratch) {
      return false
    }
    return true
  }

  /// gitleaks' logic: each kind of condition that is given is one vote; one is enough, or all of them with "AND".
  private func allows(
    _ list: PlannedAllowlist, _ match: Match, in text: Span<UInt8>, path: BytePath,
    _ scratch: inout PatternScratch
  ) throws -> Bool {
    var votes: [Bool] = []
    if !list.paths.isEmpty {
      votes.append(try anyMatches(list.paths, path.bytes.span, &scratch))
    }
    if !list.regexes.isEmpty {
      let target: Range<Int> =
        switch list.target {
        case .secret: match.secret
        case .match: match.whole
        case .line: line(around: match.whole, in: text)
        }
      votes.append(try anyMatches(list.regexes, text.extracting(target), &scratch))
    }
    if !list.stopwords.isEmpty {
      let secret = String(decoding: copy(text.extracting(match.secret)), as: UTF8.self).lowercased()
      votes.append(list.stopwords.contains { secret.contains($0) })
    }
    return list.matchAll ? !votes.isEmpty && !votes.contains(false) : votes.contains(true)
  }

  private func anyMatches(
    _ patterns: [LazyPattern], _ bytes: Span<UInt8>, _ scratch: inout PatternScratch
  ) throws -> Bool {
    for pattern in patterns where try matches(pattern, bytes, &scratch) { return true }
    return false
  }

  private func matches(
    _ pattern: LazyPattern, _ bytes: Span<UInt8>, _ scratch: inout PatternScratch
  ) throws -> Bool {
    try scratch.firstMatch(of: pattern.pattern(), in: bytes, from: 0, to: bytes.count) != nil
  }

  private func line(around range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    while end < text.count, text[end] != 0x0A { end += 1 }
    return start..<end
  }

  private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.indices.map { bytes[$0] }
  }
}
