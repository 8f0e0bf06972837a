import ScanModel

/// What leaves the use of keys open, for people: below the keys, each with what closes it.
struct TextPosture {
  let findings: [PostureFinding]
  let options: ReportOptions
  let paint: Paint

  /// Places after the first that are listed.
  private static let placesShown = 5

  var lines: [String] {
    guard !findings.isEmpty else { return [] }
    let labels = LabelledLines(width: options.width, paint: paint)
    var shownHints: Set<Hint> = []
    var lines = [paint("what leaves the use of keys open", .bold), ""]
    for finding in findings {
      let isNew = finding.hint.map { shownHints.insert($0).inserted } ?? true
      let places = finding.occurrences.map(\.position)
      let subject = finding.subject.map { " (\(escapedForDisplay($0.utf8)))" } ?? ""
      lines.append(
        paint(places.first ?? "?", .bold) + ": " + finding.severity.name + ": "
          + escapedForDisplay(finding.title.utf8) + subject)
      let others = places.dropFirst()
      var also = others.prefix(Self.placesShown).joined(separator: ", ")
      if others.count > Self.placesShown {
        also += " and \(grouped(others.count - Self.placesShown)) more"
      }
      lines += labels.field("also at", also, isSafe: true)
      lines += labels.fix(finding.hint, repeated: !isNew) + [""]
    }
    return lines
  }
}
