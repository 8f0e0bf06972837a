import Foundation
import TestSupport
import Testing

/// Ctrl-C, and what `kill` sends.
@Suite struct InterruptTests {
  let scratch: Scratch

  /// So many files on which a pattern runs away that they take minutes.
  init() throws {
    scratch = try Scratch()
    try scratch.write("slow.toml", "[[rules]]\nid = 'slow'\nregex = '(?:x+)+!'\n")
    let text = String(repeating: String(repeating: "x", count: 2000) + " !\n", count: 8)
    for number in 0..<3000 { try scratch.write("src/\(number).txt", text) }
  }

  private func scan(_ more: String...) throws -> RunningScan {
    try RunningScan(
      ["scan", "src", "--rules", "slow.toml", "--no-progress", "--jobs", "1"] + more, in: scratch)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func theFirstEndsInOrder(signal: Int32) throws {
    try patiently { seconds in
      let run = try scan()
      let end = run.end(by: [signal], after: seconds)
      #expect(run.process.terminationReason == .exit)
      #expect(run.process.terminationStatus == 2)
      #expect(end.text.contains("no findings in what could be read"))
      #expect(end.text.contains("incomplete: interrupted: "))
      // Far from the minutes that were left; a quiet machine needs a hundredth of it.
      #expect(end.took < .seconds(10))
      return end.text.contains(try Regex(#"interrupted: \d+ of 3000 files were read"#))
    }
  }

  @Test func whatWasFoundIsReported() throws {
    try scratch.write(
      "src/.env", try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #971}}\n"))
    try patiently { seconds in
      let run = try scan("--format", "json")
      let end = run.end(by: [SIGINT], after: seconds)
      guard run.process.terminationStatus == 1 else { return false }
      let report = try JSONDecoder().decode(Report.self, from: Data(end.text.utf8))
      #expect(report.findings.flatMap(\.occurrences).map(\.path) == ["src/.env"])
      #expect(!report.coverage.complete)
      #expect(report.coverage.issues.contains { $0.message.hasPrefix("interrupted: ") })
      return true
    }
  }

  /// The report is more than a pipe holds, and nobody reads it: the first signal cannot end the process.
  @Test func theSecondEndsAtOnce() throws {
    let missing = (0..<2000).map { "no-such-folder-with-a-name-that-is-rather-long/\($0)" }
    try patiently { seconds in
      let run = try RunningScan(
        ["scan", "src", "--rules", "slow.toml", "--no-progress", "--format", "json"] + missing,
        in: scratch)
      let end = run.end(by: [SIGINT, SIGINT], after: seconds)
      #expect(end.took < .seconds(10))
      return run.process.terminationStatus == 130
    }
  }

  /// Who waits for input would never come to see that it was asked to end.
  @Test func waitingForStandardInputEndsAtOnce() throws {
    let run = try RunningScan(["scan", "-"], in: scratch)
    _ = run.end(by: [SIGINT], after: 2)
    // Before the signals are watched for, the system ends the process.
    #expect([130, SIGINT].contains(run.process.terminationStatus))
  }
}
