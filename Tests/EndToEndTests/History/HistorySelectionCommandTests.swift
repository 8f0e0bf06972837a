import Foundation
import TestSupport
import Testing

/// The flags that select a part of a history.
@Suite struct HistorySelectionCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.begin()
    try scratch.commit("old.env", Scratch.leak(0))
    try scratch.git("tag", "v1")
    try scratch.commit("src/new.env", Scratch.leak(1))
    try scratch.git("switch", "-qc", "side", "v1")
    try scratch.commit("side.env", Scratch.leak(2))
    try scratch.git("commit", "-q", "--allow-empty", "-m", Scratch.leak(3))
    try scratch.git("switch", "-q", "main")
    _ = try scratch.object("blob", Scratch.leak(4))
  }

  /// Flags, and the keys that they select.
  static let selections: [([String], Set<Int>)] = [
    ([], [0, 1, 2, 3, 4]), (["--branch", "side"], [0, 2, 3]), (["--branch", "m*"], [0, 1]),
    (["--ref", "v1"], [0]), (["--branch", "main", "--branch", "side"], [0, 1, 2, 3]),
    (["--range", "main..side"], [2, 3]), (["--range", "v1...main"], [1]),
    (["--range", "main..side", "--no-messages"], [2]), (["--path", "src/"], [1]),
    (["--path", "*.env", "--branch", "side"], [0, 2]), (["--ref", "refs/heads/*"], [0, 1, 2, 3]),
    (["--since", "2025-06-15", "--until", "2025-06-15"], [0, 1, 2, 3]),
    (["--since", "2025-06-16"], []), (["--until", "@1700000000"], []),
    (["--since", "1h"], []), (["--branch", "main", "--max-commits", "1"], [1]),
  ]

  @Test(arguments: selections)
  func select(arguments: [String], keys: Set<Int>) throws {
    let result = try Keystrel.run(
      ["history", "--format", "json", "--reveal"] + arguments, in: scratch)
    let report = try Report(result)
    let found = report.findings.compactMap { finding in
      HistoryCase.keys.firstIndex { $0 == finding.secret.value }
    }
    #expect(Set(found) == keys)
    #expect(found.count == keys.count)
    #expect(result.status == (keys.isEmpty ? 0 : 1))
    #expect((report.coverage.notes == nil) == arguments.isEmpty)
  }

  @Test(arguments: [
    ["--since", "soon"], ["--until", "2024-02-30"], ["--max-commits", "0"], ["--path", "!a"],
    ["--path", "/"], ["--range", "main"], ["--range", "v1..main", "--branch", "side"],
    ["--submodules", "--branch", "main"],
  ])
  func refuseWhatSaysNothing(arguments: [String]) throws {
    let result = try Keystrel.run(["history"] + arguments, in: scratch)
    #expect(result.status == 64)
    #expect(result.errorText.hasPrefix("Error: "))
  }

  @Test(arguments: [["--branch", "gone"], ["--ref", "v2"], ["--range", "v1..gone"]])
  func tellWhatIsNotThere(arguments: [String]) throws {
    let result = try Keystrel.run(["history"] + arguments, in: scratch)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.split(separator: "\n").count == 1)
  }

  /// Below what a shallow clone has cut off nothing is selected, so that nothing is missing.
  @Test func aShallowCloneIsWholeForWhatItHolds() throws {
    try scratch.git("clone", "-q", "--depth", "2", "file://" + scratch.path, "clone")
    let range = ["history", "clone", "--range", "HEAD~1..HEAD"]
    #expect(try Keystrel.run(range, in: scratch).status == 1)
    let report = try Report(Keystrel.run(range + ["--format", "json"], in: scratch))
    #expect(report.coverage.complete)
    let branch = ["history", "clone", "--branch", "main", "--format", "json"]
    #expect(try !Report(Keystrel.run(branch, in: scratch)).coverage.complete)
  }
}
