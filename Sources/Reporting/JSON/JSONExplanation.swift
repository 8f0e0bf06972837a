import ScanModel

/// What became of the candidates, in the JSON report.
struct JSONExplanation: Encodable {
  let candidates: [JSONCandidate]
  let omitted: Int

  init(_ explanation: Explanation) {
    candidates = explanation.candidates.map { JSONCandidate($0, shown: explanation.shown) }
    omitted = explanation.omitted
  }
}

/// One candidate in the machine formats.
struct JSONCandidate: Encodable {
  let rule: String
  let secret: JSONFinding.Secret
  /// "reported", "hidden" or "dropped".
  let verdict: String
  /// nil when it was dropped.
  let confidence: String?
  /// The confidence that its rule starts from; nil when it was dropped.
  let start: String?
  let reason: String
  let evidence: [JSONFinding.Evidence]?
  let occurrence: JSONFinding.Occurrence

  init(_ candidate: Candidate, shown: Confidence) {
    rule = candidate.rule
    secret = JSONFinding.Secret(candidate.secret)
    reason = candidate.verdict.reason
    occurrence = JSONFinding.Occurrence(candidate.occurrence)
    switch candidate.verdict {
    case .dropped:
      verdict = "dropped"
      (confidence, start, evidence) = (nil, nil, nil)
    case .kept(let confidence, let start, let evidence):
      verdict = candidate.verdict.isShown(from: shown) ? "reported" : "hidden"
      self.confidence = confidence.name
      self.start = start.name
      self.evidence = evidence.map {
        JSONFinding.Evidence(kind: $0.kind.rawValue, text: $0.text)
      }
    }
  }
}
