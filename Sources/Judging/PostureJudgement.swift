internal import Digests
internal import Rules
package import ScanModel

extension Judge {
  /// Makes findings of what posture rules matched; there is nothing to weigh, the rules say all.
  ///
  /// - Parameters:
  ///   - matches: all that matched in the text.
  ///   - text: in which the matches' offsets count.
  ///   - source: where the text is from.
  /// - Returns: one for each block, in the order of the matches, with the block as its region.
  package func posture(
    _ matches: [Match], in text: Span<UInt8>, from source: Source
  ) -> [PostureFinding] {
    let owned = matches.filter {
      rules[$0.rule].kind == .posture && $0.decoded == nil
        && source.segment.owns($0.secret.lowerBound, source.encoding)
    }
    guard !owned.isEmpty else { return [] }
    let lines = LineTable(text, segment: source.segment, encoding: source.encoding)
    return owned.map { match in
      let rule = rules[match.rule]
      // A rule without a group for the name matches what speaks for itself, such as a command.
      let subject = subject(match.secret.map { text[$0] })
      return PostureFinding(
        rule: rule.id, title: rule.title, severity: rule.severity, subject: subject,
        fingerprint: PostureFinding.fingerprint(rule.id, source.blob.path, subject), hint: rule.fix,
        occurrences: [
          Occurrence(
            path: source.blob.path, region: lines.region(of: match.whole, in: text),
            blob: source.blob.id, origin: source.blob.origin)
        ])
    }
  }

  /// The name of a block on one line; nil when it is long or may hold a secret.
  private func subject(_ bytes: [UInt8]) -> String? {
    let words = bytes.split { $0 <= 0x20 }
    let longestRun = words.flatMap { $0.split { !$0.isAlphanumeric } }.map(\.count).max() ?? 0
    let line = Array(words.joined(separator: [0x20]))
    guard !line.isEmpty, line.count <= 80, longestRun < 28 else { return nil }
    return escapedForDisplay(line)
  }
}

extension PostureFinding {
  /// The identity: of the block in its file, not of its lines, so that an edit beside it leaves it the same.
  fileprivate static func fingerprint(
    _ rule: String, _ path: BytePath, _ subject: String?
  ) -> Fingerprint {
    let bytes = Array(rule.utf8) + [0] + path.bytes + [0] + Array((subject ?? "").lowercased().utf8)
    return Fingerprint(hex: hexadecimal(Digest.sha256(bytes)))
  }

  /// The same in another file, which is a part of its identity; its occurrences are the caller's.
  package func identified(at path: BytePath) -> PostureFinding {
    var finding = self
    finding.fingerprint = Self.fingerprint(rule, path, subject)
    return finding
  }
}
