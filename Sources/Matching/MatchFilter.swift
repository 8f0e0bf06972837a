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

  /// What a rule says of a match beyond its pattern.
  enum Verdict {
    case admitted
    /// By an allowlist that asks for more than the match itself, such as its path.
    case allowed
    /// For what the match is, whatever stands around it.
    case allowedItself
  }

  /// Whether none of its rule's allowlists takes a match away.
  ///
  /// - Throws: as `applies` does.
  func verdict(
    on match: Match, in text: Span<UInt8>, path: BytePath, with scratch: inout PatternScratch
  ) throws -> Verdict {
    for allowlist in plan.rules[match.rule].allowlists {
      let verdict = try verdict(of: allowlist, match, in: text, path: path, &scratch)
      if verdict != .admitted { return verdict }
    }
    return .admitted
  }

  /// Whether a match has the entropy that its rule asks for.
  func isEvenEnough(_ match: Match, in text: Span<UInt8>) -> Bool {
    guard let limit = plan.rules[match.rule].entropy else { return true }
    return shannonEntropy(of: copy(text.extracting(match.secret))) > limit
  }

  /// gitleaks' logic: each kind of condition that is given is one vote; one is enough, or all of them with "AND".
  private func verdict(
    of list: PlannedAllowlist, _ match: Match, in text: Span<UInt8>, path: BytePath,
    _ scratch: inout PatternScratch
  ) throws -> Verdict {
    // What the match itself is asked, and what else is.
    var (own, other): ([Bool], [Bool]) = ([], [])
    if !list.paths.isEmpty {
      other.append(try path != .unknown && anyMatches(list.paths, path, &scratch))
    }
    if !list.commits.isEmpty {
      other.append(commit.map { list.commits.contains($0.description) } ?? false)
    }
    if !list.regexes.isEmpty {
      let target: Range<Int> =
        switch list.target {
        case .secret: match.secret
        case .match: match.whole
        case .line: line(around: match.whole, in: text)
        }
      let vote = try anyMatches(list.regexes, text.extracting(target), &scratch)
      if list.target == .line { other.append(vote) } else { own.append(vote) }
    }
    if let stopwords = list.stopwords {
      own.append(stopwords.contains(anyIn: text.extracting(match.secret)))
    }
    guard list.matchAll else {
      return own.contains(true) ? .allowedItself : other.contains(true) ? .allowed : .admitted
    }
    guard !(own + other).isEmpty, !(own + other).contains(false) else { return .admitted }
    return other.isEmpty ? .allowedItself : .allowed
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
