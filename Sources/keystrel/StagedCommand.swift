internal import ArgumentParser
internal import Inputs

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

  @OptionGroup var wanted: PostureOptions

  @OptionGroup(title: "Triage") var change: ChangeOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let input = StagedInput(files: files)
    input.prepare()
    try ScanRun(
      command: "staged", target: "the index", options: common,
      posture: wanted.posture, canLookForPosture: true, isChange: true, choosesFormat: false,
      failsOnKnown: change.failOnKnown
    ).run(input)
  }
}
