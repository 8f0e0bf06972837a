import ScanModel

extension SARIF {
  /// What GitHub and Azure DevOps take, as they document it; beyond the hard limits they refuse the whole report.
  ///
  /// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support and
  /// https://learn.microsoft.com/azure/devops/repos/security/github-advanced-security-code-scanning-third-party.
  enum Limits {
    /// Results of a run; GitHub refuses more.
    static let results = 25_000
    /// Results that both show; Azure DevOps keeps the first of them.
    static let shownResults = 5_000
    /// Tags of a rule that both show; GitHub refuses more than 20.
    static let tags = 10
    /// Characters of a rule's name, and of its descriptions (GitHub).
    static let ruleName = 255
    static let description = 1_024
    /// Steps of a flow: GitHub takes 10,000 and shows 1,000, and nobody reads even that many.
    static let flowSteps = 100
    /// Bytes of the report when gzip has compressed it, 10 MB at GitHub; with a tenth to spare.
    static let compressedReport = 9_000_000
    /// Bytes that a result adds to the compressed report beside its path: 90 as measured.
    static let compressedResult = 150

    /// Text from the repository that goes into a message or a property.
    ///
    /// No host names a limit; this is more than any shows. It is cut before brackets are escaped and links are made, so that
    /// neither is torn.
    static func text(_ text: String) -> String {
      let most = 1_024
      guard text.utf8.count > most else { return text }
      var kept = String.UnicodeScalarView()
      var count = 0
      for scalar in text.unicodeScalars {
        count += UTF8.width(scalar)
        if count > most - UTF8.width("…") { break }
        kept.append(scalar)
      }
      return String(kept) + "…"
    }

    static func description(_ text: String) -> String {
      text.unicodeScalars.count <= description
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(description - 1))) + "…"
    }

    /// A URI of a length that readers bear.
    ///
    /// What is longer than any path that a system can check out (PATH_MAX is 4,096) only a tree or an archive made on purpose
    /// has. It is cut, at no half of an escape.
    static func uri(_ encoded: String) -> String {
      guard encoded.utf8.count > 8_192 else { return encoded }
      var kept = encoded.utf8.prefix(8_000)
      if let percent = kept.suffix(2).firstIndex(of: UInt8(ascii: "%")) { kept = kept[..<percent] }
      return String(decoding: kept, as: UTF8.self) + "..."
    }

    /// One sentence for the reader of the report, and for who runs the scan.
    static func note(leftOut: Int) -> String {
      counted(leftOut, "more result") + " not in this report, since code scanning takes "
        + "\(grouped(results)) or 10 MB: the surest and worst are listed; --format json has all."
    }
  }
}
