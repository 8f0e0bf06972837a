import Foundation
import TestSupport
import Testing

/// keystrel while it runs, to be ended by signals.
struct RunningScan {
  let process = Process()
  let output = Pipe()

  init(
    _ arguments: [String], in folder: Scratch, input: String? = nil
  ) throws {
    process.executableURL = URL(fileURLWithPath: Keystrel.binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = output
    // Nobody reads what is said there, and a pipe that is full would hold the process for ever.
    process.standardError = FileHandle.nullDevice
    let standardInput = Pipe()
    process.standardInput = standardInput
    process.environment = ProcessInfo.processInfo.environment.merging(Scratch.gitEnvironment) { $1 }
    try process.run()
    guard let input else { return }
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
  }

  /// Sends a signal once the scan is under way, and waits for the end.
  func end(by signals: [Int32], after seconds: Double) -> (text: String, took: Duration) {
    Thread.sleep(forTimeInterval: seconds)
    let start = ContinuousClock.now
    for signal in signals {
      kill(process.processIdentifier, signal)
      // Two of the same that come too soon one after the other are one.
      Thread.sleep(forTimeInterval: signals.count > 1 ? 0.5 : 0)
    }
    let guardian = DispatchWorkItem { [process] in kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: guardian)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guardian.cancel()
    return (String(decoding: text, as: UTF8.self), ContinuousClock.now - start)
  }
}

/// On a busy machine a scan may not be under way yet: then it is tried again, with more patience.
func patiently(_ isDone: (_ seconds: Double) throws -> Bool) throws {
  for seconds in [2.0, 8, 20] where try isDone(seconds) { return }
  Issue.record("not even after 20 seconds")
}
