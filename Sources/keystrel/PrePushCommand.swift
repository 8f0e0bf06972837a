internal import ArgumentParser
internal import Inputs

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

struct PrePushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pre-push",
    abstract: "Scans what a push would send: the pre-push hook.",
    discussion: """
      Takes the arguments and the lines that git hands to the hook, and scans the contents and messages of the commits that \
      the remote does not have yet, as far as this clone knows. Without lines, or by hand, what a push of HEAD would send. \
      With pre-commit, what its variables name.
      """)

  @Argument(help: "The remote's name.")
  var remote = "origin"

  @Argument(help: "The remote's URL, which git adds; not used.")
  var url: String?

  @OptionGroup(title: "Triage") var change: ChangeOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let updates = try ScanRun.explainingErrors(readUpdates)
    let remote = Environment["PRE_COMMIT_REMOTE_NAME"] ?? remote
    let input = PushInput(updates, side: .sending(remote: remote))
    input.prepare()
    try ScanRun(
      command: "pre-push", target: "the push to \(remote)", options: common, isChange: true,
      choosesFormat: false, failsOnKnown: change.failOnKnown
    ).run(input)
  }

  /// Another hook may have read git's lines before; then HEAD is what is pushed most of the time.
  private func readUpdates() throws -> [ReferenceUpdate] {
    // https://pre-commit.com/#pre-push: it reads the lines itself and sets variables.
    if Environment["PRE_COMMIT"] != nil {
      let revision = Environment["PRE_COMMIT_TO_REF"] ?? Environment["PRE_COMMIT_LOCAL_BRANCH"]
      return try [ReferenceUpdate.sending(revision ?? "HEAD")].compactMap(\.self)
    }
    let isByHand = isatty(STDIN_FILENO) == 1
    let updates = isByHand ? [] : try ReferenceUpdate.readOutgoing(from: STDIN_FILENO)
    guard updates.isEmpty else { return updates }
    return try [ReferenceUpdate.sending("HEAD")].compactMap(\.self)
  }
}
