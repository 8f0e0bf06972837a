internal import ArgumentParser
internal import Inputs

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Scans every version of every file in a repository, each content once.",
    discussion:
      "All refs, the stash and unreachable objects; a finding names the commit that introduced it.")

  @Argument(help: "The repository: a work tree or a bare one.", completion: .directory)
  var repository = "."

  @Flag(
    inversion: .prefixedNo,
    help:
      "Search only what git's deltas change of contents without a secret; the result is the same.")
  var deltaSkip = true

  @OptionGroup var common: CommonOptions

  func run() throws {
    try ScanRun(
      command: "history", target: repository, options: common, skipsCopied: deltaSkip
    )
    .run(HistoryInput(folder: repository))
  }
}
