import ScanModel
import Scanning
import Testing

/// What a report keeps of a key that stands in thousands of versions.
@Suite struct FindingOrderTests {
  private static func comment(until: Day?) -> Suppression {
    Suppression(kind: .comment, path: BytePath(".env"), line: 1, until: until)
  }

  /// A finding in each version of a file, with the comment beside it.
  private static func findings(_ comments: [Suppression?]) -> [Finding] {
    comments.enumerated().map { number, comment in
      let blob = BlobID(words: UInt64(number), 0, 0)
      let region = Region(
        startLine: 1, startColumn: 1, endLine: 1, endColumn: 33, byteOffset: 0, byteCount: 32)
      let place = Occurrence(
        path: BytePath(".env"), region: region, blob: blob, origin: .unreachable,
        suppression: comment)
      return Finding(
        rule: "r", title: "A key",
        secret: Secret(
          value: [], fingerprint: Fingerprint(hex: String(repeating: "ab", count: 32)),
          reveal: false), confidence: .high, severity: .high, occurrences: [place],
        history: SecretHistory([PathHistory(blob: blob, path: BytePath(".env"))]))
    }
  }

  @Test func `of versions that are left out the comment that ends first is kept`() throws {
    let last = Day(year: 2027, month: 1, day: 31)
    let comments = [Suppression?](repeating: Self.comment(until: nil), count: 1001)
    let dated = comments + [Self.comment(until: last)]
    for (comments, more, until) in [(comments, 1, nil), (dated, 2, last)] {
      let finding = try #require(Self.findings(comments).groupedBySecret().first)
      #expect(finding.moreOccurrences == more)
      #expect(finding.moreComment == Self.comment(until: until))
    }
    let open = try #require(Self.findings(comments + [nil]).groupedBySecret().first)
    #expect(open.moreOccurrences == 2)
    #expect(open.moreComment == nil)
  }
}
