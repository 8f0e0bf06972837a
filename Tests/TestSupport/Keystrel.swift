public import Foundation

/// The program under test, as it was built with the tests.
public enum Keystrel {
  /// The repository's root: three folders above this file.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The binary: KEYSTREL_BINARY, or what lies beside the test bundle.
  public static let binary: String = {
    if let path = ProcessInfo.processInfo.environment["KEYSTREL_BINARY"] { return path }
    // On macOS tests run inside of a helper that is told where the bundle is.
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
    return folder.appendingPathComponent("keystrel").path
  }()

  /// Runs keystrel, apart from the user's and the machine's settings and as if at a desk.
  ///
  /// - Throws: when it cannot be started.
  public static func run(
    _ arguments: String..., in folder: Scratch, environment: [String: String] = [:],
    input: Data = Data()
  ) throws -> Command {
    try run(arguments, in: folder, environment: environment, input: input)
  }

  /// Runs keystrel, apart from the user's and the machine's settings and as if at a desk.
  ///
  /// - Throws: when it cannot be started.
  public static func run(
    _ arguments: [String], in folder: Scratch, environment: [String: String] = [:],
    input: Data = Data()
  ) throws -> Command {
    try Command(
      binary, arguments, in: folder.path,
      environment: atADesk.merging(environment) { $1 }, input: input)
  }

  /// Runs keystrel by another program, which gets it and the arguments behind its own: `setpriv`, `sh -c '"$0" "$@" <&-'`.
  ///
  /// - Throws: when it cannot be started.
  public static func run(
    through program: [String], _ arguments: [String], in folder: Scratch,
    environment: [String: String] = [:]
  ) throws -> Command {
    try Command(
      program[0], program.dropFirst() + [binary] + arguments, in: folder.path,
      environment: atADesk.merging(environment) { $1 })
  }

  /// Text with its generator calls expanded, by the program itself.
  ///
  /// - Throws: when a call is wrong.
  public static func expanded(_ text: String) throws -> String {
    let scratch = try Scratch()
    try scratch.write("fixture", text)
    let result = try run("rules", "expand", "fixture", in: scratch)
    guard result.status == 0 else { throw ExpansionFailed(message: result.errorText) }
    return result.text
  }

  public struct ExpansionFailed: Error {
    public let message: String
  }

  /// Git's environment of the tests, and no variable that tells of a pipeline.
  private static let atADesk = Scratch.gitEnvironment.merging([
    "CI": "", "TF_BUILD": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": "",
    "TEAMCITY_VERSION": "", "NO_COLOR": "", "GITHUB_STEP_SUMMARY": "", "AGENT_TEMPDIRECTORY": "",
  ]) { $1 }
}
