internal import Inputs
internal import ScanModel

extension Scan {
  /// Gives each finding the places of its blob.
  func place(
    _ findings: [BlobFinding], with input: any Input, coverage: inout Coverage,
    progress: ScanProgress
  ) throws -> [Finding] {
    guard !findings.isEmpty else { return [] }
    progress.beginTracing()
    let wanted = Set(findings.compactMap(\.blob.id))
    // Findings without their commits help little, and in most repositories they are found in no time.
    let traced = try progress.unlessStopped(grace: .milliseconds(100)) {
      try input.places(of: wanted)
    }
    if traced == nil {
      coverage.issues.append(progress.stopIssue("where the findings come from was not traced"))
    }
    let places = traced ?? Places()
    coverage.issues += places.issues
    return findings.map { found in
      var finding = found.finding
      guard let id = found.blob.id, let known = places.byBlob[id], !known.isEmpty else {
        return finding
      }
      finding.occurrences = finding.occurrences.flatMap { occurrence in
        known.map {
          Occurrence(path: $0.path, region: occurrence.region, blob: id, origin: $0.origin)
        }
      }
      return finding
    }
  }
}
