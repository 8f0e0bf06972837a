internal import ArgumentParser

@main
struct Keystrel: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keystrel", version: "0.1.0")
}
