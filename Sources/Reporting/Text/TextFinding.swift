import ScanModel

/// One finding for people: a line that editors can jump to, then labelled lines, code and commands.
struct TextFinding {
  private let finding: Finding
  private let places: [Occurrence]
  private let today: YearMonth
  private let options: ReportOptions
  private let paint: Paint
  private let labels: LabelledLines
  /// Whether the same hint stands above: its code and commands are not worth a second look.
  private let repeatsHint: Bool

  /// Places after the first that are listed.
  private static let placesShown = 5

  init(
    _ finding: Finding, today: YearMonth, options: ReportOptions, paint: Paint, repeatsHint: Bool
  ) {
    var open = finding
    open.occurrences = finding.openOccurrences
    self.finding = finding
    places = open.placesToRead
    self.today = today
    self.options = options
    self.paint = paint
    labels = LabelledLines(width: options.width, paint: paint)
    self.repeatsHint = repeatsHint
  }

  func write(to output: inout some TextOutputStream) {
    for line in lines { output.write(line + "\n") }
  }

  private var lines: [String] {
    var lines = [heading]
    lines += labels.field("secret", secret)
    lines += labels.field("why", finding.evidence.map(\.text).joined(separator: "; "))
    lines += labels.field("age", age)
    lines += labels.field("resource", resource)
    lines += labels.field("owner", finding.owners.joined(separator: ", "))
    if let history = finding.history {
      lines += labels.field("history", history.phrase)
    } else {
      lines += labels.field("where", places.first.flatMap { origin(of: $0) })
    }
    let others = places.dropFirst()
    for (index, place) in others.prefix(Self.placesShown).enumerated() {
      let source = origin(of: place).map { ", " + $0 } ?? ""
      let text = place.position + (finding.history == nil ? source : "")
      lines += labels.field(index == 0 ? "also at" : "", text, isSafe: true)
    }
    if others.count > Self.placesShown {
      lines += labels.field("", "and \(grouped(others.count - Self.placesShown)) more")
    }
    for note in notes { lines += labels.field("note", note) }
    return lines + labels.code("edit", edit) + labels.fix(finding.hint, repeated: repeatsHint)
  }

  /// What takes it out of the file: `a.py:3: 0123…(84) -> os.environ["KEY"], and import os in line 1`.
  private var edit: String? {
    guard let place = places.first(where: { $0.edit != nil }), let edit = place.edit else {
      return nil
    }
    return "\(place.path.text):" + edit.change(of: finding.secret.redacted)
  }

  /// Why it is open although somebody wrote something about it, and where it is not.
  private var notes: [String] {
    var notes: [String] = []
    if finding.newPlace == .failure {
      notes.append("known key, new place: it is in the baseline, and --fail-on-known is set")
    }
    var faults: Set<String> = []
    for place in places.prefix(1 + Self.placesShown) {
      notes += (place.suppression?.faults ?? []).filter { faults.insert($0).inserted }
    }
    let settled = finding.occurrences.count { $0.suppression?.status == .inForce }
    if settled > 0, settled < finding.occurrences.count {
      notes.append(counted(settled, "other place is", plural: "other places are") + " suppressed")
    }
    return notes
  }

  private var heading: String {
    let place = places.first.map(\.position) ?? "?"
    let style: Paint.Style =
      switch finding.severity {
      case .critical, .high: .red
      case .medium: .yellow
      case .low: .cyan
      }
    return paint(place, .bold) + ": " + paint(finding.severity.name, style) + ": "
      + safe(finding.title) + " " + finding.secret.redacted + ", " + finding.confidence.phrase
  }

  private var secret: String {
    let facts = finding.facts
    var parts = [finding.secret.revealed, facts.role].compactMap(\.self)
    switch facts.checksum {
    case .none: break
    case .valid: parts.append("checksum valid")
    case .notConfirmed: parts.append("checksum not confirmed")
    }
    parts.append("fingerprint " + finding.secret.fingerprint.short)
    return parts.joined(separator: ", ")
  }

  private var resource: String? {
    let usage = finding.usage
    let parts = [
      finding.resource.map { resource in
        resource.host + (resource.path.map { ", named in \($0.display)" } ?? "")
      }, usage.region.map { "region " + $0 },
      usage.deployment.map { "deployment " + $0 }, usage.index.map { "index " + $0 },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var age: String? {
    finding.facts.created.map {
      ageText(created: $0, today: today, maximumAge: options.maximumKeyAge)
    }
  }

  private func origin(of place: Occurrence) -> String? {
    switch place.origin {
    case .file, .standardInput: return nil
    case .index: return "staged"
    case .commit(let commit):
      let date = UTCTime(secondsSince1970: commit.authorTime).map { " of " + $0.date } ?? ""
      let end = commit.isReachable ? "" : ", which no ref reaches"
      return "commit \(commit.id.description.prefix(10))\(date) by \(safe(commit.author))\(end)"
    case .unreachable:
      let blob = place.blob.map { " " + $0.description.prefix(10) } ?? ""
      return "object\(blob), which no ref reaches"
    }
  }

  private func safe(_ text: some StringProtocol) -> String {
    escapedForDisplay(text.utf8)
  }
}

extension Edit {
  /// The lines that it changes, and what it makes of a secret there.
  fileprivate func change(of secret: String) -> String {
    // What is declared for it is put between lines, and replaces nothing.
    let changed = replacements.filter { $0.region.byteCount > 0 }.map { change in
      "\(change.region.startLine): \(secret) -> " + (change.text.isEmpty ? "nothing" : change.text)
    }
    let added = replacements.filter { $0.region.byteCount == 0 }.map { change in
      let first = change.text.split(whereSeparator: \.isNewline).first ?? ""
      return "and \(first) in line \(change.region.startLine)"
    }
    return (changed + added).joined(separator: ", ")
  }
}
