internal import GitObjects
internal import ScanModel

/// A file or folder that the user named, looked up.
struct NamedPath {
  /// As typed, without `./` in front and slashes at the end; empty for the current folder.
  let typed: [UInt8]
  /// Absolute; of a link to a file, the link's own path.
  let real: String
  let kind: FileKind
  /// Where the path of a link to a file leads: the file is read through the link.
  let isLink: Bool
  /// The repository in whose work tree it is.
  let location: RepositoryLocation?

  /// Looks up a name as the command line has it.
  ///
  /// - Throws: `ReadFailure` when there is nothing of that name.
  init(_ name: String, finder: inout RepositoryFinder) throws {
    typed = Self.shortened(name)
    guard let kind = fileKind(name) else { throw ReadFailure.system() }
    isLink = kind == .symbolicLink
    guard let target = realPath(name) else { throw ReadFailure.system() }
    let targetKind = isLink ? fileKind(target) ?? .special : kind
    self.kind = targetKind
    if targetKind == .folder {
      real = target
      location = finder.find(from: target)
    } else {
      let parts = Self.split(name)
      guard let folder = realPath(parts.folder) else { throw ReadFailure.system() }
      real = (folder == "/" ? "" : folder) + "/" + parts.file
      location = finder.find(from: folder)
    }
  }

  /// Whether it is all of a repository that has no work tree.
  var isBareRepository: Bool {
    location.map { $0.workTree == nil && $0.gitDirectory == real } ?? false
  }

  /// The path relative to the work tree, or nil outside of one and inside `.git`.
  var inWorkTree: [UInt8]? {
    guard let workTree = location?.workTree else { return nil }
    guard let path = Self.path(real, in: workTree) else { return nil }
    return path.split(separator: slash).contains { $0.elementsEqual(".git".utf8) } ? nil : path
  }

  /// The part of an absolute path behind a folder; nil when it is not below it.
  static func path(_ path: String, in folder: String) -> [UInt8]? {
    if path == folder { return [] }
    let prefix = folder == "/" ? "/" : folder + "/"
    return path.hasPrefix(prefix) ? Array(path.utf8.dropFirst(prefix.utf8.count)) : nil
  }

  static func split(_ name: String) -> (folder: String, file: String) {
    let trimmed = String(decoding: trimmingSlashes(Array(name.utf8)), as: UTF8.self)
    guard let last = trimmed.lastIndex(of: "/") else { return (".", trimmed) }
    let folder = trimmed[..<last]
    return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: last)...]))
  }

  private static func shortened(_ name: String) -> [UInt8] {
    var bytes = trimmingSlashes(Array(name.utf8))
    while bytes.starts(with: "./".utf8) { bytes = Array(bytes.dropFirst(2).drop { $0 == slash }) }
    return bytes == [UInt8(ascii: ".")] ? [] : bytes
  }

  private static func trimmingSlashes(_ name: [UInt8]) -> [UInt8] {
    var name = name
    while name.count > 1, name.last == slash { name.removeLast() }
    return name
  }
}

/// Finds repositories, and looks into each folder once.
struct RepositoryFinder {
  let environment: GitEnvironment
  /// A repository that cannot be followed hides none of the files around it, but what it says of them is missing.
  private(set) var issues: [ScanIssue] = []
  private var found: [String: RepositoryLocation?] = [:]

  init(environment: GitEnvironment) {
    self.environment = environment
  }

  mutating func find(from folder: String) -> RepositoryLocation? {
    if let known = found[folder] { return known }
    do throws(GitError) {
      let location = try RepositoryLocation.find(from: folder, environment: environment)
      found[folder] = .some(location)
      return location
    } catch {
      let issue = ScanIssue(subject: nil, message: error.description)
      if !issues.contains(issue) { issues.append(issue) }
      found[folder] = .some(nil)
      return nil
    }
  }
}

private let slash = UInt8(ascii: "/")
