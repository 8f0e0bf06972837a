internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel

/// One worker's part of a walk: matches and judges each blob that it is handed.
final class WalkVisitor: BlobVisitor {
  private let matcher: Matcher
  private let judge: Judge
  private let opener: ContentOpener
  private let skipsCopied: Bool
  /// Blobs whose place is known before they are read.
  private let known: [BlobID: Blob]
  private var share: ProgressShare
  var output = Scan.Output()

  init(
    plan: MatchPlan, judge: Judge, opener: ContentOpener, progress: ScanProgress,
    skipsCopied: Bool, known: [BlobID: Blob]
  ) {
    self.skipsCopied = skipsCopied
    self.known = known
    matcher = Matcher(plan, explains: judge.explains)
    self.judge = judge
    self.opener = opener
    share = ProgressShare(of: progress)
  }

  func visit(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    output.coverage.blobs += 1
    guard skipsCopied else {
      _ = match(id, bytes, changed: nil, since: [])
      return nil
    }
    let isClean = match(id, bytes, changed: changed, since: Matcher.Note(rawValue: base))
    return isClean ? matcher.note.rawValue : nil
  }

  func visitMessage(of id: BlobID, _ message: Span<UInt8>) {
    output.coverage.messages += 1
    _ = match(id, message, changed: nil, since: [])
  }

  func passOther() {
    share.add(bytes: 0)
  }

  /// To be called at the end, before the output is taken.
  func finish() {
    share.tell()
    output.coverage.merge(opener.coverage)
  }

  private func match(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: Matcher.Note
  ) -> Bool {
    let known = known.isEmpty ? nil : known[id]
    let path = known.flatMap { $0.isPlaced ? $0.path : nil } ?? .unknown
    let before = opener.coverage.bytes
    defer { share.add(bytes: opener.coverage.bytes - before) }
    return opener.open(
      bytes, .whole(byteCount: bytes.count), at: (known ?? Blob(unplaced: id)).path
    ) { bytes, segment, member in
      matcher.match(
        bytes, path: path.inside(member), changed: member == nil ? changed : nil,
        since: base
      ) { text, matched in
        let blob = known ?? Blob(unplaced: id)
        let source = Judge.Source(
          blob: blob.inside(member), segment: segment, encoding: matched.encoding)
        var judged = Judged(member: member)
        judge.judge(matched, in: text, from: source, into: &judged)
        output.take(judged, of: blob)
        output.coverage.issues += matched.issues.map {
          ScanIssue(subject: source.blob.path.display, message: $0)
        }
      }
    }
  }
}
