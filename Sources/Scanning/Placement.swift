internal import Inputs
internal import ScanModel

extension Scan {
  /// Gives each finding the places of its blob.
  func place(
    _ findings: [BlobFinding], with input: any Input, coverage: inout Coverage
  ) throws -> [Finding] {
    guard !findings.isEmpty else { return [] }
    let places = try input.places(of: Set(findings.compactMap(\.blob.id)))
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
