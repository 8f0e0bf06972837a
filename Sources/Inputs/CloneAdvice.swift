internal import GitObjects

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What helps when a clone lacks history or a branch, in the words of the pipeline that made the clone.
enum CloneAdvice {
  /// What helps when a clone is shallow.
  static var fetchEverything: String {
    "fetch the full history: " + (pipeline ?? "git fetch --unshallow")
      + (pipeline == nil ? ", or \(gitHub)" : ", or git fetch --unshallow")
  }

  /// What helps when a revision is not in the clone.
  ///
  /// - Parameters:
  ///   - revision: as the user named it.
  ///   - repository: which knows its remotes, and whether it is shallow.
  /// - Returns: what to do, in one phrase.
  static func find(_ revision: String, in repository: Repository) -> String {
    if repository.isShallow { return fetchEverything }
    if revision == "HEAD" { return "there is no commit yet" }
    if revision.hasSuffix("/") { return "its name ends here: is a variable of the pipeline empty?" }
    let parts = revision.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "origin" || repository.hasRemote(parts[0]) else {
      return "check its name, or fetch it: git fetch origin \(revision)"
    }
    // Named in full, since clones of pipelines fetch one branch and would leave the other in FETCH_HEAD.
    let fetch = "git fetch \(parts[0]) \(parts[1]):refs/remotes/\(revision)"
    return pipeline.map { "\(fetch), or \($0)" } ?? fetch
  }

  private static let gitHub = "fetch-depth: 0 (GitHub Actions checkout)"

  /// The setting of the pipeline that this runs in; nil at a desk.
  private static var pipeline: String? {
    if isSet("GITHUB_ACTIONS") { return gitHub }
    if isSet("GITLAB_CI") { return "GIT_DEPTH: 0 (variable of the GitLab job)" }
    if isSet("TF_BUILD") { return "fetchDepth: 0 (checkout step of Azure Pipelines)" }
    return nil
  }

  private static func isSet(_ name: String) -> Bool {
    guard let value = unsafe getenv(name) else { return false }
    return unsafe !String(cString: value).isEmpty
  }
}
