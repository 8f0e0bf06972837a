import Foundation
import ScanModel
import TestSupport
import Testing
import Triage

/// Two branches that each change the baseline, merged by git.
struct BaselineMergeTests {
  /// What a side does to the baseline of both.
  private static func changed(
    _ base: Baseline, adding count: Int, pruning: Bool, _ random: inout Random
  ) -> Baseline {
    var side = base
    side.fingerprints.formUnion(BaselineTests.fingerprints(count, &random))
    if pruning {
      for gone in base.fingerprints.sorted().shuffled(using: &random).prefix(3) {
        side.fingerprints.remove(gone)
      }
    }
    return side
  }

  private struct Merge {
    var base: Baseline
    var sides: [Baseline]
    var status: Int32
    var merged: [UInt8]
  }

  /// Merges 100 pairs of branches.
  private static func merges(
    withAttribute: Bool, most: Int, seed: UInt64
  ) throws -> [Merge] {
    var random = Random(seed: seed)
    let scratch = try Scratch()
    let path = Baseline.defaultPath
    try scratch.git("init", "-q", "-b", "main")
    if withAttribute {
      let attributes = try #require(MergeAttribute.adding(to: "", for: path))
      try scratch.write(MergeAttribute.fileName, attributes)
    }
    return try (0..<100).map { _ in
      let base = Baseline(
        kind: .digest, scope: .workTree, fingerprints: BaselineTests.fingerprints(40, &random))
      let sides = (0..<2).map { _ in
        changed(
          base, adding: 1 + random.below(most), pruning: most > 1 && random.below(3) == 0, &random)
      }
      try scratch.write(path, base.text)
      try scratch.git("add", ".")
      try scratch.git("commit", "-qm", "Base")
      try scratch.git("tag", "-f", "base")
      for (name, side) in zip(["ours", "theirs"], sides) {
        try scratch.git("checkout", "-q", "-B", name, "base")
        try scratch.write(path, side.text)
        try scratch.git("commit", "-qam", name)
      }
      let merge = try Command(
        "git", ["merge", "-q", "-m", "Merge", "ours"], in: scratch.path,
        environment: Scratch.gitEnvironment)
      let merged = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + path))
      if merge.status != 0 { try scratch.git("merge", "--abort") }
      try scratch.git("checkout", "-q", "--detach")
      return Merge(base: base, sides: sides, status: merge.status, merged: [UInt8](merged))
    }
  }

  @Test func `what both sides add is there after 100 merges, without a conflict`() throws {
    for merge in try Self.merges(withAttribute: true, most: 20, seed: 5) {
      #expect(merge.status == 0)
      let merged = try Baseline(reading: merge.merged, named: "merged").fingerprints
      for side in merge.sides {
        #expect(merged.isSuperset(of: side.fingerprints.subtracting(merge.base.fingerprints)))
      }
      let kept = merge.sides[0].fingerprints.intersection(merge.sides[1].fingerprints)
      #expect(merged.isSuperset(of: kept))
      #expect(
        merged.isSubset(of: merge.sides[0].fingerprints.union(merge.sides[1].fingerprints)))
    }
  }

  /// Of servers that do not heed attributes, and clones that lack the line.
  @Test func `without the attribute one entry on each side hardly ever conflicts`() throws {
    let merges = try Self.merges(withAttribute: false, most: 1, seed: 6)
    #expect(merges.count { $0.status != 0 } <= 1)
  }
}
