internal import ArgumentParser
internal import Inputs

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
      ScanCommand.self, StagedCommand.self, PrePushCommand.self, DiffCommand.self,
      PreReceiveCommand.self, HistoryCommand.self, BaselineCommand.self, MigrateCommand.self,
      RulesCommand.self, ConfigCommand.self, HookCommand.self,
    ])

  /// Runs the command line; what it says against the arguments quotes them, and a hook's are names of files.
  ///
  /// Swift reads the command line from /proc. Where that is not mounted, as in a jail for git, a hook would end with the
  /// help and exit code 0, and let everything pass.
  static func main() {
    guard !CommandLine.arguments.isEmpty else {
      StandardErrors.say("keystrel: cannot read the command line: /proc is not mounted here\n")
      exit(withError: ExitStatus.incomplete.code)
    }
    ProcessSetup.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
      Preparation.finish()
    } catch {
      Preparation.finish()
      let code = exitCode(for: error)
      if code.isSuccess { exit(withError: error) }
      let message = fullMessage(for: error)
      if !message.isEmpty { StandardErrors.say(message + "\n") }
      exit(withError: code)
    }
  }
}
