internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel

/// One worker's part of a walk: matches and judges each blob that it is handed.
final class WalkVisitor: BlobVisitor {
  private let matcher: Matcher
  private let judge: Judge
  private let skipsCopied: Bool
  /// Blobs whose place is known before they are read.
  private let known: [BlobID: Blob]
  var share: ProgressShare
  var output = Scan.Output()

  init(
    plan: MatchPlan, judge: Judge, progress: ScanProgress, skipsCopied: Bool,
    known: [BlobID: Blob]
  ) {
    self.skipsCopied = skipsCopied
    self.known = known
    matcher = Matcher(plan, explains: judge.explains)
    self.judge = judge
    share = ProgressShare(of: progress)
  }

  func visit(_ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool {
    output.coverage.blobs += 1
    output.coverage.bytes += bytes.count
    share.add(bytes: bytes.count)
    return match(id, bytes, changed: skipsCopied ? changed : nil) && skipsCopied
  }

  func visitMessage(of id: BlobID, _ message: Span<UInt8>) {
    output.coverage.messages += 1
    output.coverage.bytes += message.count
    share.add(bytes: message.count)
    _ = match(id, message, changed: nil)
  }

  func passOther() {
    share.add(bytes: 0)
  }

  private func match(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?
  ) -> Bool {
    let known = known.isEmpty ? nil : known[id]
    let path = known.flatMap { $0.isPlaced ? $0.path : nil } ?? .unknown
    return matcher.match(bytes, path: path, changed: changed) { text, matched in
      let blob = known ?? Blob(unplaced: id)
      let source = Judge.Source(
        blob: blob, segment: .whole(byteCount: bytes.count), encoding: matched.encoding)
      var judged = Judged()
      judge.judge(matched, in: text, from: source, into: &judged)
      output.take(judged, of: blob)
      output.coverage.issues += matched.issues.map {
        ScanIssue(subject: blob.path.display, message: $0)
      }
    }
  }
}
