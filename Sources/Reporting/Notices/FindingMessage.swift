import ScanModel

extension Finding {
  /// Tells the finding to whoever sees it beside the code.
  ///
  /// - Parameter place: where it is shown.
  /// - Returns: sentences without the secret, not escaped.
  func noticeMessage(at place: Occurrence?) -> String {
    var first = "\(title) \(secret.redacted), \(confidence.phrase)"
    if !evidence.isEmpty {
      first += " (" + evidence.map(\.text).joined(separator: "; ") + ")"
    }
    if let created = facts.created { first += ", created \(created)" }
    if let host = resource?.host { first += ", of \(host)" }
    var sentences = [sentence(first)]
    sentences += (place?.suppression?.faults ?? []).map { sentence("But " + $0) }
    if newPlace == .failure { sentences.append("The baseline has it, but not this place.") }
    if let commit = place?.origin.commit {
      sentences.append("In commit \(commit.id.description.prefix(10)).")
    }
    if let history { sentences.append(sentence(capitalized(history.whereNow))) }
    let others = openOccurrences.count + moreOccurrences - 1
    if others > 0 { sentences.append("Also at \(counted(others, "more place")).") }
    if let hint { sentences.append(sentence(capitalized(hint.summary))) }
    sentences.append("Fingerprint \(secret.fingerprint.short).")
    return sentences.joined(separator: " ")
  }

  /// Why it fails no run though it is there, not escaped; nil when nobody has dealt with it.
  ///
  /// "in the baseline", "suppressed by keystrel:allow in a.py:3: a test key".
  var settlement: String? {
    guard isSettled else { return nil }
    guard isSuppressed else { return "in the baseline" }
    return occurrences.lazy.compactMap(\.suppression).first?.settlement
  }
}

extension Suppression {
  /// "suppressed by keystrel:allow in a.py:3: a test key"; not escaped.
  var settlement: String {
    let means = kind == .configuration ? "an entry" : kind.rawValue
    return "suppressed by \(means) in \(path.text):\(line)" + (reason.map { ": " + $0 } ?? "")
  }
}

extension PostureFinding {
  /// What is open and what closes it; not escaped.
  var noticeMessage: String {
    let first = sentence(title + (subject.map { " (\($0))" } ?? ""))
    return hint.map { first + " " + sentence(capitalized($0.summary)) } ?? first
  }
}

func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

extension Occurrence {
  /// `src/chat.py:12:16`, safe to print: a place that editors can jump to.
  var position: String {
    "\(path.display):\(region.startLine):\(region.startColumn)"
  }
}
