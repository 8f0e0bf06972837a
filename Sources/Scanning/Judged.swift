internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel

/// What judging made of one content: findings, and beside them what was asked for with `--posture` and `--explain`.
struct Judged: Sendable {
  /// Where in the blob the content is, when the blob is an archive.
  var member: BytePath?
  var findings: [Finding] = []
  var posture: [PostureFinding] = []
  var candidates = CandidateList()

  var isEmpty: Bool { findings.isEmpty && posture.isEmpty && candidates.all.isEmpty }

  mutating func add(_ other: Judged) {
    findings += other.findings
    posture += other.posture
    candidates.add(other.candidates)
  }

  /// Leaves out what stands on no added line; a candidate stays, with that as its reason.
  mutating func keep(onlyOn added: LineSet?) {
    findings.removeAll { !$0.touches(added) }
    posture.removeAll { !$0.touches(added) }
    candidates.explain { _ in added }
  }

  /// The same where its blob is at a path, once for each origin.
  func placed(at path: BytePath, _ origins: [Origin]) -> Judged {
    let path = path.inside(member)
    var judged = self
    judged.findings = findings.map { $0.placed(at: path, origins) }
    judged.posture = posture.map { $0.identified(at: path).placed(at: path, origins) }
    // Of several origins the first is told.
    judged.candidates.place { $0.placed(at: path, origins.min() ?? $0.occurrence.origin) }
    return judged
  }
}

extension Judge {
  /// Judges all that was matched in one text.
  func judge(
    _ matched: Matcher.Found, in text: Span<UInt8>, from source: Source, into judged: inout Judged
  ) {
    let verdicts = judge(
      matched.matches, marks: matched.marks, decoded: matched.decoded, in: text, from: source)
    judged.findings += verdicts.compactMap(\.finding)
    judged.posture += posture(matched.matches, in: text, from: source)
    if explains {
      judged.candidates.add(explain(verdicts, matched.dismissed, in: text, from: source))
    }
  }
}

/// Something that stands at places of blobs.
protocol Placeable {
  var occurrences: [Occurrence] { get set }
}

extension Finding: Placeable {}
extension PostureFinding: Placeable {}

extension Placeable {
  /// Whether an added line holds a part of it; any line, where all count.
  func touches(_ added: LineSet?) -> Bool {
    guard let added else { return true }
    return occurrences.contains { added.intersects($0.region.lines) }
  }

  /// The same at a path, once for each origin.
  func placed(at path: BytePath, _ origins: [Origin]) -> Self {
    var result = self
    result.occurrences = occurrences.flatMap { occurrence in
      origins.map {
        var placed = Occurrence(
          path: path, region: occurrence.region, blob: occurrence.blob, origin: $0,
          suppression: occurrence.suppression?.placed(at: path))
        placed.literal = occurrence.literal
        return placed
      }
    }
    return result
  }
}
