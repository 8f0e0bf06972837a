internal import ArgumentParser
internal import Inputs
internal import Scanning

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

  @OptionGroup var wanted: PostureOptions

  @OptionGroup(title: "Triage") var change: ChangeOptions

  @OptionGroup(title: "Triage") var base: BaseOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    // What a pipeline makes of variables that are empty; git would take each side for HEAD, and nothing be scanned.
    guard range.contains(where: { $0 != "." }) else {
      throw ValidationError(
        "the range '\(range)' names no commit: is a variable of the pipeline empty?")
    }
  }

  func run() throws {
    let input = RangeInput(RevisionRange(range))
    input.prepare()
    try ScanRun(
      command: "diff", target: range, options: common, opensArchives: true,
      posture: wanted.posture, canLookForPosture: true, isChange: true,
      comments: base.acceptNewComments ? .content : .base, failsOnKnown: change.failOnKnown
    ).run(input)
  }
}
