internal import Inputs
package import ScanModel

/// Says why nothing at a path is reported, in a few words for the report; nil for all other paths.
package typealias PathExclusion = @Sendable (BytePath) -> String?

extension Scan {
  /// Takes out of a listing what is known to lie at an excluded path alone, so that it is not read.
  func leaveOutExcluded(from listing: inout Listing) {
    guard let excludes else { return }
    var counts: [String: Int] = [:]
    listing.blobs.removeAll { blob in
      guard blob.isPlaced, let label = excludes(blob.path) else { return false }
      counts[label, default: 0] += 1
      return true
    }
    listing.coverage.tell(of: counts, "not read")
  }

  /// Takes out what was found at excluded paths.
  func leaveOutExcluded(from judged: inout Judged, _ coverage: inout Coverage) {
    guard let excludes else { return }
    var places: [String: Set<BytePath>] = [:]
    func isExcluded(_ occurrence: Occurrence) -> Bool {
      guard let label = excludes(occurrence.path) else { return false }
      places[label, default: []].insert(occurrence.path)
      return true
    }
    for index in judged.findings.indices {
      let count = judged.findings[index].occurrences.count
      judged.findings[index].occurrences.removeAll(where: isExcluded)
      guard judged.findings[index].occurrences.count < count else { continue }
      judged.findings[index].history = judged.findings[index].history.map { history in
        SecretHistory(history.paths.filter { excludes($0.path) == nil })
      }
    }
    judged.findings.removeAll(where: \.occurrences.isEmpty)
    for index in judged.posture.indices {
      judged.posture[index].occurrences.removeAll(where: isExcluded)
    }
    judged.posture.removeAll(where: \.occurrences.isEmpty)
    judged.candidates.place { isExcluded($0.occurrence) ? nil : $0 }
    coverage.tell(of: places.mapValues(\.count), "with findings left out")
  }
}

extension Coverage {
  fileprivate mutating func tell(of counts: [String: Int], _ fate: String) {
    for (label, count) in counts {
      skipped[.excludedPath, default: 0] += count
      notes.append("excluded \(label): \(count) \(count == 1 ? "file" : "files") \(fate)")
    }
  }
}
