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
  ///   - path: by which rules are chosen; nil where it is not known.
  ///   - reader: of the input.
  ///   - issues: gets why it cannot be read; it has no comments then.
  /// - Returns: only those that are written as they have to be.
  mutating func comments(
    in id: BlobID, at path: BytePath?, with reader: any BlobReader,
    _ issues: inout [ScanIssue]
  ) -> [Fingerprint: Suppression] {
    let content = Content(id: id, path: path)
    if let comments = known[content] { return comments }
    var comments: [Fingerprint: Suppression] = [:]
    let blob =
      path.map { Blob(id: id, path: $0, origin: .unreachable) } ?? Blob(unplaced: id)
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
          subject: blob.path.display, message: "cannot read what it replaces: \(error)"))
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
