internal import Inputs
internal import ScanModel

extension Scan {
  /// Gives each finding the places of its blob, and judges again what was judged without them.
  ///
  /// A path can matter: to rules and allowlists that ask for it, and as evidence. The first judgement takes whatever
  /// could speak for a finding as said, so that none is lost; only what stands at a path itself is reported there.
  func place(
    _ output: Output, with input: any Input, coverage: inout Coverage, progress: ScanProgress
  ) throws -> Judged {
    // Who will not see a finding need not know where it is from; of most repositories nothing is left to trace then.
    let reported = Set(
      output.findings.filter { $0.item.confidence >= leastReported }
        .map(\.item.secret.fingerprint))
    let unseen = output.findings.map(\.item).filter { !reported.contains($0.secret.fingerprint) }
    let findings = output.findings.filter { reported.contains($0.item.secret.fingerprint) }
    let wanted = Set(
      (findings.map(\.blob) + output.posture.map(\.blob)).compactMap(\.id)
        + output.candidates.all.compactMap(\.occurrence.blob))
    guard !findings.isEmpty || !output.posture.isEmpty || !wanted.isEmpty else {
      return Judged(findings: unseen, candidates: output.candidates)
    }
    progress.beginTracing()
    // Findings without their commits help little, and in most repositories they are found in no time.
    let traced = try progress.unlessStopped(grace: .milliseconds(100)) {
      try input.places(of: wanted, jobs: jobs)
    }
    if traced == nil {
      coverage.issues.append(progress.stopIssue("where the findings come from was not traced"))
    }
    let places = traced ?? Places()
    coverage.issues += places.issues
    var placed = Judged()
    var doubts: [BlobID: PathDoubt] = [:]
    /// Puts something to its places, or with its blob into doubt.
    func place(_ judged: Judged, of blob: Blob) {
      guard let id = blob.id, let known = places.byBlob[id], !known.isEmpty else {
        placed.add(judged)
        return
      }
      if let doubt = doubts[id] ?? PathDoubt(of: blob, at: known, plan) {
        doubts[id] = doubt
        doubts[id]?.first.append(judged)
      } else {
        placed.add(judged.placed(at: blob.path, known.map(\.origin)))
      }
    }
    for found in findings {
      place(Judged(member: found.member, findings: [found.item]), of: found.blob)
    }
    for found in output.posture {
      place(Judged(member: found.member, posture: [found.item]), of: found.blob)
    }
    placed.candidates = output.candidates
    placed.candidates.place { candidate in
      guard let id = candidate.occurrence.blob else { return candidate }
      if let doubt = doubts[id] {
        var judged = Judged(member: candidate.occurrence.path.member(of: doubt.blob.path))
        judged.candidates.add([candidate])
        doubts[id]?.first.append(judged)
        return nil
      }
      // What is dropped without its path is dropped at each of them: the first is enough to see it.
      let first = places.byBlob[id]?.min { ($0.path, $0.origin) < ($1.path, $1.origin) }
      return first.map { first in
        // It was named for the blob's path, where that was known, or for what stands for it.
        let names = [Blob(unplaced: id).path] + (places.byBlob[id] ?? []).map(\.path)
        let member = names.lazy.compactMap { candidate.occurrence.path.member(of: $0) }.first
        return candidate.placed(at: first.path.inside(member), first.origin)
      } ?? candidate
    }
    let settled = settle(
      doubts.values.sorted { $0.blob.path < $1.blob.path }, with: input, progress: progress)
    coverage.issues += settled.coverage.issues
    placed.findings += settled.findings.map(\.item)
    placed.posture += settled.posture.map(\.item)
    placed.candidates.add(settled.candidates)
    placed.findings = unseen + placed.findings.map { $0.withHistory(places.histories) }
    switch comments.authority {
    case .content: break
    case .base:
      let approved = approvals(
        of: output.findings, with: input, progress: progress, &coverage.issues)
      for index in placed.findings.indices { placed.findings[index].approve(by: approved) }
    case .head:
      let comments = HeadComments(of: placed.findings)
      for index in placed.findings.indices { placed.findings[index].approve(by: comments) }
    }
    return placed
  }
}

extension Finding {
  /// The same finding with what became of the contents that it stands in, at its paths.
  fileprivate func withHistory(_ histories: [BlobID: [PathHistory]]) -> Finding {
    let own = Set(occurrences).flatMap { occurrence in
      (occurrence.blob.flatMap { histories[$0] } ?? []).compactMap { history in
        if history.path == occurrence.path { return history }
        // What lies in an archive was where the archive was.
        let isInside = occurrence.path.member(of: history.path) != nil
        return isInside ? history.moved(to: occurrence.path) : nil
      }
    }
    guard !own.isEmpty else { return self }
    var finding = self
    finding.history = SecretHistory(Array(Set(own)))
    return finding
  }
}
