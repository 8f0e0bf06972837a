internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel
internal import Synchronization

/// A blob that was judged before its places were known, or for one of them only.
struct PathDoubt: Sendable {
  let blob: Blob
  /// What was found in it: it stands when the blob cannot be judged again.
  var findings: [Finding] = []
  let places: [Place]

  /// A path, and those of its origins of which the same allowlists speak.
  struct Place: Sendable {
    let path: BytePath
    let origins: [Origin]
    /// The commit, when an allowlist names it: then it is the only origin.
    let commit: BlobID?
  }

  /// Nothing to doubt, where the blob was judged at its one path and no allowlist names a commit of it.
  init?(of blob: Blob, at known: [(path: BytePath, origin: Origin)], _ plan: MatchPlan) {
    func named(_ origin: Origin) -> BlobID? {
      origin.commit.flatMap { plan.namesCommit($0.id) ? $0.id : nil }
    }
    guard
      !blob.isPlaced || known.contains(where: { $0.path != blob.path || named($0.origin) != nil })
    else { return nil }
    self.blob = blob
    let byPath = Dictionary(grouping: known, by: \.path).sorted { $0.key < $1.key }
    places = byPath.flatMap { path, sharing in
      let origins = sharing.map(\.origin)
      let others = origins.filter { named($0) == nil }
      return origins.compactMap { origin in
        named(origin).map { Place(path: path, origins: [origin], commit: $0) }
      } + (others.isEmpty ? [] : [Place(path: path, origins: others, commit: nil)])
    }
  }

  /// What was found, as it is without another look.
  fileprivate var unsettled: [Finding] {
    places.flatMap { place in findings.map { $0.placed(at: place.path, place.origins) } }
  }
}

extension Scan {
  /// Reads each blob once more and judges it at all its places.
  func settle(
    _ doubts: [PathDoubt], with input: any Input, progress: ScanProgress
  ) -> Output {
    let cursor = Atomic<Int>(0)
    return run(workers: min(jobs, doubts.count)) {
      var output = Output()
      let matcher = Matcher(plan)
      let reader = Swift.Result { try input.makeReader() }
      while true {
        let index = cursor.add(1, ordering: .relaxed).oldValue
        guard index < doubts.count else { return output }
        let doubt = doubts[index]
        var findings = doubt.unsettled
        if progress.isStopped {
          output.coverage.issues.append(
            progress.stopIssue("not every finding was judged by its path"))
        } else {
          do {
            findings = try settle(doubt, from: reader.get(), matcher, &output.coverage)
          } catch {
            output.coverage.issues.append(
              ScanIssue(subject: doubt.blob.path.display, message: "cannot read: \(error)"))
          }
        }
        output.findings += findings.map { BlobFinding(finding: $0, blob: doubt.blob) }
      }
    }
  }

  private func settle(
    _ doubt: PathDoubt, from reader: any BlobReader, _ matcher: Matcher,
    _ coverage: inout Coverage
  ) throws -> [Finding] {
    var findings: [Finding] = []
    var issues: [ScanIssue] = []
    // When they cannot be told, the first look at the blob has said so, and every line counts.
    let added = try? reader.addedLines(of: doubt.blob)
    try reader.read(doubt.blob) { bytes, segment in
      for place in doubt.places {
        let blob = Blob(id: doubt.blob.id, path: place.path, origin: doubt.blob.origin)
        // In a submodule its path stands before what stands for a path.
        let hasNoPath = blob.id.map { place.path.name == Blob(unplaced: $0).path.name } ?? false
        matcher.commit = place.commit
        matcher.match(bytes, path: hasNoPath ? .unknown : place.path) { text, matched in
          let source = Judge.Source(blob: blob, segment: segment, encoding: matched.encoding)
          findings += judge.judge(matched.matches, marks: matched.marks, in: text, from: source)
            .compactMap(\.finding).filter { $0.touches(added) }
            .map { $0.placed(at: place.path, place.origins) }
          issues += matched.issues.map { ScanIssue(subject: place.path.display, message: $0) }
        }
      }
    }
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
}
