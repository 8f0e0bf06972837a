internal import Inputs
internal import Reporting
internal import Triage

/// The baseline as a file on disk, and what git is told about it.
struct BaselineFile {
  /// For messages.
  let name: String
  private let folder: String
  private let last: String
  private let root: String
  /// Whether it is the usual one.
  private let isAtRoot: Bool

  /// - Parameters:
  ///   - path: as the user named it; nil for the usual place.
  ///   - root: of the repository.
  init(path: String?, root: String) {
    self.root = root
    isAtRoot = path == nil
    guard let path else {
      (folder, last) = (root, Baseline.defaultPath)
      name = Baseline.defaultPath
      return
    }
    (folder, last) = Self.split(path)
    name = path
  }

  /// A path's folder and last name.
  static func split(_ path: String) -> (folder: String, last: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (
      slash == path.startIndex ? "/" : String(path[..<slash]),
      String(path[path.index(after: slash)...])
    )
  }

  /// - Returns: nil when there is none.
  func read() throws -> Baseline? {
    let files = SettingsFiles(folder: folder, origin: "the command line")
    return try files.read(last, limit: Baseline.largestFile).map {
      try Baseline(reading: $0, named: name)
    }
  }

  func readExisting() throws -> Baseline {
    guard let baseline = try read() else {
      throw TriageFailure("\(name): there is no baseline yet: keystrel baseline create")
    }
    return baseline
  }

  /// Replaces the file all at once.
  func write(_ baseline: Baseline) throws {
    try write(baseline.text, to: folder + "/" + last)
  }

  /// Adds the line that lets git merge two versions.
  ///
  /// - Returns: false when it is there, or when the baseline is not at its usual place.
  func addMergeAttribute() throws -> Bool {
    guard isAtRoot else { return false }
    let files = SettingsFiles(folder: root, origin: "the work tree")
    let text = String(decoding: try files.read(MergeAttribute.fileName) ?? [], as: UTF8.self)
    guard let added = MergeAttribute.adding(to: text, for: Baseline.defaultPath) else {
      return false
    }
    try write(added, to: root + "/" + MergeAttribute.fileName)
    return true
  }

  private func write(_ text: String, to path: String) throws {
    let file = try OutputFile(path: path)
    file.write(text)
    try file.finish()
  }
}
