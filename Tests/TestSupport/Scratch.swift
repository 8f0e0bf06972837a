public import Foundation

/// A folder of its own for one test, removed when the value goes.
public final class Scratch: Sendable {
  public let path: String

  public init() throws {
    let base = NSTemporaryDirectory() + "keystrel-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    // Resolved, since git prints real paths and the temporary folder of macOS is a link.
    path = URL(fileURLWithPath: base).resolvingSymlinksInPath().path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  public func write(_ name: String, _ data: Data) throws -> String {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }

  /// Runs git here, apart from the user's and the machine's configuration and with fixed dates.
  @discardableResult
  public func git(_ arguments: String..., input: Data = Data()) throws -> String {
    try git(arguments, input: input)
  }

  /// Runs git here, apart from the user's and the machine's configuration and with fixed dates.
  @discardableResult
  public func git(_ arguments: [String], input: Data = Data()) throws -> String {
    let result = try Command(
      "git", arguments, in: path, environment: Self.gitEnvironment, input: input)
    guard result.status == 0 else {
      throw GitFailed(arguments: arguments, message: result.errorText)
    }
    return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  public static let gitEnvironment = [
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": "/nonexistent",
    "GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Carl Committer", "GIT_COMMITTER_EMAIL": "carl@example.com",
    "GIT_AUTHOR_DATE": "1750000000 +0000", "GIT_COMMITTER_DATE": "1750000100 +0000",
  ]

  public struct GitFailed: Error {
    public let arguments: [String]
    public let message: String
  }
}
