internal import Dispatch
package import Inputs
internal import Judging
internal import Matching
package import Rules
package import ScanModel
internal import Synchronization

/// One scan: the rules, made ready once, over an input, by several workers.
package struct Scan: Sendable {
  let plan: MatchPlan
  let judge: Judge
  let ruleSet: RuleSet
  let jobs: Int
  private let skipsCopied: Bool
  private let archiveDepth: Int
  let leastReported: Confidence
  let excludes: PathExclusion?
  let comments: CommentPolicy

  /// How many blobs a worker takes at once: enough that the shared counter is no bottleneck, few enough that all end
  /// together.
  private static let chunk = 16

  /// Prepares a scan.
  ///
  /// - Parameters:
  ///   - ruleSet: what to look for.
  ///   - jobs: number of workers; never more than the machine has cores run at the same time.
  ///   - reveal: whether findings keep their secret in the open.
  ///   - skipsCopied: whether what git stores as copied from an object that holds nothing goes unsearched.
  ///   - archiveDepth: how many archives in each other are read; 0 for none.
  ///   - leastReported: findings below it are only counted, and not traced to where they are from.
  ///   - explains: whether what became of each candidate is told.
  ///   - fingerprintKey: the organisation's key for fingerprints; nil for plain digests.
  ///   - comments: which comments let a secret stand.
  ///   - excludes: tells the paths of which nothing is reported.
  package init(
    _ ruleSet: RuleSet, jobs: Int, reveal: Bool = false, skipsCopied: Bool = true,
    archiveDepth: Int = 0, leastReported: Confidence = .low, explains: Bool = false,
    fingerprintKey: FingerprintKey? = nil, comments: CommentPolicy = CommentPolicy(),
    excludes: PathExclusion? = nil
  ) {
    self.comments = comments
    self.excludes = excludes
    self.leastReported = leastReported
    self.skipsCopied = skipsCopied
    self.archiveDepth = archiveDepth
    plan = MatchPlan(ruleSet)
    judge = Judge(
      ruleSet, reveal: reveal, explains: explains, leastReported: leastReported,
      fingerprintKey: fingerprintKey, heeding: comments.heeded)
    self.ruleSet = ruleSet
    self.jobs = max(1, jobs)
  }

  /// What a scan found and read.
  package struct Result: Sendable {
    /// One for each secret, in the order of their first occurrence.
    package var findings: [Finding]
    /// One for each block, in the order of the places; where rules of the kind are in the set.
    package var posture: [PostureFinding] = []
    /// Sorted by place; where the scan explains.
    package var candidates: [Candidate] = []
    /// Candidates beyond those that a report holds.
    package var omittedCandidates = 0
    package var coverage: Coverage
    package var repository: RepositoryFacts?
  }

  /// Reads all of an input.
  ///
  /// - Parameters:
  ///   - input: what to read.
  ///   - progress: told how far the scan is.
  /// - Returns: the same for the same input and rules, whatever the number of workers.
  /// - Throws: what `input.listing()` throws; trouble with single blobs is in the coverage.
  package func run(_ input: any Input, progress: ScanProgress = ScanProgress()) throws -> Result {
    let listed = try progress.unlessStopped { try input.listing() }
    guard var listing = listed else { return stoppedResult(progress) }
    leaveOutExcluded(from: &listing)
    progress.begin(total: listing.blobs.count + (listing.walk?.count ?? 0))
    var output = scan(listing.blobs, of: input, progress: progress)
    if let walk = listing.walk {
      let walked = self.walk(walk, knowing: listing.walked, of: input, progress: progress)
      output.merge(walked)
    }
    var coverage = listing.coverage
    // What was listed and could not be read is an issue, not a file that was scanned.
    (coverage.files, coverage.blobs) = (0, 0)
    coverage.merge(output.coverage)
    coverage.issues += progress.unread(listing)
    var placed = try place(output, with: input, coverage: &coverage, progress: progress)
    leaveOutExcluded(from: &placed, &coverage)
    finish(&coverage)
    let candidates = placed.candidates.sorted()
    let findings = pairedAcrossFiles(
      placed.findings.groupedBySecret(), of: listing.blobs, in: input, progress: progress)
    return Result(
      findings: findings, posture: placed.posture.groupedByBlock(),
      candidates: candidates.all, omittedCandidates: candidates.omitted, coverage: coverage,
      repository: listing.repository)
  }

  private func finish(_ coverage: inout Coverage) {
    coverage.issues = Set(coverage.issues).sorted()
    coverage.notes = Set(coverage.notes).sorted()
    coverage.ruleCount = ruleSet.rules.count
    coverage.postureRuleCount = ruleSet.rules.count { $0.kind == .posture }
    coverage.rulesDigest = ruleSet.digest
  }

  /// What there is to say when the scan was stopped before it knew what to read.
  private func stoppedResult(_ progress: ScanProgress) -> Result {
    var coverage = Coverage()
    coverage.issues = [progress.stopIssue("nothing was read")]
    finish(&coverage)
    return Result(findings: [], coverage: coverage)
  }

  // MARK: - Workers

  struct Output: Sendable {
    var findings: [InBlob<Finding>] = []
    var posture: [InBlob<PostureFinding>] = []
    var candidates = CandidateList()
    var coverage = Coverage()

    mutating func take(_ judged: Judged, of blob: Blob) {
      findings += judged.findings.map { InBlob(item: $0, blob: blob, member: judged.member) }
      posture += judged.posture.map { InBlob(item: $0, blob: blob, member: judged.member) }
      candidates.add(judged.candidates)
    }

    mutating func merge(_ other: Output) {
      findings += other.findings
      posture += other.posture
      candidates.add(other.candidates)
      coverage.merge(other.coverage)
    }
  }

  /// Something that was found and the blob that it is in.
  struct InBlob<Item: Sendable>: Sendable {
    var item: Item
    let blob: Blob
    /// Where in the blob, when that is an archive.
    let member: BytePath?
  }

  /// The way of a worker into contents.
  func makeOpener(_ progress: ScanProgress) -> ContentOpener {
    ContentOpener(archiveDepth: archiveDepth, progress: progress)
  }

  private func scan(_ blobs: [Blob], of input: any Input, progress: ScanProgress) -> Output {
    let cursor = Atomic<Int>(0)
    return run(workers: min(jobs, (blobs.count + Self.chunk - 1) / Self.chunk)) {
      work(on: blobs, of: input, from: cursor, progress: progress)
    }
  }

  private func walk(
    _ walk: BlobWalk, knowing known: [BlobID: Blob], of input: any Input, progress: ScanProgress
  ) -> Output {
    var output = run(workers: min(jobs, walk.count)) {
      let visitor = WalkVisitor(
        plan: plan, judge: judge, opener: makeOpener(progress), progress: progress,
        skipsCopied: skipsCopied, known: known)
      do {
        try walk.work(visitor) { !progress.isStopped }
      } catch {
        visitor.output.coverage.issues.append(ScanIssue(subject: nil, message: "\(error)"))
      }
      visitor.finish()
      return visitor.output
    }
    output.coverage.merge(walk.coverage)
    if !known.isEmpty { dropUnchanged(in: &output, of: input) }
    return output
  }

  /// Drops what a walk found on no added line.
  private func dropUnchanged(in output: inout Output, of input: any Input) {
    let changed = (output.findings.map(\.blob) + output.posture.map(\.blob))
      .filter { !$0.replaces.isEmpty }
    guard !changed.isEmpty else { return }
    // All lines count where they cannot be told.
    var added: [BlobID: LineSet] = [:]
    do {
      let reader = try input.makeReader()
      for blob in changed {
        guard let id = blob.id, added[id] == nil else { continue }
        do {
          added[id] = try reader.addedLines(of: blob)
        } catch {
          output.coverage.issues.append(
            ScanIssue(subject: blob.path.display, message: "cannot read: \(error)"))
        }
      }
    } catch {
      output.coverage.issues.append(ScanIssue(subject: nil, message: "\(error)"))
    }
    func lines(_ blob: Blob) -> LineSet? { blob.id.flatMap { added[$0] } }
    // A changed archive counts whole: its lines are nobody's.
    output.findings.removeAll { $0.member == nil && !$0.item.touches(lines($0.blob)) }
    output.posture.removeAll { $0.member == nil && !$0.item.touches(lines($0.blob)) }
    let paths = Set(changed.map(\.path))
    output.candidates.explain { candidate in
      guard paths.contains(candidate.occurrence.path) else { return nil }
      return candidate.occurrence.blob.flatMap { added[$0] }
    }
  }

  /// Runs a worker on so many threads and sums up what they return.
  func run(workers: Int, _ work: @escaping @Sendable () -> Output) -> Output {
    let outputs = Mutex<[Output]>([])
    let worker: @Sendable (Int) -> Void = { _ in
      let output = work()
      outputs.withLock { $0.append(output) }
    }
    if workers > 1 {
      DispatchQueue.concurrentPerform(iterations: workers, execute: worker)
    } else {
      worker(0)
    }
    return outputs.withLock { outputs in
      outputs.reduce(into: Output()) { $0.merge($1) }
    }
  }

  /// One worker: its own reader, matcher and results; it shares only the rules and the cursor.
  private func work(
    on blobs: [Blob], of input: any Input, from cursor: borrowing Atomic<Int>,
    progress: ScanProgress
  ) -> Output {
    var output = Output()
    let reader: any BlobReader
    do {
      reader = try input.makeReader()
    } catch {
      output.coverage.issues.append(ScanIssue(subject: nil, message: "\(error)"))
      return output
    }
    let matcher = Matcher(plan, explains: judge.explains)
    let opener = makeOpener(progress)
    var share = ProgressShare(of: progress)
    while true {
      let start = cursor.add(Self.chunk, ordering: .relaxed).oldValue
      for index in start..<max(start, min(start + Self.chunk, blobs.count)) {
        guard !progress.isStopped else { break }
        let before = opener.coverage.bytes
        read(blobs[index], from: reader, opener, matcher, into: &output)
        share.add(bytes: opener.coverage.bytes - before)
      }
      guard start < blobs.count, !progress.isStopped else {
        share.tell()
        output.coverage.merge(opener.coverage)
        return output
      }
    }
  }

  private func read(
    _ blob: Blob, from reader: any BlobReader, _ opener: ContentOpener, _ matcher: Matcher,
    into output: inout Output
  ) {
    var found: [Judged] = []
    var issues: [ScanIssue] = []
    func search(_ bytes: Span<UInt8>, _ segment: Segment, _ member: BytePath?) -> Bool {
      let content = blob.inside(member)
      return matcher.match(bytes, path: blob.isPlaced ? content.path : .unknown) { text, matched in
        let source = Judge.Source(blob: content, segment: segment, encoding: matched.encoding)
        var judged = Judged(member: member)
        judge.judge(matched, in: text, from: source, into: &judged)
        found.append(judged)
        issues += matched.issues.map { ScanIssue(subject: content.path.display, message: $0) }
      }
    }
    defer {
      for judged in found { output.take(judged, of: blob) }
      output.coverage.issues += issues
    }
    do {
      try opener.read(blob, from: reader, at: blob.path, search)
      switch blob.origin {
      case .file, .standardInput: output.coverage.files += 1
      case _ where blob.path.isMessage: output.coverage.messages += 1
      case .index, .commit, .unreachable: output.coverage.blobs += 1
      }
      // A changed archive counts whole: its lines are nobody's.
      guard found.contains(where: { $0.member == nil && !$0.isEmpty }) else { return }
      let added = try reader.addedLines(of: blob)
      for index in found.indices where found[index].member == nil {
        found[index].keep(onlyOn: added)
      }
    } catch {
      issues.append(ScanIssue(subject: blob.path.display, message: "cannot read: \(error)"))
    }
  }
}
