import ScanModel

/// What baseline and suppressions did: settled findings are counted, and what a change does to them is told.
struct TextTriage {
  let report: ScanReport
  let options: ReportOptions
  let paint: Paint

  private static let longestList = 20
  /// They fail no run, and must not hide what does.
  private static let mostNotes = 5

  /// A line for each known secret at a place that the change adds.
  var newPlaces: [String] {
    let known = report.findings.filter { $0.isSettled && !$0.isSuppressed && $0.newPlace != nil }
    var lines = known.prefix(Self.mostNotes).map { finding in
      let place = finding.openOccurrences.first.map(\.position) ?? "?"
      return paint(place, .bold) + ": " + paint("note", .cyan) + ": known key, new place: "
        + escapedForDisplay(finding.title.utf8) + " " + finding.secret.redacted
        + ", in the baseline"
    }
    if known.count > Self.mostNotes {
      lines.append("and \(grouped(known.count - Self.mostNotes)) more known keys at new places")
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  var lines: [String] { settled + absent + changes }

  private var settled: [String] {
    let suppressed = report.findings.filter(\.isSuppressed)
    let known = report.findings.count { $0.isSettled && !$0.isSuppressed }
    var parts: [String] = []
    if known > 0 { parts.append("\(grouped(known)) known in the baseline") }
    if !suppressed.isEmpty {
      let until = suppressed.flatMap(\.occurrences).compactMap { place in
        place.suppression?.status == .inForce ? place.suppression?.until : nil
      }.min()
      let first = until.map { suppressed.count == 1 ? " until \($0)" : ", the first until \($0)" }
      parts.append("\(grouped(suppressed.count)) suppressed" + (first ?? ""))
    }
    return parts.isEmpty ? [] : wrapped(parts.joined(separator: ", "), width: options.width)
  }

  private var absent: [String] {
    guard !report.triage.absent.isEmpty else { return [] }
    let count = counted(
      report.triage.absent.count, "entry of the baseline is",
      plural: "entries of the baseline are")
    return wrapped(
      count + " not found any more: keystrel baseline prune", width: options.width)
  }

  private var changes: [String] {
    let changes = report.triage.changes
    var lines = changes.prefix(Self.longestList).map { change in
      paint("this change", .yellow) + " " + escapedForDisplay(change.text.utf8) + ": "
        + change.path.display + (change.line.map { ":\($0)" } ?? "")
    }
    if changes.count > Self.longestList {
      lines.append(
        "and \(grouped(changes.count - Self.longestList)) more changes, all of them in the JSON report"
      )
    }
    if !changes.isEmpty {
      lines += wrapped(
        "none of that counts for this change itself: the base decides", width: options.width)
    }
    return lines
  }
}

extension Suppression {
  /// Why it does not let the secret stand; nothing where it does.
  var faults: [String] {
    let place = kind.isInSource ? "in line \(line)" : "in \(path.display):\(line)"
    return switch status {
    case .inForce: []
    case .invalid(let fault): ["\(kind.rawValue) \(place) is not in force: \(fault)"]
    case .expired: ["its suppression \(place) expired on \(until.map(\.description) ?? "?")"]
    case .unapproved:
      ["\(kind.rawValue) \(place) comes with this change and does not count for it"]
    }
  }
}
