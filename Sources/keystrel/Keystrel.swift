internal import ArgumentParser

@main
struct Keystrel: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "keystrel",
    abstract: "Finds hardcoded Azure AI keys and says how to get rid of them.",
    discussion: """
      Exit codes: 0 clean, 1 findings at or above --fail-on, 2 the scan is incomplete or could not run, \
      64 wrong usage. Nothing is ever sent over a network.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, StagedCommand.self, DiffCommand.self, PreReceiveCommand.self,
      HistoryCommand.self, BaselineCommand.self,
      RulesCommand.self,
    ])
}
