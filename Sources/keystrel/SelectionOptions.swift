internal import ArgumentParser
internal import Inputs

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which commits of a history to read.
struct SelectionOptions: ParsableArguments {
  @Option(help: "Only commits of this branch: a name, or a glob such as 'release/*'. Repeatable.")
  var branch: [String] = []

  @Option(
    help: "Only commits of this ref, full or short: 'v1.0', 'refs/pull/*/head'. Repeatable.")
  var ref: [String] = []

  @Option(help: "Only the commits of A..B, or of A...B: those of B since it left A.")
  var range: String?

  @Option(help: "Only commits from then on: 2024-01-31, 2024-01-31T12:00Z, 2.weeks, 90d.")
  var since: String?

  @Option(help: "Only commits until then; a date alone counts to the end of that day, in UTC.")
  var until: String?

  @Option(help: "Only so many commits, the newest first.")
  var maxCommits: Int?

  @Option(
    name: .customLong("path"),
    help: "Only files that a pattern as in .gitignore names: '*.py', 'src/', '/app/**'. Repeatable."
  )
  var paths: [String] = []

  func validate() throws {
    _ = try selection()
  }

  /// The options as the input takes them.
  ///
  /// - Throws: `ValidationError` when one of them says nothing that can be followed.
  func selection() throws -> HistorySelection {
    var selection = HistorySelection()
    for name in branch { selection.addBranch(name) }
    for name in ref { selection.addReference(name) }
    if let range {
      guard branch.isEmpty, ref.isEmpty else {
        throw ValidationError("--range names its commits itself: leave --branch and --ref out")
      }
      let parsed = RevisionRange(range)
      if case .single = parsed {
        throw ValidationError("--range takes A..B or A...B; for all of one ref there is --ref")
      }
      selection.range = parsed
    }
    let now = Int64(time(nil))
    do {
      selection.since = try since.map { text in try CommitTime(text, .since, now: now) }
      selection.until = try until.map { text in try CommitTime(text, .until, now: now) }
    } catch {
      throw ValidationError("\(error)")
    }
    if let maxCommits, maxCommits < 1 {
      throw ValidationError("--max-commits has to be 1 or more")
    }
    selection.maximumCommits = maxCommits
    for path in paths {
      guard selection.addPath(path) else {
        throw ValidationError("--path '\(path)' names no files")
      }
    }
    return selection
  }
}
