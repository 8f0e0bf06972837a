internal import ArgumentParser
internal import Inputs
internal import Reporting
internal import ScanModel
internal import Scanning

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The value of `--on-timeout`.
enum TimeoutChoice: String, ExpressibleByArgument, CaseIterable {
  case refuse, accept
}

struct PreReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-receive",
    abstract: "Scans what a push brings, on the server: the pre-receive hook.",
    discussion: """
      Reads lines of OLD NEW REF from standard input, as git writes them, and scans the contents and messages of the \
      commits that no ref reaches yet. Exit code 0 accepts the push; 1 refuses it for its findings, 2 because it could \
      not be checked completely. Rules and settings are those of this command line, never those of the push.
      """)

  @Option(
    help: ArgumentHelp(
      "End the check after so many seconds; 0 for never.", valueName: "seconds"))
  var timeLimit = 30.0

  @Option(help: "What to do with a push in which nothing was found until then.")
  var onTimeout = TimeoutChoice.refuse

  @OptionGroup(title: "Triage") var change: ChangeOptions

  @OptionGroup(title: "Triage") var base: BaseOptions

  @OptionGroup var common: CommonOptions

  /// A year: what is longer is meant to be never.
  private static let longestTimeLimit = 31_536_000.0

  func validate() throws {
    guard timeLimit >= 0, timeLimit <= Self.longestTimeLimit else {
      throw ValidationError("--time-limit has to be a number of seconds, 0 for none")
    }
    if common.reveal, try common.outputPlan().usesStandardOutput {
      throw ValidationError("--reveal would show secrets to whoever pushes; add --output FILE")
    }
  }

  func run() throws {
    let deadline = timeLimit == 0 ? nil : ContinuousClock.now + .seconds(timeLimit)
    let status = try ScanRun.explainingErrors {
      let input = PushInput(try ReferenceUpdate.read(from: STDIN_FILENO))
      input.prepare()
      let run = ScanRun(
        command: "pre-receive", target: "the push", options: common, isChange: true,
        choosesFormat: false, comments: base.acceptNewComments ? .content : .base,
        failsOnKnown: change.failOnKnown)
      let report = try run.makeReport(of: input, until: deadline)
      // Git shows the pusher both outputs: the report is for those who run the server.
      let isWritten = try common.outputPlan().isPlainText || run.write(report)
      let status = exitStatus(of: report).unless(isWritten)
      let facts = input.facts
      let message = PushMessage(
        report, isRefused: status != .clean, order: facts.order, tips: facts.tips,
        roots: facts.roots)
      StandardErrors.say(message.text)
      return status
    }
    try status.end()
  }

  private func exitStatus(of report: ScanReport) -> ExitStatus {
    let status = ExitStatus(report)
    let isOnlyLate = report.coverage.issues.allSatisfy(\.isTimeout)
    return status == .incomplete && isOnlyLate && onTimeout == .accept ? .clean : status
  }
}
