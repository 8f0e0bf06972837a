internal import ArgumentParser
internal import ScanModel
internal import Triage

extension FailLevel: ExpressibleByArgument {
  init?(argument: String) { self.init(name: argument) }

  static var allValueStrings: [String] { names }
}

extension Confidence: ExpressibleByArgument {
  package init?(argument: String) { self.init(name: argument) }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}

/// Which findings count.
struct LevelOptions: ParsableArguments {
  @Option(
    help: """
      The confidence from which a finding fails the run; 'never' for none. (default: medium)
      """)
  var failOn: FailLevel?

  @Option(help: "The confidence from which a finding is reported. (default: medium)")
  var show: Confidence?
}
