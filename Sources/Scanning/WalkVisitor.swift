internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel

/// One worker's part of a walk: matches and judges each blob that it is handed.
final class WalkVisitor: BlobVisitor {
  private let matcher: Matcher
  private let judge: Judge
  private let progress: ScanProgress
  var output = Scan.Output()

  init(plan: MatchPlan, judge: Judge, progress: ScanProgress) {
    matcher = Matcher(plan)
    self.judge = judge
    self.progress = progress
  }

  func visit(_ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool {
    output.coverage.blobs += 1
    output.coverage.bytes += bytes.count
    progress.add(bytes: bytes.count)
    matcher.match(bytes, path: .unknown) { text, matched in
      let blob = Blob(unplaced: id)
      let source = Judge.Source(
        blob: blob, segment: .whole(byteCount: bytes.count), encoding: matched.encoding)
      output.findings += judge.judge(
        matched.matches, marks: matched.marks, in: text, from: source
      ).compactMap(\.finding).map { Scan.BlobFinding(finding: $0, blob: blob) }
      output.coverage.issues += matched.issues.map {
        ScanIssue(subject: blob.path.display, message: $0)
      }
    }
    return false
  }
}
