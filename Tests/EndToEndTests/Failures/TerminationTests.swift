import Foundation
import TestSupport
import Testing

/// What a runner's time-out sends, in the middle of each command: a report of what was read until then, and exit code 2.
@Suite struct TerminationTests {
  let scratch: Scratch
  /// The line that git hands to a pre-receive hook.
  let push: String

  /// So many files on which a pattern runs away that they take minutes.
  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write(".git/slow.toml", Self.slowRule)
    let text = String(repeating: String(repeating: "x", count: 2000) + " !\n", count: 8)
    // Each content is read once.
    for number in 0..<3000 { try scratch.write("src/\(number).txt", "\(number)\n" + text) }
    try scratch.git("add", ".")
    let tree = try scratch.git("write-tree")
    let commit = try scratch.git("commit-tree", "-m", "All", tree)
    push = "\(String(repeating: "0", count: 40)) \(commit) refs/heads/new\n"
    try scratch.git("tag", "all", commit)
  }

  private static let slowRule = "[[rules]]\nid = 'slow'\nregex = '(?:x+)+!'\n"

  @Test(arguments: [
    ["staged"], ["diff", "all"], ["history"], ["pre-receive", "--time-limit", "0"],
  ])
  func eachCommandReportsWhatItRead(arguments: [String]) throws {
    let isPush = arguments[0] == "pre-receive"
    if isPush { try scratch.git("tag", "-d", "all") }
    try patiently { seconds in
      let options = ["--rules", ".git/slow.toml", "--no-progress", "--jobs", "1"]
      try scratch.write("report.json", "old")
      let run = try RunningScan(
        arguments + options + ["-f", "json", "-o", "report.json"], in: scratch,
        input: isPush ? push : nil)
      let end = run.end(by: [SIGTERM], after: seconds)
      #expect(end.took < .seconds(15))
      guard run.process.terminationReason == .exit, run.process.terminationStatus == 2 else {
        return false
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/report.json"))
      let report = try JSONDecoder().decode(Report.self, from: data)
      #expect(!report.coverage.complete)
      let issue = report.coverage.issues.first { $0.message.hasPrefix("interrupted: ") }
      return issue != nil && report.coverage.blobs > 0
    }
  }

  @Test func whatCannotBeCaughtLeavesTheOldReport() throws {
    try scratch.write("report.json", "old")
    let run = try RunningScan(
      ["history", "--rules", ".git/slow.toml", "--no-progress", "-f", "json", "-o", "report.json"],
      in: scratch)
    _ = run.end(by: [SIGKILL], after: 2)
    #expect(run.process.terminationReason == .uncaughtSignal)
    #expect(try String(contentsOfFile: scratch.path + "/report.json", encoding: .utf8) == "old")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(Set(names) == [".git", "src", "report.json"])
  }
}
