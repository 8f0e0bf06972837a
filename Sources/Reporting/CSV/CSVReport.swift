import ScanModel

/// A table for spreadsheets (RFC 4180, UTF-8): a heading, then a line for each place, settled and posture ones too.
struct CSVReport {
  let report: ScanReport

  private static let heading = [
    "state", "severity", "confidence", "rule", "title", "service", "resource", "region", "file",
    "line", "column", "secret", "fingerprint", "created", "origin", "commit", "author", "date",
    "owners", "settled", "fix",
  ]

  func write(to output: inout some TextOutputStream) {
    output.write(csvLine(Self.heading))
    for finding in report.findings {
      for place in finding.occurrences { output.write(csvLine(fields(finding, place))) }
    }
    for finding in report.posture {
      for place in finding.occurrences { output.write(csvLine(fields(finding, place))) }
    }
  }

  private func fields(_ finding: Finding, _ place: Occurrence) -> [String] {
    let isSuppressed = place.suppression?.status == .inForce
    let isKnown = finding.isSettled && !finding.isSuppressed
    let state =
      isSuppressed
      ? "suppressed" : isKnown ? "baseline" : report.fails(finding) ? "failing" : "open"
    let what = [
      state, finding.severity.name, finding.confidence.name, finding.rule, finding.title,
      finding.service?.id ?? "", finding.resource?.host ?? "", finding.usage.region ?? "",
    ]
    let value = [
      finding.secret.revealed ?? finding.secret.redacted, finding.secret.fingerprint.hex,
      finding.facts.created?.description ?? "",
    ]
    let settled =
      finding.settlement ?? (isSuppressed ? place.suppression?.settlement : nil) ?? ""
    let advice = [finding.owners.joined(separator: ", "), settled, finding.hint?.summary ?? ""]
    return what + self.place(place) + value + origin(place) + advice
  }

  private func fields(_ finding: PostureFinding, _ place: Occurrence) -> [String] {
    let what = [
      "posture", finding.severity.name, "", finding.rule, finding.title, "", finding.subject ?? "",
      "",
    ]
    let value = ["", finding.fingerprint.hex, ""]
    let advice = ["", "", finding.hint?.summary ?? ""]
    return what + self.place(place) + value + origin(place) + advice
  }

  private func place(_ place: Occurrence) -> [String] {
    [place.path.display, "\(place.region.startLine)", "\(place.region.startColumn)"]
  }

  private func origin(_ place: Occurrence) -> [String] {
    let commit = place.origin.commit
    let date = commit.flatMap { UTCTime(secondsSince1970: $0.authorTime)?.timestamp }
    return [place.origin.name, commit?.id.description ?? "", commit?.author ?? "", date ?? ""]
  }
}

/// A record: every field in quotes, so that no line begins with what a log would obey.
func csvLine(_ fields: [String]) -> String {
  fields.map { field in
    "\"" + doubledQuotes(withoutFormula(escapedForDisplay(field.utf8))) + "\""
  }.joined(separator: ",") + "\r\n"
}

private let doubledQuotes: ByteEscapes = ["\"": "\"\""]

/// Text that a spreadsheet takes for text: with an apostrophe before what would begin a formula.
///
/// As https://owasp.org/www-community/attacks/CSV_Injection advises; tab and CR are escaped already.
private func withoutFormula(_ text: String) -> String {
  let starts: [Unicode.Scalar] = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
  let first = text.unicodeScalars.first { $0 != " " }
  return first.map(starts.contains) ?? false ? "'" + text : text
}
