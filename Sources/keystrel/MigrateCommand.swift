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
      other tool has patterns in a form of its own; to files that are there it adds what they lack. Entries that name a place are looked up, in the commit that they \
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

  @Flag(help: "Replace files of ours that are there, instead of adding to them.")
  var force = false

  func run() throws {
    try ScanRun.explainingErrors {
      let run = try MigrationRun(tool, files)
      let result = try run.result()
      let files = try MigratedFiles(of: result, by: run, replacing: force)
      let tellsGit = try dryRun ? false : files.write()
      let summary = MigrationSummary(result, files)
      try StandardOutput.write(dryRun ? summary.preview : summary.text)
      if tellsGit {
        print("\nwrote .gitattributes, so that git merges what two branches add to the baseline")
      }
    }
  }
}
