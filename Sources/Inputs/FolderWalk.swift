internal import GitObjects
internal import ScanModel

/// Finds the files of a work tree that git knows or would offer to add, or all files of a plain folder.
///
/// Git's own status compares every file's times and costs several times as much; here a folder's names are held
/// against the span of the index that covers it, and only what is untracked meets the ignore rules.
struct FolderWalk {
  /// A folder without git's rules: everything counts, links are skipped.
  static func plain(base: String) -> FolderWalk {
    FolderWalk(base: base, index: nil, rules: nil)
  }

  /// The folder that paths start from, without a slash at the end; empty for the current one.
  let base: String
  /// The index of the repository whose work tree `base` is, or nil outside of one.
  let index: GitIndex?
  /// What leaves out untracked paths; nil when nothing does.
  let rules: IgnoreRules?

  private(set) var files: [[UInt8]] = []
  private(set) var skipped: [SkipReason: Int] = [:]
  private(set) var issues: [ScanIssue] = []

  init(base: String, index: GitIndex?, rules: IgnoreRules?) {
    self.base = base
    self.index = index
    self.rules = rules
  }

  /// Walks a folder that the user named: it counts whatever the rules say.
  ///
  /// - Parameter path: relative to `base`; empty for `base` itself.
  mutating func walk(_ path: [UInt8]) {
    let tracked = index?.range(below: path) ?? 0..<0
    let isTerminated = path.isEmpty || path.last == slash
    walk(
      isTerminated ? path : path + [slash], tracked: tracked, rules: rules?.folder(path),
      isNamed: true)
  }

  /// Walks a folder whose path ends in a slash, or is empty; `tracked` are the entries of the index below it.
  private mutating func walk(
    _ path: [UInt8], tracked: Range<Int>, rules: IgnoreFolder?, isNamed: Bool = false
  ) {
    let entries: [FolderEntry]
    do throws(ReadFailure) {
      entries = try folderEntries(absolute(path))
    } catch {
      let subject = String(decoding: path.isEmpty ? [UInt8(ascii: ".")] : path, as: UTF8.self)
      issues.append(ScanIssue(subject: subject, message: error.description))
      return
    }
    if !isNamed, tracked.isEmpty, isRepository(path, entries) {
      skipped[.submodule, default: 0] += 1
      return
    }
    for entry in entries where entry.name != dotGit {
      if entry.kind == .folder {
        visitFolder(entry, in: path, tracked: tracked, rules)
      } else {
        visitFile(entry, in: path, tracked: tracked, rules)
      }
    }
  }

  private mutating func visitFolder(
    _ entry: FolderEntry, in parent: [UInt8], tracked: Range<Int>, _ rules: IgnoreFolder?
  ) {
    let path = parent + entry.name + [slash]
    guard let index else { return walk(path, tracked: 0..<0, rules: nil) }
    if isGitlink(entry, in: tracked, from: parent.count) {
      skipped[.submodule, default: 0] += 1
      return
    }
    let below = index.range(below: entry.name[...], in: tracked, from: parent.count)
    // A folder with tracked files is walked even when it is ignored; the rules then meet each untracked file in it.
    if below.isEmpty, leavesOut(entry, rules) {
      skipped[.ignored, default: 0] += 1
    } else {
      walk(path, tracked: below, rules: rules?.subfolder(entry.name))
    }
  }

  private mutating func visitFile(
    _ entry: FolderEntry, in parent: [UInt8], tracked: Range<Int>, _ rules: IgnoreFolder?
  ) {
    let path = parent + entry.name
    if entry.kind == .special || entry.kind == .symbolicLink && index == nil {
      skipped[.specialFile, default: 0] += 1
      return
    }
    let isTracked =
      index?.firstIndex(named: entry.name[...], in: tracked, from: parent.count) != nil
    if !isTracked, leavesOut(entry, rules) {
      skipped[.ignored, default: 0] += 1
    } else {
      files.append(path)
    }
  }

  private func isGitlink(_ entry: FolderEntry, in tracked: Range<Int>, from prefix: Int) -> Bool {
    guard let index,
      let position = index.firstIndex(named: entry.name[...], in: tracked, from: prefix)
    else { return false }
    return index.entries[position].kind == .gitlink
  }

  /// Whether a folder is another repository's work tree.
  private func isRepository(_ path: [UInt8], _ entries: [FolderEntry]) -> Bool {
    guard let entry = entries.first(where: { $0.name == dotGit }) else { return false }
    return entry.kind == .file
      || entry.kind == .folder && isGitDirectory(absolutePath(path + dotGit))
  }

  private mutating func leavesOut(_ entry: FolderEntry, _ rules: IgnoreFolder?) -> Bool {
    guard let rules else { return false }
    do throws(GitError) {
      return try rules.leavesOut(entry.name, isFolder: entry.kind == .folder)
    } catch {
      let issue = ScanIssue(subject: nil, message: error.description)
      if issues.last != issue { issues.append(issue) }
      return false
    }
  }

  private func absolute(_ path: [UInt8]) -> [CChar] {
    let start = base.isEmpty ? [] : Array(base.utf8) + [slash]
    return terminated(start.isEmpty && path.isEmpty ? [UInt8(ascii: ".")] : start + path)
  }

  private func absolutePath(_ path: [UInt8]) -> String {
    (base.isEmpty ? "" : base + "/") + String(decoding: path, as: UTF8.self)
  }
}

private let slash = UInt8(ascii: "/")
private let dotGit = Array(".git".utf8)
