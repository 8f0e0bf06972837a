#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A repository's ignore rules: those of its folders, `info/exclude` and `core.excludesFile`.
///
/// Ours and not libgit2's, which (1.5) forgets a `!pattern` that takes back a pattern of another file, so that files
/// which git offers to add would be left out, and takes 60 µs for each path. Nothing is read before the first question.
package final class IgnoreRules {
  private let location: RepositoryLocation
  private var general: [IgnorePatterns]?
  fileprivate private(set) var ignoresCase = false

  package init(_ location: RepositoryLocation) {
    self.location = location
  }

  /// The rules as they hold in a folder, named relative to the work tree; empty for its root.
  package func folder(_ path: [UInt8]) -> IgnoreFolder {
    path.split(separator: UInt8(ascii: "/")).reduce(IgnoreFolder(self)) { folder, name in
      folder.subfolder(name)
    }
  }

  /// Whether an untracked folder is left out, or one above it is.
  ///
  /// - Throws: `GitError` when rules or the configuration cannot be read.
  package func leavesOut(_ folder: [UInt8]) throws(GitError) -> Bool {
    try self.folder(folder).isIgnored()
  }

  /// The lists that hold everywhere, the one that decides first in front.
  fileprivate func generalPatterns() throws(GitError) -> [IgnorePatterns] {
    if let general { return general }
    let repository = try Repository(location)
    ignoresCase = try repository.setting("core.ignorecase") == "true"
    var files = [try repository.commonDirectory() + "/info/exclude"]
    if let named = try repository.pathSetting("core.excludesfile") {
      files.append(named)
    } else if let folder = Self.userFolder {
      files.append(folder + "/git/ignore")
    }
    var lists: [IgnorePatterns] = []
    for file in files { lists.append(try patterns(in: file)) }
    general = lists
    return lists
  }

  fileprivate func patterns(inFolder path: [UInt8]) throws(GitError) -> IgnorePatterns {
    // First, since it tells whether letters match in either case.
    _ = try generalPatterns()
    let folder = (location.workTree ?? "") + "/" + String(decoding: path, as: UTF8.self)
    return try patterns(in: folder + ".gitignore")
  }

  private func patterns(in file: String) throws(GitError) -> IgnorePatterns {
    IgnorePatterns(try readWholeFile(file) ?? [], ignoresCase: ignoresCase)
  }

  /// Where git looks for the user's own rules (gitignore(5)).
  private static var userFolder: String? {
    if let folder = unsafe getenv("XDG_CONFIG_HOME"), unsafe folder.pointee != 0 {
      return unsafe String(cString: folder)
    }
    guard let home = unsafe getenv("HOME") else { return nil }
    return unsafe String(cString: home) + "/.config"
  }
}

/// The ignore rules as they hold in one folder of a work tree.
package final class IgnoreFolder {
  private let rules: IgnoreRules
  private let parent: IgnoreFolder?
  /// With a slash at the end, unless empty.
  private let path: [UInt8]
  private var patterns: IgnorePatterns?
  private var isLeftOut: Bool?

  fileprivate init(_ rules: IgnoreRules) {
    self.rules = rules
    parent = nil
    path = []
    isLeftOut = false
  }

  private init(_ path: [UInt8], in parent: IgnoreFolder) {
    rules = parent.rules
    self.parent = parent
    self.path = path
  }

  /// The rules in a folder of this one: its own, and those of what is above.
  package func subfolder(_ name: some Collection<UInt8>) -> IgnoreFolder {
    IgnoreFolder(path + name + [UInt8(ascii: "/")], in: self)
  }

  /// Whether an untracked file or folder in this folder is left out.
  ///
  /// - Throws: `GitError` when rules or the configuration cannot be read.
  package func leavesOut(
    _ name: some Collection<UInt8>, isFolder: Bool
  ) throws(GitError) -> Bool {
    // What a folder that is left out holds cannot be taken back.
    if try isIgnored() { return true }
    let path = path + name
    var folder: IgnoreFolder? = self
    while let current = folder {
      let rest = path[current.path.count...]
      if let decision = try current.ownPatterns().decision(on: rest, isFolder: isFolder) {
        return decision
      }
      folder = current.parent
    }
    for patterns in try rules.generalPatterns() {
      if let decision = patterns.decision(on: path[...], isFolder: isFolder) { return decision }
    }
    return false
  }

  fileprivate func isIgnored() throws(GitError) -> Bool {
    if let isLeftOut { return isLeftOut }
    let name = path.dropLast().suffix(while: { $0 != UInt8(ascii: "/") })
    let answer = try parent?.leavesOut(name, isFolder: true) ?? false
    isLeftOut = answer
    return answer
  }

  private func ownPatterns() throws(GitError) -> IgnorePatterns {
    if let patterns { return patterns }
    let read = try rules.patterns(inFolder: path)
    patterns = read
    return read
  }
}

extension Collection where Self: BidirectionalCollection {
  /// The last elements, as long as they satisfy a condition.
  fileprivate func suffix(while condition: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
