internal import Rules
internal import ScanModel

/// gitleaks' `required`: which matches have the other rule's match near them that their rule asks for.
struct RequiredPartners {
  private let rules: [Rule]
  /// For each rule that another requires, where it matched, in the order of the text.
  private var places: [String: [Range<Int>]] = [:]

  init(_ matches: [Match], _ rules: [Rule]) {
    self.rules = rules
    let wanted = Set(rules.flatMap { $0.required.map(\.id) })
    guard !wanted.isEmpty else { return }
    for match in matches where wanted.contains(rules[match.rule].id) {
      places[rules[match.rule].id, default: []].append(match.whole)
    }
    for id in places.keys { places[id]?.sort { $0.lowerBound < $1.lowerBound } }
  }

  /// Why a match falls; nil when it has all that it needs.
  func missing(for match: Match, _ lines: LineTable) -> String? {
    for required in rules[match.rule].required
    where !isNear(match.whole, places[required.id] ?? [], required, lines) {
      return "required rule \(required.id) does not match near it"
    }
    return nil
  }

  /// Matches of a rule do not overlap, so the last before and the first after are the nearest, in lines and in bytes.
  private func isNear(
    _ range: Range<Int>, _ others: [Range<Int>], _ required: RequiredRule, _ lines: LineTable
  ) -> Bool {
    let next = others.firstIndex(startingAtOrAfter: range.lowerBound)
    return [next - 1, next].contains { index in
      guard others.indices.contains(index) else { return false }
      let other = others[index]
      if let limit = required.withinLines {
        let distance = lines.line(of: other.lowerBound) - lines.line(of: range.lowerBound)
        guard abs(distance) <= limit else { return false }
      }
      guard let limit = required.withinColumns else { return true }
      return EndpointPairing.distance(other, range) <= limit
    }
  }
}

extension [Range<Int>] {
  fileprivate func firstIndex(startingAtOrAfter offset: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
