import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct MergeBaseTests {
  /// In whole clones by libgit2, in shallow ones by our own code.
  @Test(arguments: [3, 7, 11], [1, 3, 8, nil])
  func findsWhatGitFinds(seed: UInt64, depth: Int?) throws {
    let history = try RandomHistory(seed: seed, commitCount: 60)
    let clone = try Scratch()
    try clone.git(
      ["clone", "-q", "--bare", "--no-single-branch"] + (depth.map { ["--depth=\($0)"] } ?? [])
        + ["file://" + history.scratch.path, "."])
    let repository = try clone.repository()
    let tips = try Set(clone.git("for-each-ref", "--format=%(objectname)").split(separator: "\n"))
    var found = 0
    for one in tips {
      for other in tips {
        let theirs = try Command(
          "git", ["merge-base", "--all", String(one), String(other)], in: clone.path,
          environment: Scratch.gitEnvironment
        ).text.split(separator: "\n")
        let base = try repository.mergeBase(
          of: repository.commit(named: String(one)), and: repository.commit(named: String(other)))
        if let base {
          found += 1
          #expect(theirs.contains("\(base)"), "\(one) \(other)")
        } else {
          #expect(theirs.isEmpty, "\(one) \(other)")
        }
      }
    }
    #expect(found >= tips.count)
  }
}
