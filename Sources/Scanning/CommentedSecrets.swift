internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel

/// Tells which secrets of a content stand under a comment that lets them; reads each content once.
struct CommentedSecrets {
  private let judge: Judge
  private let matcher: Matcher
  private let opener: ContentOpener
  private var known: [Content: [Fingerprint: Suppression]] = [:]

  private struct Content: Hashable {
    let id: BlobID
    /// By which rules are chosen.
    let path: BytePath?
  }

  init(_ scan: Scan, _ progress: ScanProgress) {
    judge = scan.judge
    matcher = Matcher(scan.plan)
    opener = scan.makeOpener(progress)
  }

  /// The comments of a content, by secret; of several beside one secret that which holds longest.
  ///
  /// - Parameters:
  ///   - id: of the content.
  ///   - successor: what stands in its place now.
  ///   - reader: of the input.
  ///   - issues: gets why it cannot be read; it has no comments then.
  mutating func comments(
    in id: BlobID, insteadOf successor: Blob, with reader: any BlobReader,
    _ issues: inout [ScanIssue]
  ) -> [Fingerprint: Suppression] {
    let content = Content(id: id, path: successor.isPlaced ? successor.path : nil)
    if let comments = known[content] { return comments }
    var comments: [Fingerprint: Suppression] = [:]
    let blob = Blob(
      id: id, path: successor.path, origin: .unreachable, isPlaced: successor.isPlaced)
    do {
      try opener.read(blob, from: reader, at: blob.path) { bytes, segment, member in
        let inner = blob.inside(member)
        return matcher.match(bytes, path: blob.isPlaced ? inner.path : .unknown) { text, matched in
          let source = Judge.Source(blob: inner, segment: segment, encoding: matched.encoding)
          let verdicts = judge.judge(
            matched.matches, marks: matched.marks, decoded: matched.decoded, in: text, from: source)
          for finding in verdicts.compactMap(\.finding) {
            for case let comment? in finding.occurrences.map(\.suppression)
            where comment.status == .inForce {
              let secret = finding.secret.fingerprint
              let other = comments[secret] ?? comment
              comments[secret] = other.isOutlived(by: comment) ? comment : other
            }
          }
        }
      }
    } catch {
      issues.append(
        ScanIssue(
          subject: successor.path.display, message: "cannot read what it replaces: \(error)"))
      comments = [:]
    }
    known[content] = comments
    return comments
  }
}

extension Suppression {
  /// Whether another one holds longer.
  func isOutlived(by other: Suppression) -> Bool {
    guard let until else { return false }
    return other.until.map { $0 > until } ?? true
  }
}
