internal import ArgumentParser
internal import Rules

extension RulesCommand {
  /// Writes a fixture as the tests read it; hidden, since only this repository has such files.
  struct Expand: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replaces the generator calls of a file by made-up keys.",
      shouldDisplay: false)

    @Argument(help: "A text file; docs/rules.md lists the generators.", completion: .file())
    var file: String

    func run() throws {
      let text = try ScanRun.explainingErrors {
        // A rule file's text is read with the same limits, and nothing here looks for rules in it.
        try expandGenerators(RuleFile(path: file).text)
      }
      try StandardOutput.write(text)
    }
  }
}
