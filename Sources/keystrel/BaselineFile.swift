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
  /// From the root, when it is the repository's own.
  private let usual: String?

  /// - Parameters:
  ///   - path: as the user named it; nil for that of the repository.
  ///   - usual: the path of the repository's, from its root.
  ///   - root: of the repository.
  init(path: String?, usual: String, root: String) {
    self.root = root
    guard let path else {
      (folder, last) = Self.split(root + "/" + usual)
      name = usual
      self.usual = usual
      return
    }
    self.usual = nil
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
  /// - Returns: false when it is there, when the user has named the baseline, or outside of a repository.
  func addMergeAttribute() throws -> Bool {
    guard let usual, try SettingsFiles.workTreeRoot() != nil else { return false }
    let files = SettingsFiles(folder: root, origin: "the work tree")
    let bytes = try files.read(MergeAttribute.fileName) ?? []
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TriageFailure(
        "\(MergeAttribute.fileName) is not UTF-8: add '\(MergeAttribute.line(for: usual))' to it")
    }
    guard let added = MergeAttribute.adding(to: text, for: usual) else {
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
