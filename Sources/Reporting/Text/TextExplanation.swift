import ScanModel

/// What became of each candidate, for people: one line each, below the file that holds it.
struct TextExplanation {
  let explanation: Explanation
  let paint: Paint

  func write(to output: inout some TextOutputStream) {
    output.write(paint("candidates, and what became of them", .bold) + "\n")
    var rest = explanation.candidates[...]
    var path: BytePath?
    while let candidate = rest.first {
      if candidate.occurrence.path != path {
        path = candidate.occurrence.path
        output.write("\n" + paint(candidate.occurrence.path.display, .bold) + "\n")
      }
      let line = line(of: candidate)
      // A history has the same in every version of the file.
      let versions = rest.prefix {
        $0.occurrence.path == candidate.occurrence.path && self.line(of: $0) == line
      }
      output.write("  " + line + (versions.count > 1 ? " (\(grouped(versions.count)) times)" : ""))
      output.write("\n")
      rest = rest[versions.endIndex...]
    }
    if explanation.candidates.isEmpty { output.write("\n  there was none\n") }
    if explanation.omitted > 0 {
      output.write("\nand \(grouped(explanation.omitted)) more, which are not listed\n")
    }
    output.write("\n")
  }

  private func line(of candidate: Candidate) -> String {
    let region = candidate.occurrence.region
    let value = candidate.secret.revealed.map { escapedForDisplay($0.utf8) }
    let verdict = candidate.verdict
    let style: Paint.Style = verdict.isShown(from: explanation.shown) ? .red : .dim
    return "\(region.startLine):\(region.startColumn) " + escapedForDisplay(candidate.rule.utf8)
      + " "
      + (value ?? candidate.secret.redacted) + " "
      + paint(verdict.outcome(shown: explanation.shown), style) + ": "
      + escapedForDisplay(verdict.reason.utf8)
  }
}

extension Candidate.Verdict {
  /// Whether it is one of the findings of the report.
  func isShown(from level: Confidence) -> Bool {
    guard case .kept(let confidence, _, _) = self else { return false }
    return confidence >= level
  }

  /// What became of it: "high confidence", "hidden", "dropped".
  fileprivate func outcome(shown: Confidence) -> String {
    switch self {
    case .kept(let confidence, _, _) where confidence >= shown: confidence.phrase
    case .kept(let confidence, _, _):
      "hidden, since \(confidence.phrase) is below \(shown.name)"
    case .dropped: "dropped"
    }
  }

  /// Why, in one line.
  var reason: String {
    switch self {
    case .dropped(let reason): return reason
    case .kept(let confidence, let start, let evidence):
      let reasons = evidence.map(\.text).joined(separator: "; ")
      let change =
        confidence == start
        ? "" : (confidence < start ? "lowered" : "raised") + " from \(start.name)"
      return [reasons, change].filter { !$0.isEmpty }.joined(separator: "; ")
    }
  }
}
