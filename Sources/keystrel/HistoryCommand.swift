internal import ArgumentParser
internal import Inputs
internal import Scanning
internal import Triage

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Scans every version of every file in a repository, each content once.",
    discussion: """
      All refs, the stash, notes, the messages of commits and tags, and objects that no ref reaches; a finding names \
      the commit that introduced it. With a selection: what the selected commits bring in.
      """)

  @Argument(help: "The repository: a work tree or a bare one.", completion: .directory)
  var repository = "."

  @OptionGroup(title: "Selection") var selected: SelectionOptions

  @Flag(inversion: .prefixedNo, help: "Scan the messages of commits and annotated tags too.")
  var messages = true

  @Flag(help: "Scan the histories of submodules too.")
  var submodules = false

  @Flag(help: "Count a shallow clone as complete.")
  var allowShallow = false

  @Flag(help: "Count a partial clone as complete although objects are missing.")
  var allowMissing = false

  @Flag(
    inversion: .prefixedNo,
    help:
      "Search only what git's deltas change of contents without a secret; the result is the same.")
  var deltaSkip = true

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if submodules, try !selected.selection().isEmpty {
      throw ValidationError("--submodules reads whole histories: leave the selection out")
    }
  }

  func run() throws {
    var options = HistoryOptions()
    options.selection = try selected.selection()
    options.messages = messages
    options.allowsShallow = allowShallow
    options.allowsMissing = allowMissing
    let input = HistoryInput(folder: repository, options: options)
    try ScanRun(
      command: "history", target: repository, options: common, skipsCopied: deltaSkip,
      comments: .head, scope: options.selection.isEmpty ? .history : nil
    ).run(submodules ? SubmoduleInput(input) : input)
  }
}
