internal import ScanModel

/// Candidates to be explained: as many as a report can hold, the first by their places, in whatever order they come.
struct CandidateList: Sendable {
  /// More would nobody read; a history can have millions.
  static let limit = 10_000

  private(set) var all: [Candidate] = []
  /// How many were left out.
  private(set) var omitted = 0

  mutating func add(_ candidates: some Collection<Candidate>) {
    all += candidates
    if all.count >= 2 * Self.limit { cut() }
  }

  mutating func add(_ other: CandidateList) {
    omitted += other.omitted
    add(other.all)
  }

  /// Says of findings on lines that a change does not add that they are no part of it.
  ///
  /// - Parameter added: the lines that the change adds to a candidate's blob; nil when all count.
  mutating func explain(_ added: (Candidate) -> LineSet?) {
    for index in all.indices {
      guard case .kept = all[index].verdict, let added = added(all[index]),
        !added.intersects(all[index].occurrence.region.lines)
      else { continue }
      all[index].verdict = .dropped("the change does not add its line")
    }
  }

  /// Moves each to where `place` says, or takes it out.
  mutating func place(_ place: (Candidate) -> Candidate?) {
    all = all.compactMap(place)
  }

  /// In the order of their places, and no more than a report holds.
  func sorted() -> CandidateList {
    var list = self
    list.cut()
    return list
  }

  /// The smallest stay, so that the outcome depends on neither the number of workers nor their luck.
  private mutating func cut() {
    all.sort()
    guard all.count > Self.limit else { return }
    omitted += all.count - Self.limit
    all.removeSubrange(Self.limit...)
  }
}

extension Candidate {
  func placed(at path: BytePath, _ origin: Origin) -> Candidate {
    var candidate = self
    candidate.occurrence = Occurrence(
      path: path, region: occurrence.region, blob: occurrence.blob, origin: origin)
    return candidate
  }
}
