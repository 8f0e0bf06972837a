/// A match and what judging made of it: what `--explain` tells.
package struct Candidate: Sendable {
  package var rule: String
  package var secret: Secret
  package var verdict: Verdict
  package var occurrence: Occurrence

  package enum Verdict: Hashable, Sendable {
    /// It is a finding: how sure, from where its rule starts, and why.
    case kept(Confidence, start: Confidence, [Evidence])
    /// It is none: why.
    case dropped(String)
  }

  package init(rule: String, secret: Secret, verdict: Verdict, occurrence: Occurrence) {
    self.rule = rule
    self.secret = secret
    self.verdict = verdict
    self.occurrence = occurrence
  }
}

extension Candidate: Comparable {
  /// By place, then rule and value: the order of every report.
  package static func < (left: Candidate, right: Candidate) -> Bool {
    if left.occurrence != right.occurrence { return left.occurrence < right.occurrence }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.secret.fingerprint < right.secret.fingerprint
  }

  package static func == (left: Candidate, right: Candidate) -> Bool {
    left.occurrence == right.occurrence && left.rule == right.rule
      && left.secret.fingerprint == right.secret.fingerprint && left.verdict == right.verdict
  }
}

/// What became of the candidates of a scan.
package struct Explanation: Sendable {
  /// Sorted.
  package var candidates: [Candidate]
  /// Candidates beyond those that a report holds.
  package var omitted: Int
  /// The level from which a finding is reported: one below it is kept and hidden.
  package var shown: Confidence

  package init(candidates: [Candidate], omitted: Int = 0, shown: Confidence) {
    self.candidates = candidates
    self.omitted = omitted
    self.shown = shown
  }
}
