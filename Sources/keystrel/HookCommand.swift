internal import ArgumentParser
internal import Hooks
internal import ScanModel

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Puts keystrel into this repository's git hooks, and takes it out.",
    subcommands: [HookInstallCommand.self, HookUninstallCommand.self, HookStatusCommand.self])
}

struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Installs the pre-commit hook.",
    discussion: """
      A hook that is there already is kept and runs first. Where husky, lefthook or pre-commit run the hooks, or \
      core.hooksPath leads out of the repository, nothing is changed and it is said what to add there.
      """)

  @Flag(help: "Install the pre-push hook too.")
  var push = false

  @Flag(
    help: "Install it in spite of another program that runs the hooks, or of changes made to it.")
  var force = false

  func run() throws {
    let status = try ScanRun.explainingErrors {
      let setup = try HookSetup()
      let kinds: [HookKind] = push ? [.preCommit, .prePush] : [.preCommit]
      guard let program = ProgramPath.ofThisProgram else {
        throw HookFailure("cannot tell the path of this program")
      }
      if !force, let obstacle = setup.obstacle {
        if try isDone(kinds, with: obstacle, in: setup) { return ExitStatus.clean }
        let advice = setup.advice(against: obstacle, for: kinds)
        for line in advice.split(separator: "\n", omittingEmptySubsequences: false) {
          StandardErrors.say(escapedForDisplay(line.utf8) + "\n")
        }
        return .incomplete
      }
      for kind in kinds {
        say(try setup.install(kind, program: program, force: force).text)
      }
      return .clean
    }
    try status.end()
  }

  private func isDone(
    _ kinds: [HookKind], with obstacle: HookSetup.Obstacle, in setup: HookSetup
  ) throws -> Bool {
    guard case .framework(let framework, let place) = obstacle else { return false }
    for kind in kinds
    where try !setup.isCalled(for: kind, by: framework, at: place) { return false }
    say("\(framework.name) calls keystrel already, from \(place)")
    return true
  }
}

struct HookUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Takes keystrel's hooks out and puts back those that were there before.")

  @Flag(help: "Also take out a hook of keystrel that was changed since.")
  var force = false

  func run() throws {
    try ScanRun.explainingErrors {
      let setup = try HookSetup()
      var changes: [HookSetup.Change] = []
      for kind in HookKind.allCases { changes += try setup.uninstall(kind, force: force) }
      if changes.isEmpty { say("no hook of keystrel is installed here") }
      for change in changes { say(change.text) }
    }
  }
}

struct HookStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells whether the hooks run, and what keeps them from it.",
    discussion: "Exit codes: 0 commits are checked, 1 they are not, 2 it could not be told.")

  func run() throws {
    let status = try ScanRun.explainingErrors {
      let setup = try HookSetup()
      var isInForce = false
      for kind in HookKind.allCases {
        let status = try setup.status(of: kind, isFound: ProgramPath.isFound)
        say("\(kind.name): \(status.text)")
        if kind == .preCommit { isInForce = status.isInForce }
      }
      return isInForce ? ExitStatus.clean : .findings
    }
    try status.end()
  }
}

/// Paths are those of the repository, which may be anybody's.
private func say(_ line: String) {
  print(escapedForDisplay(line.utf8))
}
