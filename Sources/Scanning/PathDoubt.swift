internal import Inputs
internal import Judging
internal import Matching
internal import ScanModel
internal import Synchronization

/// A blob that was judged before its places were known, or for one of them only.
struct PathDoubt: Sendable {
  let blob: Blob
  /// What was found in it: it stands when the blob cannot be judged again.
  var first: [Judged] = []
  let places: [Place]

  /// A path, and those of its origins of which the same allowlists speak.
  struct Place: Sendable {
    let path: BytePath
    let origins: [Origin]
    /// The commit, when an allowlist names it: then it is the only origin.
    let commit: BlobID?
  }

  /// Nothing to doubt, where the blob was judged at its one path and no allowlist names a commit of it.
  init?(of blob: Blob, at known: [(path: BytePath, origin: Origin)], _ plan: MatchPlan) {
    func named(_ origin: Origin) -> BlobID? {
      origin.commit.flatMap { plan.namesCommit($0.id) ? $0.id : nil }
    }
    guard
      !blob.isPlaced || known.contains(where: { $0.path != blob.path || named($0.origin) != nil })
    else { return nil }
    self.blob = blob
    let byPath = Dictionary(grouping: known, by: \.path).sorted { $0.key < $1.key }
    places = byPath.flatMap { path, sharing in
      let origins = sharing.map(\.origin)
      let others = origins.filter { named($0) == nil }
      return origins.compactMap { origin in
        named(origin).map { Place(path: path, origins: [origin], commit: $0) }
      } + (others.isEmpty ? [] : [Place(path: path, origins: others, commit: nil)])
    }
  }

  /// The path by which an archive is opened, where what it holds is named for it.
  fileprivate var path: BytePath { places.first?.path ?? blob.path }

  /// What was found, as it is without another look.
  fileprivate var unsettled: [Judged] {
    places.flatMap { place in first.map { $0.placed(at: place.path, place.origins) } }
  }
}

extension Scan {
  /// Reads each blob once more and judges it at all its places.
  func settle(
    _ doubts: [PathDoubt], with input: any Input, progress: ScanProgress
  ) -> Output {
    guard !doubts.isEmpty else { return Output() }
    var (output, settled) = walk(over: doubts, of: input, progress: progress)
    let rest = doubts.filter { doubt in !(doubt.blob.id.map(settled.contains) ?? false) }
    let read = self.read(rest, of: input, progress: progress)
    output.merge(read)
    return output
  }

  /// Visits blobs in the order of their packs, where the input can.
  ///
  /// - Returns: with the blobs that were visited; what is wrong with others shows when they are read alone.
  private func walk(
    over doubts: [PathDoubt], of input: any Input, progress: ScanProgress
  ) -> (output: Output, settled: Set<BlobID>) {
    let byBlob = Dictionary(
      doubts.lazy.filter { $0.blob.replaces.isEmpty }.compactMap { doubt in
        doubt.blob.id.map { ($0, doubt) }
      }, uniquingKeysWith: { first, _ in first })
    guard let walk = try? input.walk(of: Set(byBlob.keys)), walk.count > 0 else {
      return (Output(), [])
    }
    let settled = Mutex<Set<BlobID>>([])
    let output = run(workers: min(jobs, walk.count)) {
      let visitor = PathDoubtVisitor(byBlob, self, makeOpener(progress))
      try? walk.work(visitor) { !progress.isStopped }
      settled.withLock { $0.formUnion(visitor.settled) }
      return visitor.output
    }
    return (output, settled.withLock { $0 })
  }

  /// Reads blobs one by one.
  private func read(
    _ doubts: [PathDoubt], of input: any Input, progress: ScanProgress
  ) -> Output {
    let cursor = Atomic<Int>(0)
    return run(workers: min(jobs, doubts.count)) {
      var output = Output()
      let matcher = Matcher(plan, explains: judge.explains)
      let opener = makeOpener(progress)
      let reader = Swift.Result { try input.makeReader() }
      while true {
        let index = cursor.add(1, ordering: .relaxed).oldValue
        guard index < doubts.count else { return output }
        let doubt = doubts[index]
        var judged = Output()
        do {
          guard !progress.isStopped else { throw ReadFailure("stopped") }
          // When they cannot be told, the first look at the blob has said so, and every line counts.
          let added = try? reader.get().addedLines(of: doubt.blob)
          try opener.read(doubt.blob, from: reader.get(), at: doubt.path) {
            judge(doubt, in: $0, $1, $2, added, with: matcher, into: &judged)
            return false
          }
        } catch {
          judged = Output()
          for unsettled in doubt.unsettled { judged.take(unsettled, of: doubt.blob) }
          judged.coverage.issues = [
            progress.isStopped
              ? progress.stopIssue("not every finding was judged by its path")
              : ScanIssue(subject: doubt.blob.path.display, message: "cannot read: \(error)")
          ]
        }
        output.merge(judged)
      }
    }
  }

  /// Judges a blob, a segment of one, or a member of an archive, at all places of the blob.
  fileprivate func judge(
    _ doubt: PathDoubt, in bytes: Span<UInt8>, _ segment: Segment, _ member: BytePath?,
    _ added: LineSet?, with matcher: Matcher, into output: inout Output
  ) {
    for place in doubt.places {
      let blob = Blob(id: doubt.blob.id, path: place.path, origin: doubt.blob.origin)
      // In a submodule its path stands before what stands for a path.
      let hasNoPath = blob.id.map { place.path.name == Blob(unplaced: $0).path.name } ?? false
      matcher.commit = place.commit
      let path = hasNoPath ? .unknown : place.path.inside(member)
      matcher.match(bytes, path: path) { text, matched in
        let source = Judge.Source(
          blob: blob.inside(member), segment: segment, encoding: matched.encoding)
        var judged = Judged(member: member)
        judge.judge(matched, in: text, from: source, into: &judged)
        if member == nil { judged.keep(onlyOn: added) }
        output.take(judged.placed(at: place.path, place.origins), of: doubt.blob)
        output.coverage.issues += matched.issues.map {
          ScanIssue(subject: source.blob.path.display, message: $0)
        }
      }
    }
  }
}

/// One worker's part of a walk over blobs that are judged again.
private final class PathDoubtVisitor: BlobVisitor {
  private let doubts: [BlobID: PathDoubt]
  private let scan: Scan
  private let matcher: Matcher
  private let opener: ContentOpener
  var settled: Set<BlobID> = []
  var output = Scan.Output()

  init(_ doubts: [BlobID: PathDoubt], _ scan: Scan, _ opener: ContentOpener) {
    self.doubts = doubts
    self.scan = scan
    self.opener = opener
    matcher = Matcher(scan.plan, explains: scan.judge.explains)
  }

  func visit(
    _ id: BlobID, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    judge(id, bytes)
    return nil
  }

  func visitMessage(of id: BlobID, _ message: Span<UInt8>) {
    judge(id, message)
  }

  private func judge(_ id: BlobID, _ bytes: Span<UInt8>) {
    guard let doubt = doubts[id] else { return }
    settled.insert(id)
    opener.open(bytes, .whole(byteCount: bytes.count), at: doubt.path) { bytes, segment, member in
      scan.judge(doubt, in: bytes, segment, member, nil, with: matcher, into: &output)
      return false
    }
  }
}
