public import Foundation

/// Runs a program and collects what it writes; the pipes are drained while it runs.
public struct Command {
  public var status: Int32
  public var output: Data
  public var errors: Data

  public var text: String { String(decoding: output, as: UTF8.self) }
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// - Parameters:
  ///   - program: an absolute path, or a name that `env` finds.
  ///   - arguments: what follows.
  ///   - directory: where it runs; the current one when nil.
  ///   - environment: added to the test's own.
  ///   - input: what it reads from standard input.
  /// - Throws: when the program cannot be started.
  public init(
    _ program: String, _ arguments: [String], in directory: String? = nil,
    environment: [String: String] = [:], input: Data = Data()
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let group = DispatchGroup()
    let queue = DispatchQueue(label: "drain", attributes: .concurrent)
    nonisolated(unsafe) var errorData = Data()
    queue.async(group: group) { errorData = stderr.fileHandleForReading.readDataToEndOfFile() }
    queue.async(group: group) {
      try? stdin.fileHandleForWriting.write(contentsOf: input)
      try? stdin.fileHandleForWriting.close()
    }
    output = stdout.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    errors = errorData
    status = process.terminationStatus
  }
}
