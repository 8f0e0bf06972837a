import Foundation

/// Runs keystrel as a user whom permissions stop; the tests of a container run as root.
public enum Unprivileged {
  /// Whether there is such a user and a way to become it.
  public static let isPossible: Bool =
    getuid() != 0
    || (try? Command("setpriv", ["--version"]).status) == 0
      && (try? Command("setpriv", asNobody + [Keystrel.binary, "--version"]).status) == 0

  private static let asNobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]

  /// - Throws: when it cannot be started.
  public static func run(_ arguments: [String], in folder: Scratch) throws -> Command {
    guard getuid() == 0 else { return try Keystrel.run(arguments, in: folder) }
    return try Keystrel.run(through: ["setpriv"] + asNobody, arguments, in: folder)
  }
}
