internal import GitObjects
internal import ScanModel

/// What is visited in one repository, and what is checked on the way.
struct RepositoryWalk: Sendable {
  /// What is taken from the objects of a part.
  enum Content: Sendable {
    /// The bytes of blobs, the messages of commits and tags.
    case texts
    /// Nothing; only what they name is checked.
    case links
  }

  typealias Part = (objects: ObjectWalk, content: Content)

  private let parts: [Part]
  /// Whether what objects name is there, where that is asked.
  private let links: LinkCheck?
  /// How missing objects are told.
  private let gaps: Gaps?
  /// Put before the subject of each issue.
  var name: String?

  init(_ parts: [Part], _ links: LinkCheck, _ gaps: Gaps) {
    self.parts = parts
    self.links = links
    self.gaps = gaps
  }

  /// A walk that reads texts and checks nothing.
  init(texts: ObjectWalk) {
    parts = [(texts, .texts)]
    links = nil
    gaps = nil
  }

  var count: Int { parts.reduce(0) { $0 + $1.objects.count } }

  func work(_ visitor: any BlobVisitor, while goesOn: () -> Bool) throws {
    let checker = links?.checker()
    defer { if let checker { links?.add(checker) } }
    for part in parts {
      let adapter = ObjectAdapter(part.content == .texts ? visitor : nil, checker)
      try part.objects.work(adapter, while: goesOn)
    }
  }

  var coverage: Coverage {
    var coverage = Coverage()
    coverage.commits = links?.commitCount ?? 0
    coverage.issues = parts.flatMap(\.objects.failures).map {
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
  private let visitor: (any BlobVisitor)?
  private let checker: LinkChecker?

  init(_ visitor: (any BlobVisitor)?, _ checker: LinkChecker?) {
    self.visitor = visitor
    self.checker = checker
  }

  func visit(_ object: ObjectEntry, _ bytes: Span<UInt8>, changed: Span<Range<Int>>?) -> Bool {
    guard object.kind != .blob else {
      return visitor?.visit(BlobID(object.id), bytes, changed: changed) ?? false
    }
    checker?.check(object, bytes)
    if object.kind != .tree, let visitor, let start = messageStart(in: bytes) {
      visitor.visitMessage(of: BlobID(object.id), bytes.extracting(start...))
    }
    return false
  }
}
