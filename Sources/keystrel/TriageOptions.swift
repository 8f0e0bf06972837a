internal import ArgumentParser

/// What is known or suppressed already.
struct TriageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The baseline: secrets that are known and fail no run. (default: .keystrel-baseline at the root, if there is one)",
      valueName: "file"))
  var baseline: String?

  @Flag(name: .customLong("no-baseline"), help: "Leave the baseline out.")
  var ignoresBaseline = false

  @Flag(name: .customLong("no-suppressions"), help: "Heed no suppression, wherever it stands.")
  var ignoresSuppressions = false

  @Flag(
    name: .customLong("no-foreign-suppressions"),
    help: "Heed no gitleaks:allow, .gitleaksignore and 'pragma: allowlist secret'.")
  var ignoresForeignSuppressions = false

  func validate() throws {
    if baseline != nil, ignoresBaseline {
      throw ValidationError("--baseline and --no-baseline cannot be combined")
    }
  }
}

/// For commands that see what a change adds.
struct ChangeOptions: ParsableArguments {
  @Flag(
    help: "Fail for a secret of the baseline too when it stands on a line that the change adds.")
  var failOnKnown = false
}

/// For commands that judge a change by its base.
struct BaseOptions: ParsableArguments {
  @Flag(
    help: """
      Heed suppressions in comments that the change itself adds: for teams that review them with it.
      """)
  var acceptNewComments = false
}
