internal import GitObjects
internal import PathPatterns
internal import ScanModel

/// The part of a history that a user has selected: commits, what they bring in, the tags on them.
struct SelectedHistory {
  private(set) var commits: [GitCommit] = []
  private(set) var blobs: Set<ObjectID> = []
  private(set) var tags: Set<ObjectID> = []
  private(set) var referenceCount = 0
  private(set) var issues: [ScanIssue] = []
  /// Whether a selected commit has parents that a shallow clone has cut off.
  private(set) var isCutOff = false

  private let selection: HistorySelection
  private let repository: Repository

  /// Walks the selected commits.
  ///
  /// - Throws: `RangeFailure` when a reference or a revision is not there; `GitError` when a tip cannot be read.
  init(_ selection: HistorySelection, _ references: [Reference], in repository: Repository) throws {
    self.selection = selection
    self.repository = repository
    var tips = Tips()
    var hidden: [ObjectID] = []
    if let range = selection.range {
      let ends = try range.ends(in: repository)
      tips.commits = [ends.to]
      hidden = [ends.from]
    } else {
      tips = try self.tips(among: references)
    }
    let walk = try repository.walk(from: tips.commits, hiding: hidden)
    if case .sinceMergeBase(let from, let to) = selection.range, !walk.sidesMeet {
      throw RangeFailure("\(from) and \(to) have no commit in common: write \(from)..\(to)")
    }
    issues += walk.missing.map {
      ScanIssue(subject: nil, message: "commit \($0) is missing: git fsck tells more")
    }
    collect(walk.newestFirst(from: tips.commits))
    isCutOff = commits.contains { repository.shallowCommits.contains($0.id) }
    let selected = Set(commits.map(\.id))
    tags.formUnion(tips.chains.filter { selected.contains($0.target) }.flatMap(\.tags))
  }

  // MARK: - Where to begin

  private struct Tips {
    var commits: [ObjectID] = []
    var chains: [TagChain] = []
  }

  private mutating func tips(among references: [Reference]) throws -> Tips {
    var tips = Tips()
    var named: Set<Reference> = []
    var startsAtHead = selection.references.isEmpty
    for pattern in selection.references {
      let matching = pattern.selected(from: references)
      if pattern.text == "HEAD" {
        startsAtHead = true
      } else if matching.isEmpty {
        throw RangeFailure("no reference is named \(pattern.text): git for-each-ref lists them")
      }
      named.formUnion(matching)
    }
    if selection.references.isEmpty {
      named = Set(references)
      tips.commits += try repository.detachedHeads().map(\.target)
    }
    if startsAtHead, let head = repository.heldHeadCommit() { tips.commits.append(head) }
    for reference in named.sorted(by: { $0.name < $1.name }) {
      do throws(GitError) {
        let chain = try repository.tagChain(from: reference.target)
        if chain.kind == .commit {
          tips.commits.append(chain.target)
          tips.chains.append(chain)
        } else if selection.isClosed {
          // It belongs to no commit, so that nothing that is asked of commits can select it.
          add(chain)
        }
      } catch {
        issues.append(ScanIssue(subject: reference.name, message: error.description))
      }
    }
    referenceCount = named.count
    return tips
  }

  private mutating func add(_ chain: TagChain) {
    tags.formUnion(chain.tags)
    if chain.kind == .blob { blobs.insert(chain.target) }
    if chain.kind == .tree { addBlobs(below: [chain.target]) }
  }

  // MARK: - What commits bring in

  private mutating func collect(_ walked: [GitCommit]) {
    let limit = selection.maximumCommits ?? .max
    let candidates = walked.lazy.filter { [selection] commit in
      commit.committerTime >= selection.since?.seconds ?? .min
        && commit.committerTime <= selection.until?.seconds ?? .max
    }
    guard !selection.isClosed else {
      commits = walked
      return addBlobs(below: walked.map(\.tree))
    }
    var differences = CommitDifferences(walked, in: repository)
    for commit in candidates {
      guard commits.count < limit else { return }
      do throws(GitError) {
        let added = try differences.difference(of: commit).added.filter { entry in
          selection.paths.isEmpty || selection.paths.contains { $0.matches(entry.path) }
        }
        guard selection.paths.isEmpty || !added.isEmpty else { continue }
        commits.append(commit)
        blobs.formUnion(added.lazy.filter(\.kind.isBlob).map(\.id))
      } catch {
        commits.append(commit)
        note(error)
      }
    }
  }

  private mutating func addBlobs(below trees: [ObjectID]) {
    var closure = TreeBlobs(repository)
    for tree in trees { closure.add(tree) }
    blobs.formUnion(closure.blobs)
    for error in closure.unreadable { note(error) }
  }

  private mutating func note(_ error: GitError) {
    issues.append(ScanIssue(subject: nil, message: error.description))
  }
}

extension RevisionRange {
  /// The commits that a range names.
  ///
  /// - Throws: `RangeFailure` when one is not there, or the range is a single revision.
  fileprivate func ends(in repository: Repository) throws -> (from: ObjectID, to: ObjectID) {
    func commit(_ revision: String) throws -> ObjectID {
      do throws(GitError) {
        return try repository.commit(named: revision)
      } catch {
        guard error.code == .notFound else { throw error }
        throw RangeFailure("the revision \(revision) is not in this repository: check its name")
      }
    }
    switch self {
    case .between(let from, let to), .sinceMergeBase(let from, let to):
      return (try commit(from), try commit(to))
    case .single(let name):
      throw RangeFailure("\(name) is no range: write A..B, or select it as a reference")
    }
  }
}
