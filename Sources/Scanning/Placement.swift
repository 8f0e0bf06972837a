internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel
internal import Synchronization

/// The places of a blob that was judged before they were known.
private struct Doubt: Sendable {
  let blob: Blob
  /// What was found in it: it stands when the blob cannot be read again.
  var findings: [Finding]
  let places: [Place]

  /// A path, and those of its origins for which the same allowlists speak.
  struct Place: Sendable {
    let path: BytePath
    let origins: [Origin]
    /// The commit, when an allowlist names it: then it is the only origin.
    let commit: BlobID?
  }
}

extension Scan {
  /// Gives each finding the places of its blob, and judges again what was judged without them.
  ///
  /// A path can matter: to rules and allowlists that ask for it, and as evidence. The first judgement takes whatever
  /// could speak for a finding as said, so that none is lost; only what stands at a path itself is reported there.
  func place(
    _ findings: [BlobFinding], with input: any Input, coverage: inout Coverage
  ) throws -> [Finding] {
    guard !findings.isEmpty else { return [] }
    let places = try input.places(of: Set(findings.compactMap(\.blob.id)), jobs: jobs)
    coverage.issues += places.issues
    var placed: [Finding] = []
    var doubts: [BlobID: Doubt] = [:]
    for found in findings {
      guard let id = found.blob.id, let known = places.byBlob[id], !known.isEmpty else {
        placed.append(found.finding)
        continue
      }
      if let doubt = doubts[id] ?? self.doubt(of: found.blob, at: known) {
        doubts[id] = doubt
        doubts[id]?.findings.append(found.finding)
      } else {
        placed.append(found.finding.placed(at: found.blob.path, known.map(\.origin)))
      }
    }
    let settled = settle(doubts.values.sorted { $0.blob.path < $1.blob.path }, with: input)
    coverage.issues += settled.coverage.issues
    return (placed + settled.findings.map(\.finding)).map { $0.withHistory(places.histories) }
  }

  /// What is to be judged again; nil when the blob was judged at its one path, and no allowlist names its commits.
  private func doubt(of blob: Blob, at known: [(path: BytePath, origin: Origin)]) -> Doubt? {
    let isNamed = known.contains { $0.origin.commit.map { plan.namesCommit($0.id) } ?? false }
    guard !blob.isPlaced || isNamed || known.contains(where: { $0.path != blob.path }) else {
      return nil
    }
    var places: [Doubt.Place] = []
    for (path, sharing) in Dictionary(grouping: known, by: \.path).sorted(by: { $0.key < $1.key }) {
      var unnamed: [Origin] = []
      for origin in sharing.map(\.origin) {
        if let commit = origin.commit?.id, plan.namesCommit(commit) {
          places.append(Doubt.Place(path: path, origins: [origin], commit: commit))
        } else {
          unnamed.append(origin)
        }
      }
      if !unnamed.isEmpty {
        places.append(Doubt.Place(path: path, origins: unnamed, commit: nil))
      }
    }
    return Doubt(blob: blob, findings: [], places: places)
  }

  /// Reads each blob once more and judges it at all its places.
  private func settle(_ doubts: [Doubt], with input: any Input) -> Output {
    let cursor = Atomic<Int>(0)
    return run(workers: min(jobs, doubts.count)) {
      settle(doubts, with: input, from: cursor)
    }
  }

  private func settle(
    _ doubts: [Doubt], with input: any Input, from cursor: borrowing Atomic<Int>
  ) -> Output {
    var output = Output()
    let matcher = Matcher(plan)
    let reader = Swift.Result { try input.makeReader() }
    while true {
      let index = cursor.add(1, ordering: .relaxed).oldValue
      guard index < doubts.count else { return output }
      let doubt = doubts[index]
      var findings: [Finding]
      do {
        findings = try settle(doubt, from: reader.get(), matcher, &output.coverage)
      } catch {
        findings = doubt.places.flatMap { place in
          doubt.findings.map { $0.placed(at: place.path, place.origins) }
        }
        output.coverage.issues.append(
          ScanIssue(subject: doubt.blob.path.display, message: "cannot read: \(error)"))
      }
      output.findings += findings.map { BlobFinding(finding: $0, blob: doubt.blob) }
    }
  }

  private func settle(
    _ doubt: Doubt, from reader: any BlobReader, _ matcher: Matcher, _ coverage: inout Coverage
  ) throws -> [Finding] {
    var findings: [Finding] = []
    var issues: [ScanIssue] = []
    let added = try reader.addedLines(of: doubt.blob)
    try reader.read(doubt.blob) { bytes, segment in
      for place in doubt.places {
        let blob = Blob(id: doubt.blob.id, path: place.path, origin: doubt.blob.origin)
        let hasNoPath = doubt.blob.id.map { place.path == Blob(unplaced: $0).path } ?? false
        matcher.commit = place.commit
        matcher.match(bytes, path: hasNoPath ? .unknown : place.path) { text, matched in
          let source = Judge.Source(blob: blob, segment: segment, encoding: matched.encoding)
          findings += judge.judge(matched.matches, marks: matched.marks, in: text, from: source)
            .compactMap(\.finding)
            .filter { $0.touches(added) }
            .map { $0.placed(at: place.path, place.origins) }
          issues += matched.issues.map { ScanIssue(subject: place.path.display, message: $0) }
        }
      }
    }
    matcher.commit = nil
    coverage.issues += issues
    return findings
  }
}

extension Finding {
  /// Whether an added line holds a part of it; any line, where all count.
  func touches(_ added: LineSet?) -> Bool {
    guard let added else { return true }
    return occurrences.contains { added.intersects($0.region.lines) }
  }

  /// The same finding at a path, once for each origin.
  fileprivate func placed(at path: BytePath, _ origins: [Origin]) -> Finding {
    var finding = self
    finding.occurrences = occurrences.flatMap { occurrence in
      origins.map {
        Occurrence(path: path, region: occurrence.region, blob: occurrence.blob, origin: $0)
      }
    }
    return finding
  }

  /// The same finding with what became of the contents that it stands in, at its paths.
  fileprivate func withHistory(_ histories: [BlobID: [PathHistory]]) -> Finding {
    let paths = Set(occurrences.map(\.path))
    let own = Set(occurrences.compactMap(\.blob)).flatMap { blob in
      (histories[blob] ?? []).filter { paths.contains($0.path) }
    }
    guard !own.isEmpty else { return self }
    var finding = self
    finding.history = SecretHistory(own)
    return finding
  }
}
