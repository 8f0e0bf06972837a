internal import Digests
package import Rules
package import ScanModel

/// Decides which matches are findings, and says why or why not; shared by all workers.
package struct Judge: Sendable {
  private let rules: [Rule]
  private let lexicon: Lexicon
  private let reveal: Bool

  /// Bytes before and after a value in which its own names are sought, and its parents.
  private static let ownReach = (before: 800, after: 400)
  private static let parentReach = 6000

  /// Prepares judging.
  ///
  /// - Parameters:
  ///   - ruleSet: the rules whose matches are judged.
  ///   - reveal: whether findings keep the secret in the open (`--reveal`).
  package init(_ ruleSet: RuleSet, reveal: Bool = false) {
    rules = ruleSet.rules
    lexicon = Lexicon(ruleSet.vocabulary)
    self.reveal = reveal
  }

  /// Where a text comes from.
  package struct Source {
    package let blob: Blob
    package let segment: Segment
    package let encoding: TextEncoding

    package init(blob: Blob, segment: Segment, encoding: TextEncoding) {
      self.blob = blob
      self.segment = segment
      self.encoding = encoding
    }
  }

  /// What became of a match.
  package struct Verdict: Sendable {
    package let match: Match
    /// nil when the match was dropped.
    package let finding: Finding?
    /// Why it was dropped; nil when it was kept.
    package let reason: String?
  }

  /// Judges all matches of one text together.
  ///
  /// - Parameters:
  ///   - matches: as `Matching` found them.
  ///   - marks: the hosts and company words of the text.
  ///   - text: in which the matches' offsets count.
  ///   - source: where the text is from.
  /// - Returns: a verdict for each match that the segment owns, in the order of the text.
  package func judge(
    _ matches: [Match], marks: [Mark], in text: Span<UInt8>, from source: Source
  ) -> [Verdict] {
    let pairing = EndpointPairing(marks, in: text, lexicon: lexicon)
    let owned = matches.filter {
      source.segment.owns($0.secret.lowerBound, source.encoding) && !rules[$0.rule].skipReport
    }
    let outcomes = owned.map {
      judge($0, rules[$0.rule], pairing: pairing, in: text, source: source)
    }
    // Counting lines is a pass over the text: only for texts that have something to place.
    guard outcomes.contains(where: \.isKept) else {
      return withoutOverlaps(
        zip(owned, outcomes).map { Verdict(match: $0, finding: nil, reason: $1.reason) })
    }
    let partners = RequiredPartners(matches, rules)
    let lines = LineTable(text, segment: source.segment, encoding: source.encoding)
    let verdicts = zip(owned, outcomes).map { match, outcome in
      guard case .keep(let finding, let endpoint) = outcome else {
        return Verdict(match: match, finding: nil, reason: outcome.reason)
      }
      if let reason = partners.missing(for: match, lines) {
        return Verdict(match: match, finding: nil, reason: reason)
      }
      let placed = place(finding, match, endpoint, lines, in: text, source)
      return Verdict(match: match, finding: placed, reason: nil)
    }
    return withoutOverlaps(verdicts)
  }

  private func place(
    _ finding: Finding, _ match: Match, _ endpoint: EndpointPairing.Endpoint?, _ lines: LineTable,
    in text: Span<UInt8>, _ source: Source
  ) -> Finding {
    var finding = finding
    finding.occurrences = [
      Occurrence(
        path: source.blob.path, region: lines.region(of: match.secret, in: text),
        blob: source.blob.id, origin: source.blob.origin)
    ]
    finding.resource = endpoint.flatMap {
      guard $0.isReal else { return nil }
      return Resource(
        host: $0.display,
        name: $0.host.namesAccount ? $0.label.map { escapedForDisplay($0) } : nil,
        cloud: $0.host.cloud, region: lines.region(of: $0.range, in: text))
    }
    return finding
  }

  private enum Outcome {
    case keep(Finding, EndpointPairing.Endpoint?)
    case drop(String)

    var isKept: Bool { reason == nil }

    var reason: String? {
      guard case .drop(let reason) = self else { return nil }
      return reason
    }
  }

  private func judge(
    _ match: Match, _ rule: Rule, pairing: EndpointPairing, in text: Span<UInt8>, source: Source
  ) -> Outcome {
    let value = match.decoded ?? match.secret.map { text[$0] }
    if let limit = rule.entropy, shannonEntropy(of: value) <= limit {
      return .drop("entropy under \(limit)")
    }
    var draft = Draft(rule: rule, service: rule.service.flatMap(lexicon.serviceIndex))
    if let proof = rule.proof {
      guard let checked = ProofCheck(proof, value, lexicon: lexicon) else {
        return .drop("not the shape of the key")
      }
      if let reason = checked.apply(to: &draft, value: value) { return .drop(reason) }
    }
    if rule.context == .required {
      switch judgeContext(of: match, value, pairing: pairing, in: text, source: source) {
      case .drop(let reason): return .drop(reason)
      case .keep(let judgement):
        draft.confidence = judgement.confidence
        draft.service = judgement.service ?? draft.service
        draft.evidence += judgement.evidence
      }
    }
    let endpoint = pairing.nearest(to: match.secret, service: draft.service, in: text)
    if let endpoint { draft.take(endpoint, at: match.secret, lexicon: lexicon) }
    let finding = draft.finding(value: value, reveal: reveal, lexicon: lexicon)
    if let name = lexicon.publishedName(finding.secret.fingerprint) { return .drop(name) }
    return .keep(finding, endpoint)
  }

  private func judgeContext(
    of match: Match, _ value: [UInt8], pairing: EndpointPairing, in text: Span<UInt8>,
    source: Source
  ) -> ContextJudge.Verdict {
    let excerpt = Excerpt(
      text, around: match.secret, before: Self.ownReach.before, after: Self.ownReach.after)
    var surroundings = SurroundingsReader.read(excerpt)
    if let first = surroundings.own.first, lexicon.isEmpty(first.words),
      let sibling = EnclosingNames(excerpt).sibling()
    {
      surroundings.names.insert(sibling, at: 0)
    }
    let judge = ContextJudge(lexicon: lexicon)
    if let reason = judge.disqualification(of: value, surroundings) { return .drop(reason) }
    var company = ContextJudge.Company.none
    if let distance = pairing.companyDistance(from: match.secret) {
      company = distance <= EndpointPairing.near ? .near : .inFile
    } else if !source.blob.isPlaced {
      // Judged again once the path is known.
      company = .maybeInPath
    } else if lexicon.namesCompany(NameText(source.blob.path.bytes)) {
      company = .inFile
    }
    let far = Excerpt(text, around: match.secret, before: Self.parentReach, after: 0)
    return judge.judge(
      value, surroundings: surroundings, parents: EnclosingNames(far).parents(), company: company)
  }

  /// One finding for each stretch of text: the surest, of equals one of a rule that names what it found, and of these the
  /// longest.
  private func withoutOverlaps(_ verdicts: [Verdict]) -> [Verdict] {
    var result = verdicts.sorted { left, right in
      let (a, b) = (left.match, right.match)
      return (a.secret.lowerBound, a.secret.upperBound, a.rule)
        < (b.secret.lowerBound, b.secret.upperBound, b.rule)
    }
    var last: Int?
    for index in result.indices {
      guard let finding = result[index].finding else { continue }
      guard let kept = last, let other = result[kept].finding,
        result[index].match.secret.overlaps(result[kept].match.secret)
      else {
        last = index
        continue
      }
      let isBetter = rank(finding, result[index].match) > rank(other, result[kept].match)
      let loser = isBetter ? kept : index
      result[loser] = Verdict(
        match: result[loser].match, finding: nil, reason: "part of a surer finding")
      if isBetter { last = index }
    }
    return result
  }

  private func rank(_ finding: Finding, _ match: Match) -> (Confidence, Int, Int) {
    (finding.confidence, rules[match.rule].isGeneric ? 0 : 1, match.secret.count)
  }
}

extension Rule {
  /// Whether another rule's finding at the same place says more: gitleaks gives way for ids with this word.
  fileprivate var isGeneric: Bool { id.lowercased().contains("generic") }
}

extension Segment {
  /// Whether a match that begins at `offset` of the text counts in this segment.
  fileprivate func owns(_ offset: Int, _ encoding: TextEncoding) -> Bool {
    // Decoded text has other offsets; a file of UTF-16 so large that it is read in parts may report twice, not never.
    isWhole || encoding != .bytes || owned.contains(offset)
  }
}
