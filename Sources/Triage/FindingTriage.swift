internal import PathPatterns
package import ScanModel

/// Says of findings what baseline and suppressions say of them.
package struct FindingTriage: Sendable {
  /// UTC: suppressions hold to the end of their last day there.
  package var today: Day
  /// nil where none is to be heeded.
  package var baseline: Baseline?
  package var entries: [SuppressionEntry] = []
  package var gitleaksIgnore: GitleaksIgnore?
  /// The ids of all rules of the run.
  package var rules: Set<String> = []
  /// Whether the findings are what a change adds: then a known secret stands at a new place.
  package var isChange = false
  /// Whether a known secret at a new place fails the run.
  package var failsOnKnown = false

  /// A path as ignore files and entries name it, from the root; nil outside of their reach.
  package var fromRoot: @Sendable (BytePath) -> BytePath? = { $0 }

  package init(today: Day) {
    self.today = today
  }

  /// Decides on all findings of a scan.
  ///
  /// - Parameters:
  ///   - findings: also those that will not be shown.
  ///   - scope: what was read from beginning to end; nil for less than a work tree.
  /// - Returns: what there is to tell beside.
  package func decide(on findings: inout [Finding], having scope: Baseline.Scope?) -> TriageFacts {
    let entries = self.entries.map { PlacedEntry($0) }
    for index in findings.indices {
      suppress(&findings[index], by: entries)
      guard let baseline else { continue }
      let isKnown = baseline.fingerprints.contains(findings[index].secret.fingerprint)
      findings[index].baseline = isKnown ? .unchanged : .new
      if isKnown, isChange { findings[index].newPlace = failsOnKnown ? .failure : .note }
    }
    var facts = TriageFacts()
    facts.baselineCount = baseline?.fingerprints.count
    // Histories hold more than files, and are read without the archives and the untracked files that these hold.
    if let baseline, scope == baseline.scope {
      facts.absent = baseline.fingerprints
        .subtracting(findings.map(\.secret.fingerprint)).sorted()
    }
    facts.changes = changes(in: findings)
    return facts
  }

  private func suppress(_ finding: inout Finding, by entries: [PlacedEntry]) {
    let speaking = entries.filter { $0.speaks(of: finding) }
    for index in finding.occurrences.indices {
      finding.occurrences[index].suppression = best(
        for: finding.occurrences[index], of: finding, speaking)
    }
    finding.isOpenElsewhere =
      finding.moreOccurrences > 0
      && finding.moreComment.map(dated)?.status != .inForce
      && !speaking.contains { $0.isForAllPlaces && dated($0.suppression).status == .inForce }
  }

  /// What lets a secret stand at a place: of several the first that is in force, or else the first.
  private func best(
    for occurrence: Occurrence, of finding: Finding, _ entries: [PlacedEntry]
  ) -> Suppression? {
    let comment = occurrence.suppression.map(dated)
    if comment?.status == .inForce { return comment }
    let path = fromRoot(occurrence.path)
    let inSettings = entries.filter { $0.covers(path) }.map { dated($0.suppression) }
    return inSettings.first { $0.status == .inForce }
      ?? path.flatMap {
        gitleaksIgnore?.suppression(of: occurrence, at: $0, rule: finding.rule, among: rules)
      } ?? comment ?? inSettings.first
  }

  private func dated(_ suppression: Suppression) -> Suppression {
    guard suppression.status == .inForce, let until = suppression.until, until < today else {
      return suppression
    }
    var suppression = suppression
    suppression.status = .expired
    return suppression
  }

  /// The comments that a change brings beside secrets.
  private func changes(in findings: [Finding]) -> [SettingsChange] {
    let comments = findings.flatMap(\.occurrences).compactMap(\.suppression)
      .filter { $0.status == .unapproved && $0.kind.isInSource }
    let changes = comments.map {
      SettingsChange(path: $0.path, line: $0.line, text: "adds \($0.kind.rawValue) beside a key")
    }
    return Set(changes).sorted { ($0.path, $0.line ?? 0) < ($1.path, $1.line ?? 0) }
  }
}

/// An entry of the settings with its patterns made ready.
private struct PlacedEntry {
  private let entry: SuppressionEntry
  private let paths: PathPatternList

  init(_ entry: SuppressionEntry) {
    self.entry = entry
    paths = PathPatternList(entry.paths)
  }

  var suppression: Suppression { entry.suppression }
  var isForAllPlaces: Bool { entry.paths.isEmpty }

  func speaks(of finding: Finding) -> Bool {
    (entry.fingerprint.map { finding.secret.fingerprint.hex.hasPrefix($0) } ?? true)
      && (entry.rule.map { $0 == finding.rule } ?? true)
  }

  /// Whether it speaks of a place; its path is nil outside of where patterns reach.
  func covers(_ path: BytePath?) -> Bool {
    isForAllPlaces || path.map { paths.matches($0.bytes) } ?? false
  }
}
