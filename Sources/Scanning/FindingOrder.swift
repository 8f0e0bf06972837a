package import ScanModel

extension [Finding] {
  /// One finding for each secret, with all its occurrences; the surest judgement speaks for all.
  ///
  /// - Returns: in the order of the first occurrence, then of rule and fingerprint.
  package func groupedBySecret() -> [Finding] {
    var bySecret: [Fingerprint: Finding] = [:]
    var paths: [Fingerprint: Set<PathHistory>] = [:]
    for finding in sorted(by: Self.isBetter) {
      let secret = finding.secret.fingerprint
      bySecret[secret, default: finding].occurrences += finding.occurrences
      if let history = finding.history { paths[secret, default: []].formUnion(history.paths) }
    }
    return bySecret.values.map { finding in
      var finding = finding
      finding.occurrences = Set(finding.occurrences).sorted()
      if let paths = paths[finding.secret.fingerprint] {
        finding.shorten(SecretHistory(paths))
      }
      return finding
    }
    .sorted(by: Self.isEarlier)
  }

  /// Occurrences in a history that are kept: a file that changes daily holds its key in thousands of versions.
  fileprivate static let mostOccurrences = 1000

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

extension Finding {
  /// Sets the history; of it, and of the occurrences, keeps no more than a report should hold, first what refs hold still.
  fileprivate mutating func shorten(_ history: SecretHistory) {
    self.history = history.shortened
    let limit = [Finding].mostOccurrences
    guard occurrences.count > limit else { return }
    let held = Set(
      history.paths.lazy.filter { $0.refs.count > 0 }.map { [$0.path.bytes, $0.blob.bytes] })
    let isHeld = occurrences.map { held.contains([$0.path.bytes, $0.blob?.bytes ?? []]) }
    let order =
      occurrences.indices.filter { isHeld[$0] } + occurrences.indices.filter { !isHeld[$0] }
    let leftOut = order.dropFirst(limit).map { occurrences[$0].comment }
    moreOccurrences = leftOut.count
    moreComment =
      leftOut.contains(nil) ? nil : leftOut.compactMap(\.self).min { $0.isOutlived(by: $1) }
    occurrences = order.prefix(limit).sorted().map { occurrences[$0] }
  }
}
