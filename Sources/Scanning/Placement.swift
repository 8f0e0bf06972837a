internal import Inputs
internal import ScanModel

extension Scan {
  /// Gives each finding the places of its blob, and judges again what was judged without them.
  ///
  /// A path can matter: to rules and allowlists that ask for it, and as evidence. The first judgement takes whatever
  /// could speak for a finding as said, so that none is lost; only what stands at a path itself is reported there.
  func place(
    _ findings: [BlobFinding], with input: any Input, coverage: inout Coverage,
    progress: ScanProgress
  ) throws -> [Finding] {
    // Who will not see a finding need not know where it is from; of most repositories nothing is left to trace then.
    let reported = Set(
      findings.filter { $0.finding.confidence >= leastReported }
        .map(\.finding.secret.fingerprint))
    let unseen = findings.map(\.finding).filter { !reported.contains($0.secret.fingerprint) }
    guard !reported.isEmpty else { return unseen }
    let findings = findings.filter { reported.contains($0.finding.secret.fingerprint) }
    progress.beginTracing()
    let wanted = Set(findings.compactMap(\.blob.id))
    // Findings without their commits help little, and in most repositories they are found in no time.
    let traced = try progress.unlessStopped(grace: .milliseconds(100)) {
      try input.places(of: wanted, jobs: jobs)
    }
    if traced == nil {
      coverage.issues.append(progress.stopIssue("where the findings come from was not traced"))
    }
    let places = traced ?? Places()
    coverage.issues += places.issues
    var placed: [BlobFinding] = []
    var doubts: [BlobID: PathDoubt] = [:]
    for found in findings {
      guard let id = found.blob.id, let known = places.byBlob[id], !known.isEmpty else {
        placed.append(found)
        continue
      }
      if let doubt = doubts[id] ?? PathDoubt(of: found.blob, at: known, plan) {
        doubts[id] = doubt
        doubts[id]?.findings.append(found)
      } else {
        placed.append(found.placed(at: found.blob.path, known.map(\.origin)))
      }
    }
    let settled = settle(
      doubts.values.sorted { $0.blob.path < $1.blob.path }, with: input, progress: progress)
    coverage.issues += settled.coverage.issues
    return unseen
      + (placed + settled.findings).map { $0.withHistory(places.histories) }
  }
}

extension Scan.BlobFinding {
  /// The same finding where its blob is at a path, once for each origin.
  func placed(at path: BytePath, _ origins: [Origin]) -> Scan.BlobFinding {
    let path = shown(path)
    var placed = self
    placed.finding.occurrences = finding.occurrences.flatMap { occurrence in
      origins.map {
        Occurrence(path: path, region: occurrence.region, blob: occurrence.blob, origin: $0)
      }
    }
    return placed
  }

  /// The finding with what became of the contents that it stands in, at its paths.
  fileprivate func withHistory(_ histories: [BlobID: [PathHistory]]) -> Finding {
    let paths = Set(finding.occurrences.map(\.path))
    let own = Set(finding.occurrences.compactMap(\.blob)).flatMap { blob in
      (histories[blob] ?? []).map { member == nil ? $0 : $0.moved(to: shown($0.path)) }
        .filter { paths.contains($0.path) }
    }
    guard !own.isEmpty else { return finding }
    var finding = finding
    finding.history = SecretHistory(own)
    return finding
  }

  /// The path of the place when the blob is at a path.
  private func shown(_ path: BytePath) -> BytePath {
    member.map { path.member($0) } ?? path
  }
}
