internal import Patterns
internal import Rules
internal import ScanModel

/// The parts of a rule that need the pattern engine after a match: its path, its allowlists.
struct MatchFilter {
  private let plan: MatchPlan
  /// The commit that brought the blob in, for allowlists that name commits; nil when it is not known.
  var commit: BlobID?

  init(_ plan: MatchPlan) {
    self.plan = plan
  }

  /// Whether a rule applies to a path.
  ///
  /// - Throws: `PatternError` or `MatchFailure`, when the pattern cannot be compiled or ran into a limit.
  func applies(
    _ rule: MatchPlan.PlannedRule, to path: BytePath, with scratch: inout PatternScratch
  ) throws -> Bool {
    guard let pattern = rule.path, path != .unknown else { return true }
    return try anyMatches([pattern], path, &scratch)
  }

  /// Whether none of its rule's allowlists takes a match away.
  ///
  /// - Throws: as `applies` does.
  func admits(
    _ match: Match, in text: Span<UInt8>, path: BytePath, with scratch: inout PatternScratch
  ) throws -> Bool {
    for allowlist in plan.rules[match.rule].allowlists
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
      votes.append(try path != .unknown && anyMatches(list.paths, path, &scratch))
    }
    if !list.commits.isEmpty {
      votes.append(commit.map { list.commits.contains($0.description) } ?? false)
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
    _ patterns: [LazyPattern], _ path: BytePath, _ scratch: inout PatternScratch
  ) throws -> Bool {
    try path.bytes.lend { try anyMatches(patterns, $0, &scratch) }
  }

  private func anyMatches(
    _ patterns: [LazyPattern], _ bytes: Span<UInt8>, _ scratch: inout PatternScratch
  ) throws -> Bool {
    for pattern in patterns
    where try scratch.firstMatch(of: pattern.pattern(), in: bytes, from: 0, to: bytes.count) != nil
    {
      return true
    }
    return false
  }

  /// The lines of a match, or what of them is near it: every match in a line of megabytes would cost megabytes.
  private func line(around range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    let first = max(0, start - Self.farthestLineEnd)
    let last = min(text.count, end + Self.farthestLineEnd)
    while start > first, text[start - 1] != 0x0A { start -= 1 }
    while end < last, text[end] != 0x0A { end += 1 }
    return start..<end
  }

  private static let farthestLineEnd = 4096

  private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.indices.map { bytes[$0] }
  }
}
