import ScanModel

extension SARIF {
  /// The places that become results: all of them, or of very many the surest and worst.
  struct Places {
    /// One occurrence of one finding.
    struct Place {
      /// Indices into the report and the finding.
      let finding: Int
      let occurrence: Int
      /// The how manieth place of the same secret in the same file it is, from 1.
      let ordinal: Int
    }

    let findings: [Place]
    let posture: [Place]
    let leftOut: Int

    init(of report: ScanReport) {
      let all = report.findings.enumerated().flatMap { index, finding in
        Self.places(of: finding.occurrences, at: index)
      }
      let rest = report.posture.enumerated().flatMap { index, finding in
        Self.places(of: finding.occurrences, at: index)
      }
      func kept(_ places: [Place]) -> (findings: [Place], posture: [Place]) {
        var budget = Budget()
        let findings = places.prefix {
          budget.admits(report.findings[$0.finding].occurrences[$0.occurrence])
        }
        guard findings.count == places.count else { return (Array(findings), []) }
        let posture = rest.prefix {
          budget.admits(report.posture[$0.finding].occurrences[$0.occurrence])
        }
        return (Array(findings), Array(posture))
      }
      var lists = kept(all)
      if lists.findings.count > Limits.shownResults || lists.findings.count < all.count {
        // Hosts show the first of a long list.
        let order = all.map { Rank(report.findings[$0.finding], $0) }
        lists = kept(all.indices.sorted { (order[$1], $0) < (order[$0], $1) }.map { all[$0] })
      }
      (findings, posture) = lists
      leftOut = all.count + rest.count - findings.count - posture.count
    }

    private static func places(of occurrences: [Occurrence], at index: Int) -> [Place] {
      var seen: [String: Int] = [:]
      return occurrences.indices.map { number in
        // By what the report calls the file: two of one name must not become one alert.
        let uri = SARIF.ArtifactLocation(occurrences[number].path).uri ?? ""
        seen[uri, default: 0] += 1
        return Place(finding: index, occurrence: number, ordinal: seen[uri] ?? 1)
      }
    }
  }

  /// What comes first in a list that is too long: what nobody has dealt with, then the surest and worst.
  private struct Rank: Comparable {
    private let key: (Int, Int, Int, Int)

    init(_ finding: Finding, _ place: Places.Place) {
      let isOpen = finding.occurrences[place.occurrence].suppression?.status != .inForce
      key = (
        isOpen && finding.baseline != .unchanged ? 1 : 0, finding.confidence.rawValue,
        finding.severity.rawValue, place.occurrence == 0 ? 1 : 0
      )
    }

    static func < (left: Rank, right: Rank) -> Bool { left.key < right.key }
    static func == (left: Rank, right: Rank) -> Bool { left.key == right.key }
  }

  /// Counts results, and what a compressor can make of them, against what hosts take.
  private struct Budget {
    private var results = 0
    private var bytes = 0
    private var paths: Set<BytePath> = []

    mutating func admits(_ occurrence: Occurrence) -> Bool {
      let isNew = !paths.contains(occurrence.path)
      let cost = Limits.compressedResult + (isNew ? 3 * occurrence.path.bytes.count / 2 : 0)
      guard results < Limits.results, bytes + cost <= Limits.compressedReport else { return false }
      results += 1
      bytes += cost
      paths.insert(occurrence.path)
      return true
    }
  }
}
