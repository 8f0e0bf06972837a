package import GitObjects
internal import ScanModel

/// Files and folders as they are on disk.
///
/// In a work tree: what git tracks, and what it does not ignore. Elsewhere: everything. Never what is in `.git`. A
/// path that the user names counts whatever the ignore rules say, and is followed when it is a link; links that are
/// met on the way are not followed: in a work tree their target's path is the content, as in git.
///
/// Paths of blobs are relative to the work tree when everything that is named lies in one, so that a report reads the
/// same from every folder; otherwise they start as the user typed them.
package struct WorkTreeInput: Input {
  let paths: [String]
  private let includesIgnored: Bool
  let environment: GitEnvironment
  private let segmentSize: SegmentSize

  /// - Parameters:
  ///   - paths: what to scan, relative to the current folder or absolute.
  ///   - includesIgnored: whether files that git ignores count too.
  ///   - environment: what git tells a hook about the repository; by default nothing.
  ///   - segmentSize: how much of a file is lent at once.
  package init(
    paths: [String] = ["."], includesIgnored: Bool = false,
    environment: GitEnvironment = GitEnvironment(), segmentSize: SegmentSize = .standard
  ) {
    self.paths = paths.isEmpty ? ["."] : paths
    self.includesIgnored = includesIgnored
    self.environment = environment
    self.segmentSize = segmentSize
  }

  package func listing() throws -> Listing {
    let plan = ScanPlan(paths, environment: environment)
    var coverage = Coverage()
    coverage.issues = plan.issues
    if plan.needsLibrary { GitLibrary.startInBackground() }
    var files: [[UInt8]] = []
    var indexes: [RepositoryLocation: GitIndex] = [:]
    for root in plan.roots {
      if root.kind == .folder {
        let index = root.location.map { location in
          let index = indexes[location] ?? readIndex(of: location, issues: &coverage.issues)
          indexes[location] = index
          return index
        }
        var walk = try self.walk(root, index: index)
        walk.walk(root.start)
        files += walk.files.map { plan.shown($0, root) }
        coverage.skipped.merge(walk.skipped, uniquingKeysWith: +)
        coverage.issues += walk.issues
      } else if root.kind == .special {
        coverage.skipped[.specialFile, default: 0] += 1
      } else {
        files.append(plan.shown(root.start, root))
      }
    }
    var paths = files.map(BytePath.init)
    // One walk is in order; several may overlap.
    if plan.roots.count > 1 { paths = Set(paths).sorted() }
    coverage.files = paths.count
    var repository: RepositoryFacts?
    if let location = plan.commonLocation {
      repository = facts(of: location, issues: &coverage.issues)
    }
    return Listing(
      blobs: paths.map { Blob(path: $0, origin: .file) }, coverage: coverage,
      repository: repository)
  }

  /// A damaged repository makes the scan incomplete, and hides no file.
  private func facts(
    of location: RepositoryLocation, issues: inout [ScanIssue]
  ) -> RepositoryFacts? {
    do throws(GitError) {
      return try RepositoryFacts(Repository(location))
    } catch {
      issues.append(ScanIssue(subject: nil, message: error.description))
      return nil
    }
  }

  package func makeReader() -> any BlobReader {
    let plan = ScanPlan(paths, environment: environment)
    return FileReader(
      base: plan.commonLocation?.workTree ?? "", named: plan.namedFiles, segmentSize: segmentSize)
  }

  /// The index; an empty one when it is damaged, with which the walk finds all but files that are tracked and ignored.
  private func readIndex(of location: RepositoryLocation, issues: inout [ScanIssue]) -> GitIndex {
    do {
      return try location.readIndex()
    } catch {
      issues.append(
        ScanIssue(subject: nil, message: "\(error); tracked files that git ignores are not scanned")
      )
      return .empty
    }
  }

  private func walk(_ root: ScanRoot, index: GitIndex?) throws -> FolderWalk {
    guard let location = root.location else { return .plain(base: root.base) }
    let rules = IgnoreRules(location)
    // A folder that is named although it is ignored: nothing in it could be shown otherwise.
    let isIgnored =
      try !root.start.isEmpty && index?.range(below: root.start).isEmpty == true
      && rules.leavesOut(root.start)
    return FolderWalk(
      base: root.base, index: index, rules: includesIgnored || isIgnored ? nil : rules)
  }
}

/// One file or folder to scan, with the folder that its paths start from.
struct ScanRoot {
  let kind: FileKind
  /// The repository whose rules hold; nil outside of a work tree.
  let location: RepositoryLocation?
  /// The work tree, or the current folder (empty), or `/`-rooted for what was typed so.
  let base: String
  /// The path relative to `base`, without a slash at the end; empty for `base` itself.
  let start: [UInt8]
  let typed: [UInt8]
  let isLink: Bool
  /// Whether it is a bare repository, whose files hold what git stores in a form that nobody searches.
  let isBare: Bool
}

/// The names that the user gave, looked up and brought to one way of showing paths.
struct ScanPlan {
  private(set) var roots: [ScanRoot] = []
  private(set) var issues: [ScanIssue] = []
  /// The repository that everything lies in; nil when there is none, or several.
  let commonLocation: RepositoryLocation?

  init(_ names: [String], environment: GitEnvironment) {
    var finder = RepositoryFinder(environment: environment)
    for name in names {
      do {
        let root = ScanRoot(try NamedPath(name, finder: &finder))
        roots.append(root)
        if root.isBare {
          issues.append(
            ScanIssue(
              subject: name,
              message: "is a bare repository, and scan reads files: keystrel history \(name)"))
        }
      } catch {
        issues.append(ScanIssue(subject: name, message: "\(error)"))
      }
    }
    issues += finder.issues
    let locations = Set(roots.map(\.location))
    commonLocation = locations.count == 1 ? locations.first.flatMap { $0 } : nil
  }

  var needsLibrary: Bool { roots.contains { $0.location != nil } }

  /// A path that a walk has found, as it is shown and read.
  func shown(_ path: [UInt8], _ root: ScanRoot) -> [UInt8] {
    guard commonLocation == nil, root.location != nil else { return path }
    let rest = path.dropFirst(root.start.count).drop { $0 == UInt8(ascii: "/") }
    if rest.isEmpty || root.typed.isEmpty { return root.typed + rest }
    return root.typed + [UInt8(ascii: "/")] + rest
  }

  /// The files named, as they are shown: read even through a link.
  var namedFiles: Set<BytePath> {
    Set(roots.filter { $0.isLink && $0.kind == .file }.map { BytePath(shown($0.start, $0)) })
  }
}

extension ScanRoot {
  init(_ named: NamedPath) {
    kind = named.kind
    typed = named.typed
    isLink = named.isLink
    isBare = named.isBareRepository
    if let path = named.inWorkTree, let workTree = named.location?.workTree {
      location = named.location
      base = workTree
      start = path
    } else {
      location = nil
      base = ""
      // With a slash behind it, a link to a folder is followed.
      start =
        named.isLink && named.kind == .folder ? named.typed + [UInt8(ascii: "/")] : named.typed
    }
  }
}
