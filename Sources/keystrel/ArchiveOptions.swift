internal import ArgumentParser

/// Whether archives are opened; what is usual differs from command to command.
struct ArchiveOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Scan what lies in archives too. (default: in scan and diff, not elsewhere)")
  var archives: Bool?

  @Option(help: "How many archives in each other are opened.")
  var maxArchiveDepth = 4

  /// Each level holds a part of a member in memory.
  private static let deepest = 16

  func validate() throws {
    guard (1...Self.deepest).contains(maxArchiveDepth) else {
      throw ValidationError("--max-archive-depth has to be from 1 to \(Self.deepest)")
    }
  }

  /// How many archives in each other are opened; 0 for none.
  func depth(_ wanted: Effective<Bool>?, byDefault isUsual: Bool) -> Int {
    wanted?.value ?? isUsual ? maxArchiveDepth : 0
  }
}
