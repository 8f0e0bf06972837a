internal import ArgumentParser
internal import Inputs
internal import Triage

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

  @OptionGroup var wanted: PostureOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if paths.contains("-"), paths.count > 1 {
      throw ValidationError("'-' reads standard input and cannot be combined with paths")
    }
  }

  func run() throws {
    let readsStandardInput = paths == ["-"]
    let input: any Input =
      readsStandardInput
      ? StandardInput() : WorkTreeInput(paths: paths, includesIgnored: ignored)
    try ScanRun(
      command: "scan", target: paths.joined(separator: " "), options: common,
      opensArchives: true, endsInOrder: !readsStandardInput, posture: wanted.posture,
      canLookForPosture: true, scope: readsStandardInput ? nil : .workTree
    )
    .run(input)
  }
}
