internal import Digests
package import Rules
package import ScanModel

/// Decides which matches are findings, and says why or why not; shared by all workers.
package struct Judge: Sendable {
  let rules: [Rule]
  let lexicon: Lexicon
  let reveal: Bool
  /// Whether what became of every candidate is wanted; the scan asks `explain` for it then.
  package let explains: Bool
  /// The organisation's key for fingerprints; nil for plain digests.
  let fingerprintKey: FingerprintKey?
  /// The kinds of comments that let a secret stand.
  let heeded: Set<Suppression.Kind>
  /// The confidence from which endpoint, service and region of a finding are sought.
  private let leastSettled: Confidence

  /// Bytes before and after a value in which its own names are sought.
  static let ownReach = (before: 800, after: 400)

  /// Prepares judging.
  ///
  /// - Parameters:
  ///   - ruleSet: the rules whose matches are judged.
  ///   - reveal: whether findings keep the secret in the open (`--reveal`).
  ///   - explains: whether every candidate is to be explained (`--explain`).
  ///   - leastReported: of findings below it nobody sees more than their number: nothing else is sought for them.
  ///   - fingerprintKey: the organisation's key for fingerprints; nil for plain digests.
  ///   - heeded: the kinds of comments that let a secret stand.
  package init(
    _ ruleSet: RuleSet, reveal: Bool = false, explains: Bool = false,
    leastReported: Confidence = .low, fingerprintKey: FingerprintKey? = nil,
    heeding heeded: Set<Suppression.Kind> = Suppression.Kind.inSource
  ) {
    self.fingerprintKey = fingerprintKey
    self.heeded = heeded
    rules = ruleSet.rules
    leastSettled = explains ? .low : leastReported
    lexicon = Lexicon(ruleSet.vocabulary)
    self.reveal = reveal
    self.explains = explains
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

  /// Judges all matches of one text together, with those of the texts that it holds in another form.
  ///
  /// - Parameters:
  ///   - matches: as `Matching` found them.
  ///   - marks: the hosts and company words of the text.
  ///   - decoded: the texts that this one holds; what is found in them stands where they are made from.
  ///   - text: in which the matches' offsets count.
  ///   - source: where the text is from.
  /// - Returns: a verdict for each match that the segment owns and that is kept, or with `explains` for all of them, in the
  ///   order of the text. A large file can have a million matches that are dropped.
  package func judge(
    _ matches: [Match], marks: [Mark], decoded: [DecodedText] = [], in text: Span<UInt8>,
    from source: Source
  ) -> [Verdict] {
    let pairing = EndpointPairing(marks, in: text, lexicon: lexicon)
    var judged: [Judged] = matches.compactMap { match in
      guard counts(match, in: source) else { return nil }
      let outcome = judge(match, rules[match.rule], pairing: pairing, in: text, source: source)
      return outcome.isKept || explains ? Judged(match: match, outcome: outcome) : nil
    }
    for held in decoded { judged += judge(held, around: pairing, in: text, source: source) }
    // Counting lines is a pass over the text: only for texts that have something to place.
    guard judged.contains(where: \.outcome.isKept) else {
      return withoutOverlaps(
        judged.map { Verdict(match: $0.match, finding: nil, reason: $0.outcome.reason) })
    }
    let partners = RequiredPartners(matches, rules)
    let lines = LineTable(text, segment: source.segment, encoding: source.encoding)
    let literals = literals(in: text, from: source)
    var literalsLeft = Self.mostLiterals
    let verdicts = judged.map { judged in
      guard case .keep(let draft, let endpoint) = judged.outcome else {
        return Verdict(match: judged.match, finding: nil, reason: judged.outcome.reason)
      }
      if let reason = partners.missing(for: judged.match, lines) {
        return Verdict(match: judged.match, finding: nil, reason: reason)
      }
      let value = judged.match.decoded ?? judged.match.secret.map { text[$0] }
      let finding = draft.finding(
        value: value, key: fingerprintKey, reveal: reveal, lexicon: lexicon)
      var placed = place(finding, judged.match, endpoint, lines, in: text, source)
      if finding.confidence >= leastSettled, let literals, literalsLeft > 0,
        let only = placed.occurrences.indices.first
      {
        literalsLeft -= 1
        placed.occurrences[only].literal = literal(of: judged.match, literals, lines, in: text)
      }
      return Verdict(match: judged.match, finding: placed, reason: nil)
    }
    return withoutOverlaps(verdicts)
  }

  private struct Judged {
    /// In the offsets of the text that was lent.
    let match: Match
    let outcome: Outcome
  }

  private func counts(_ match: Match, in source: Source) -> Bool {
    source.segment.owns(match.secret.lowerBound, source.encoding)
      && rules[match.rule].reportsSecrets && !match.secret.isEmpty
  }

  /// Judges what was found in a text that another holds, by what stands around it there, and by the endpoints of both.
  private func judge(
    _ held: DecodedText, around outer: EndpointPairing, in outerText: Span<UInt8>, source: Source
  ) -> [Judged] {
    held.bytes.lend { text in
      let pairing = EndpointPairing(held.marks, in: text, lexicon: lexicon)
      return held.matches.compactMap { match in
        let placed = match.placed(from: held)
        guard counts(placed, in: source) else { return nil }
        let outcome = judge(
          match, rules[match.rule], pairing: pairing, in: text, source: source, isHeld: true,
          companyOutside: outer.companyDistance(from: placed.secret))
        guard case .keep(var draft, let endpoint) = outcome, draft.confidence >= leastSettled else {
          return outcome.isKept || explains ? Judged(match: placed, outcome: outcome) : nil
        }
        let settled = draft.settle(
          placed.secret, placed.decoded ?? [], outer, in: outerText, path: source.blob.knownPath,
          knowing: endpoint?.placed(by: held.map))
        return Judged(match: placed, outcome: .keep(draft, settled))
      }
    }
  }

  private func place(
    _ finding: Finding, _ match: Match, _ endpoint: EndpointPairing.Endpoint?, _ lines: LineTable,
    in text: Span<UInt8>, _ source: Source
  ) -> Finding {
    var finding = finding
    finding.occurrences = [
      Occurrence(
        path: source.blob.path, region: lines.region(of: match.secret, in: text),
        blob: source.blob.id, origin: source.blob.origin,
        suppression: SuppressionComments(around: match.secret, in: text).best(of: heeded)
          .map { $0.suppression(path: source.blob.path, lines) })
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
    case keep(Draft, EndpointPairing.Endpoint?)
    case drop(String)

    var isKept: Bool { reason == nil }

    var reason: String? {
      guard case .drop(let reason) = self else { return nil }
      return reason
    }
  }

  private func judge(
    _ match: Match, _ rule: Rule, pairing: EndpointPairing, in text: Span<UInt8>, source: Source,
    isHeld: Bool = false, companyOutside: Int? = nil
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
      let inside = pairing.companyDistance(from: match.secret)
      let distance = [inside, companyOutside].compactMap(\.self).min()
      let nearest: ContextJudge.Company? =
        pairing.isBesideEndpoint(match.secret)
        ? .atEndpoint : distance.map { $0 <= EndpointPairing.near ? .near : .inFile }
      switch judgeContext(
        of: match, value, company: nearest, pairing: pairing, in: text, source: source)
      {
      case .drop(let reason): return .drop(reason)
      case .keep(let judgement):
        draft.confidence = judgement.confidence
        draft.service = judgement.service ?? draft.service
        draft.isServiceNamed = draft.service != nil && judgement.isServiceSure
        draft.excluded = judgement.excluded
        draft.evidence += judgement.evidence
      }
    }
    if let name = lexicon.publishedName(digest: hexadecimal(Digest.sha256(value))) {
      return .drop(name)
    }
    guard draft.confidence >= leastSettled else { return .keep(draft, nil) }
    // What holds a decoded text knows its path, and is asked after it.
    let path = isHeld ? nil : source.blob.knownPath
    let endpoint = draft.settle(match.secret, value, pairing, in: text, path: path)
    return .keep(draft, endpoint)
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

extension Blob {
  /// nil while only the content is known.
  fileprivate var knownPath: BytePath? { isPlaced ? path : nil }
}

extension Segment {
  /// Whether a match that begins at `offset` of the text counts in this segment.
  func owns(_ offset: Int, _ encoding: TextEncoding) -> Bool {
    // Decoded text has other offsets; a file of UTF-16 so large that it is read in parts may report twice, not never.
    isWhole || encoding != .bytes || owned.contains(offset)
  }
}
