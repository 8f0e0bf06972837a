internal import ArgumentParser
internal import Inputs
internal import Migration
internal import Reporting
internal import Rules
internal import ScanModel

/// The tools whose files are understood.
enum MigratedTool: String, ExpressibleByArgument, CaseIterable {
  case gitleaks
  case detectSecrets = "detect-secrets"
  case trufflehog
}

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Makes another scanner's configuration, ignore files and baselines ours.",
    discussion: """
      Writes .keystrel.toml and .keystrel-baseline at the root of the repository, and .keystrel-rules.toml where the \
      other tool has patterns in a form of its own. Entries that name a place are looked up, in the commit that they \
      name too, and become fingerprints. What is not carried over is listed with its line.
      """)

  @Argument(help: "gitleaks, detect-secrets or trufflehog.")
  var tool: MigratedTool

  @Argument(
    help:
      "Its files: configurations, ignore files, baselines. (default: those in the usual places)",
    completion: .file())
  var files: [String] = []

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "Replace files of ours that are there already.")
  var force = false

  func run() throws {
    try ScanRun.explainingErrors {
      let run = try MigrationRun(tool, files)
      let result = try run.result()
      let outputs = try run.outputs(of: result)
      if !dryRun {
        try run.write(outputs, replacing: force)
      }
      try StandardOutput.write(
        dryRun
          ? MigrationSummary(result, outputs).preview : MigrationSummary(result, outputs).text)
    }
  }
}
