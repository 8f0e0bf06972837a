internal import ArgumentParser
internal import Inputs

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scans the work tree, a folder, a file or standard input.",
    discussion: """
      In a repository: tracked files, and untracked ones that are not ignored. Elsewhere: every file of the folder. \
      A path that is named is scanned even if it is ignored.
      """)

  @Argument(help: "Files and folders; '-' for standard input.", completion: .file())
  var paths: [String] = ["."]

  @Flag(help: "Also scan files that git ignores.")
  var ignored = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if paths.contains("-"), paths.count > 1 {
      throw ValidationError("'-' reads standard input and cannot be combined with paths")
    }
  }

  func run() throws {
    let input: any Input =
      paths == ["-"] ? StandardInput() : WorkTreeInput(paths: paths, includesIgnored: ignored)
    try ScanRun(command: "scan", target: paths.joined(separator: " "), options: common).run(input)
  }
}

struct StagedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staged",
    abstract: "Scans what is staged for the next commit: the pre-commit hook.",
    discussion: """
      Whole files are judged and findings on added lines are reported. When files are named and none of them is \
      staged, as 'pre-commit run --all-files' does, those files are scanned.
      """)

  @Argument(help: "Only these files.", completion: .file())
  var files: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    let input = StagedInput(files: files)
    input.prepare()
    try ScanRun(command: "staged", target: "the index", options: common).run(input)
  }
}

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Scans what commits add: the gate before a merge.",
    discussion: """
      A..B: the commits of B that A has not. A...B: the commits of B since it left A. One commit: that commit. \
      Content that only a merge adds is included.
      """)

  @Argument(help: "A..B, A...B, or one commit.")
  var range: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    try ScanRun(command: "diff", target: range, options: common).run(
      RangeInput(RevisionRange(range)))
  }
}

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Scans every version of every file in a repository, each content once.",
    discussion:
      "All refs, the stash and unreachable objects; a finding names the commit that introduced it.")

  @Argument(help: "The repository: a work tree or a bare one.", completion: .directory)
  var repository = "."

  @OptionGroup var common: CommonOptions

  func run() throws {
    try ScanRun(command: "history", target: repository, options: common)
      .run(HistoryInput(folder: repository))
  }
}
