package import ScanModel

/// What a server tells whoever pushes: short, since git writes `remote: ` before every line.
package struct PushMessage {
  private let report: ScanReport
  private let isRefused: Bool
  /// The pushed commits with findings, parents before children.
  private let commits: [BlobID]
  /// Whether a tag, or what a tag leads to without a commit, has findings.
  private var leaksElsewhere = false
  private let tips: Set<BlobID>
  private let roots: Set<BlobID>

  private static let width = 72
  private static let findingsShown = 10
  private static let placesShown = 3
  private static let issuesShown = 5

  /// - Parameters:
  ///   - report: the scan of the push.
  ///   - isRefused: whether the push will be refused.
  ///   - order: the pushed commits, parents before children.
  ///   - tips: what the references would point to.
  ///   - roots: those of the commits that have no parent.
  package init(
    _ report: ScanReport, isRefused: Bool, order: [BlobID], tips: Set<BlobID>, roots: Set<BlobID>
  ) {
    self.report = report
    self.isRefused = isRefused
    self.tips = tips
    self.roots = roots
    var leaking: Set<BlobID> = []
    for place in report.failing.flatMap(\.openOccurrences) {
      if case .commit(let commit) = place.origin, !place.path.isTagMessage {
        leaking.insert(commit.id)
      } else {
        leaksElsewhere = true
      }
    }
    commits = order.filter(leaking.contains)
  }

  /// Lines that are safe to print; empty when there is nothing to tell.
  package var text: String {
    let lines = findings + incompleteness + settings
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private var findings: [String] {
    let failing = report.failing
    guard !failing.isEmpty else { return [] }
    var lines = ["keystrel: push refused: \(counted(failing.count, "key")) in it", ""]
    for finding in failing.prefix(Self.findingsShown) {
      lines += self.lines(of: finding)
    }
    if failing.count > Self.findingsShown {
      lines.append("  and \(grouped(failing.count - Self.findingsShown)) more")
    }
    return lines + [""] + wayOut + rotation(failing)
  }

  private func lines(of finding: Finding) -> [String] {
    let open = finding.openOccurrences
    let places = open.prefix(Self.placesShown).enumerated().flatMap {
      index, place -> [String] in
      let position = "\(place.path.display):\(place.region.startLine)"
      let what = index == 0 ? ": \(safe(finding.title)) \(finding.secret.redacted)" : ""
      return ["  " + position + what]
        + (origin(of: place) + (place.suppression?.faults ?? [])).map { "    " + $0 }
    }
    let more = open.count - Self.placesShown
    return places + (more > 0 ? ["    and \(counted(more, "more place"))"] : [])
  }

  private func origin(of place: Occurrence) -> [String] {
    guard case .commit(let commit) = place.origin else { return [] }
    return ["commit \(commit.id.description.prefix(10)) by \(safe(commit.author))"]
  }

  /// What to do with the commits and tags.
  private var wayOut: [String] {
    let tags =
      leaksElsewhere
      ? wrapped("Make the tags above anew, without the key: git tag --force.", width: Self.width)
      : []
    guard let first = commits.first else { return tags }
    if commits.count == 1, tips.contains(first) {
      return ["Take the key out and change the commit:", "  git commit --all --amend"] + tags
    }
    let base = roots.contains(first) ? "--root" : "\(first.description.prefix(10))~1"
    return wrapped(
      "Deleting the key in one more commit is not enough, since the older ones are pushed with it. "
        + "Change them: mark them 'edit' in the list that this opens.", width: Self.width)
      + ["  git rebase --interactive --rebase-merges \(base)"] + tags
  }

  private func rotation(_ failing: [Finding]) -> [String] {
    var summaries: [String] = []
    for summary in failing.compactMap(\.hint?.summary) where !summaries.contains(summary) {
      summaries.append(summary)
    }
    let advice = summaries.prefix(Self.placesShown).map { ": " + safe($0) }
    return wrapped(
      "A key that others may have seen, here or elsewhere, has to be rotated"
        + (advice.count == 1 ? advice[0] : ""), width: Self.width)
      + (advice.count > 1
        ? advice.flatMap { wrapped("- " + $0.dropFirst(2), width: Self.width) } : [])
  }

  private var incompleteness: [String] {
    let issues = report.coverage.issues.sorted()
    guard !issues.isEmpty else { return [] }
    var lines: [String] = []
    if report.failing.isEmpty {
      lines.append(
        isRefused
          ? "keystrel: push refused: it could not be checked completely"
          : "keystrel: push accepted, though it could not be checked completely")
    }
    lines += issues.prefix(Self.issuesShown).map { "  " + $0.line }
    if issues.count > Self.issuesShown {
      lines.append("  and \(grouped(issues.count - Self.issuesShown)) more")
    }
    if isRefused, issues.contains(where: \.isTimeout) {
      lines += wrapped(
        "Push fewer commits at a time, or ask whoever runs this server for more time.",
        width: Self.width)
    }
    return lines
  }

  /// What the push does to settings: whoever reviews the branch should know.
  private var settings: [String] {
    let changes = report.triage.changes
    guard !changes.isEmpty else { return [] }
    var lines = ["keystrel: this push changes what later checks tell:"]
    lines += changes.prefix(Self.findingsShown).map { change in
      "  \(change.path.display)\(change.line.map { ":\($0)" } ?? ""): \(safe(change.text))"
    }
    if changes.count > Self.findingsShown {
      lines.append("  and \(grouped(changes.count - Self.findingsShown)) more")
    }
    return lines
  }

  private func safe(_ text: some StringProtocol) -> String {
    escapedForDisplay(text.utf8)
  }
}
