internal import ArgumentParser
internal import Reporting
internal import Rules

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes a fixture as the tests read it; hidden, since only this repository's own files need it.
struct RulesExpandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Replaces the generator calls of a fixture by made-up keys.",
    discussion:
      "Reads standard input and writes standard output; docs/rules.md lists the generators.",
    shouldDisplay: false)

  func run() throws {
    // A reader that closes the pipe ends the output, not the process.
    _ = signal(SIGPIPE, SIG_IGN)
    do {
      let text = try expandGenerators(standardInput())
      let output = try OutputFile(path: nil)
      output.write(text)
      try output.finish()
    } catch {
      StandardErrors.say("keystrel: standard input: \(error)\n")
      throw ExitStatus.incomplete.code
    }
  }

  private func standardInput() throws(FixtureError) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, stdin)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= Self.largestFixture else {
        throw FixtureError(description: "larger than \(Self.largestFixture) bytes")
      }
    }
    guard unsafe ferror(stdin) == 0 else {
      throw FixtureError(description: "cannot be read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FixtureError(description: "not UTF-8")
    }
    return text
  }

  /// Bytes; the fixtures of this repository have a thousandth of it.
  private static let largestFixture = 64 << 20

  private struct FixtureError: Error, CustomStringConvertible {
    let description: String
  }
}
