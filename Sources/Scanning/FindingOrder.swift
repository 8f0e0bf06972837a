package import ScanModel

extension [Finding] {
  /// One finding for each secret, with all its occurrences; the surest judgement speaks for all.
  ///
  /// - Returns: in the order of the first occurrence, then of rule and fingerprint.
  package func groupedBySecret() -> [Finding] {
    var bySecret: [Fingerprint: Finding] = [:]
    for finding in sorted(by: Self.isBetter) {
      bySecret[finding.secret.fingerprint, default: finding].occurrences += finding.occurrences
    }
    return bySecret.values.map { finding in
      var finding = finding
      finding.occurrences = Set(finding.occurrences).sorted()
      return finding
    }
    .sorted(by: Self.isEarlier)
  }

  /// Whether `left` is the better judgement of the same secret; a total order, so that the choice is always the same.
  private static func isBetter(_ left: Finding, _ right: Finding) -> Bool {
    if left.confidence != right.confidence { return left.confidence > right.confidence }
    if (left.resource == nil) != (right.resource == nil) { return left.resource != nil }
    return isEarlier(left, right)
  }

  private static func isEarlier(_ left: Finding, _ right: Finding) -> Bool {
    guard let first = left.occurrences.first, let second = right.occurrences.first else {
      return !left.occurrences.isEmpty
    }
    if first != second { return first < second }
    return (left.rule, left.secret.fingerprint.hex) < (right.rule, right.secret.fingerprint.hex)
  }
}
