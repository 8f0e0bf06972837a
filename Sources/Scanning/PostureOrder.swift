internal import ScanModel

extension [PostureFinding] {
  /// One finding for each block of a file, with all its occurrences, in the order of the first.
  func groupedByBlock() -> [PostureFinding] {
    var byBlock: [Fingerprint: PostureFinding] = [:]
    for finding in self {
      byBlock[finding.fingerprint, default: finding].occurrences += finding.occurrences
    }
    return byBlock.values.map { finding in
      var finding = finding
      finding.occurrences = Set(finding.occurrences).sorted()
      return finding
    }
    .sorted { left, right in
      guard let first = left.occurrences.first, let second = right.occurrences.first else {
        return !left.occurrences.isEmpty
      }
      if first != second { return first < second }
      return (left.rule, left.fingerprint) < (right.rule, right.fingerprint)
    }
  }
}
