internal import GitObjects
internal import ScanModel

/// What is visited in one repository, and what is checked on the way.
struct RepositoryWalk: Sendable {
  private let objects: ObjectWalk
  private let readsMessages: Bool
  /// Where what is missing is noted; nil when nobody asks.
  private let links: LinkCheck?
  /// How missing objects are told.
  private let gaps: Gaps?
  /// Where commits are kept to find their way back later; nil when not all are visited.
  private let commits: CommitGathering?
  /// Put before the subject of each issue.
  var name: String?

  /// - Parameters:
  ///   - objects: what to visit: of blobs the bytes are read, of commits and tags the messages, and all that objects
  ///     name is looked for.
  ///   - readsMessages: whether messages are read at all.
  ///   - links: where what is missing is noted.
  ///   - gaps: how that is told.
  ///   - commits: where commits are kept.
  init(
    _ objects: ObjectWalk, readsMessages: Bool, _ links: LinkCheck, _ gaps: Gaps,
    _ commits: CommitGathering? = nil
  ) {
    self.commits = commits
    self.objects = objects
    self.readsMessages = readsMessages
    self.links = links
    self.gaps = gaps
  }

  /// A walk that reads texts and checks nothing.
  init(texts objects: ObjectWalk) {
    self.objects = objects
    readsMessages = true
    links = nil
    gaps = nil
    commits = nil
  }

  var count: Int { objects.count }

  func work(_ visitor: any BlobVisitor, while goesOn: () -> Bool) throws {
    let checker = links?.checker()
    defer { if let checker { links?.add(checker) } }
    let adapter = ObjectAdapter(
      visitor, checker, commits == nil ? nil : CommitCollector(), readsMessages: readsMessages)
    do {
      try objects.work(adapter, while: goesOn)
    } catch {
      commits?.giveUp()
      throw error
    }
    if goesOn(), let collector = adapter.commits {
      commits?.add(collector)
    } else {
      commits?.giveUp()
    }
  }

  var coverage: Coverage {
    var coverage = Coverage()
    coverage.commits = links?.commitCount ?? 0
    coverage.issues = objects.failures.map {
      ScanIssue(subject: nil, message: $0.description)
    }
    do throws(GitError) {
      if let links { gaps?.tell(of: try links.missing(), in: &coverage) }
    } catch {
      coverage.issues.append(ScanIssue(subject: nil, message: error.description))
    }
    if let name { coverage.nameIssues(name) }
    return coverage
  }
}

extension Coverage {
  /// Says of every issue and note in which repository it is.
  mutating func nameIssues(_ name: String) {
    issues = issues.map { issue in
      ScanIssue(subject: issue.subject.map { name + ": " + $0 } ?? name, message: issue.message)
    }
    notes = notes.map { name + ": " + $0 }
  }
}

/// How it is told that objects are missing.
struct Gaps: Sendable {
  let isPartialClone: Bool
  let areAllowed: Bool

  /// Notes missing objects: as an issue, or as what the user puts up with.
  func tell(of missing: [ObjectID], in coverage: inout Coverage) {
    guard let first = missing.first else { return }
    let what =
      missing.count == 1
      ? "object \(first) is missing" : "\(missing.count) objects are missing, \(first) among them"
    if !isPartialClone {
      coverage.issues.append(ScanIssue(subject: nil, message: what + ": git fsck tells more"))
    } else if areAllowed {
      coverage.notes.append(what + " (partial clone), and was not read")
    } else {
      coverage.issues.append(
        ScanIssue(
          subject: nil, message: what + " (partial clone): git fetch --refetch --no-filter"))
    }
  }
}

private final class ObjectAdapter: ObjectVisitor {
  private let visitor: any BlobVisitor
  private let checker: LinkChecker?
  let commits: CommitCollector?
  private let readsMessages: Bool

  init(
    _ visitor: any BlobVisitor, _ checker: LinkChecker?, _ commits: CommitCollector?,
    readsMessages: Bool
  ) {
    self.visitor = visitor
    self.checker = checker
    self.commits = commits
    self.readsMessages = readsMessages
  }

  func visit(
    _ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?, since base: UInt8
  ) -> UInt8? {
    guard object.kind != .blob else {
      return visitor.visit(BlobID(object.id), bytes, changed: changed, since: base)
    }
    checker?.check(object, bytes)
    if object.kind == .commit { _ = commits?.visit(object, bytes, changed: nil, since: 0) }
    if readsMessages, object.kind != .tree, let start = messageStart(in: bytes) {
      visitor.visitMessage(of: BlobID(object.id), bytes.extracting(start...))
    } else {
      visitor.passOther()
    }
    return nil
  }
}
