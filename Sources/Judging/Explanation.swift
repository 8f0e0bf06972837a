internal import Rules
package import ScanModel

extension Judge {
  /// Tells what became of each candidate of a text; counts its lines once more, so ask only when somebody wants to know.
  ///
  /// - Parameters:
  ///   - verdicts: what `judge` made of the text.
  ///   - dismissed: what rules let pass before that.
  ///   - text: in which the matches' offsets count.
  ///   - source: where the text is from.
  /// - Returns: the verdicts, then the others, each with its place and its redacted value.
  package func explain(
    _ verdicts: [Verdict], _ dismissed: [DismissedMatch], in text: Span<UInt8>, from source: Source
  ) -> [Candidate] {
    let dismissed = dismissed.filter {
      source.segment.owns($0.match.secret.lowerBound, source.encoding)
        && rules[$0.match.rule].reportsSecrets
    }
    guard !verdicts.isEmpty || !dismissed.isEmpty else { return [] }
    let lines = LineTable(text, segment: source.segment, encoding: source.encoding)
    func dropped(_ match: Match, _ reason: String) -> Candidate {
      let value = match.decoded ?? match.secret.map { text[$0] }
      return Candidate(
        rule: rules[match.rule].id,
        secret: Secret(
          value: value, fingerprint: Fingerprint(of: value, key: fingerprintKey), reveal: reveal),
        verdict: .dropped(reason),
        occurrence: Occurrence(
          path: source.blob.path, region: lines.region(of: match.secret, in: text),
          blob: source.blob.id, origin: source.blob.origin))
    }
    return verdicts.map { verdict in
      guard let finding = verdict.finding, let place = finding.occurrences.first else {
        return dropped(verdict.match, verdict.reason ?? "no reason is known")
      }
      return Candidate(
        rule: finding.rule, secret: finding.secret,
        verdict: .kept(
          finding.confidence, start: rules[verdict.match.rule].confidence, finding.evidence),
        occurrence: place)
    } + dismissed.map { dropped($0.match, $0.reason.phrase(rules[$0.match.rule])) }
  }
}

extension DismissedMatch.Reason {
  fileprivate func phrase(_ rule: Rule) -> String {
    switch self {
    case .allowlist: "an allowlist of rule \(rule.id), or of all rules, lets it pass"
    case .path: "rule \(rule.id) is for other paths"
    case .entropy(let limit): "entropy under \(limit)"
    }
  }
}
