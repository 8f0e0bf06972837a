#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The variables with which git tells a hook where the repository is.
///
/// `git commit -a` and partial commits, for instance, hand over a temporary index.
package struct GitEnvironment: Hashable, Sendable {
  /// `GIT_DIR`.
  package var gitDirectory: String?
  /// `GIT_WORK_TREE`.
  package var workTree: String?
  /// `GIT_INDEX_FILE`.
  package var indexFile: String?
  /// `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES`: where a receiving repository keeps a push
  /// until its hooks have accepted it.
  package var objectDirectories: [String]
  /// `GIT_QUARANTINE_PATH`: the one of them that holds what the push has brought, and nothing else.
  package var quarantine: String?

  package init(
    gitDirectory: String? = nil, workTree: String? = nil, indexFile: String? = nil,
    objectDirectories: [String] = [], quarantine: String? = nil
  ) {
    self.gitDirectory = gitDirectory
    self.workTree = workTree
    self.indexFile = indexFile
    self.objectDirectories = objectDirectories
    self.quarantine = quarantine
  }

  /// The variables of this process.
  package static var current: GitEnvironment {
    let alternates = variable("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? ""
    return GitEnvironment(
      gitDirectory: variable("GIT_DIR"), workTree: variable("GIT_WORK_TREE"),
      indexFile: variable("GIT_INDEX_FILE"),
      objectDirectories: (variable("GIT_OBJECT_DIRECTORY").map { [$0] } ?? [])
        + alternates.split(separator: ":").map(String.init),
      quarantine: variable("GIT_QUARANTINE_PATH"))
  }

  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
