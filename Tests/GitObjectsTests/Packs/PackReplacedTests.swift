import Foundation
import GitObjects
import PackSupport
import Synchronization
import TestSupport
import Testing

/// What git does to a repository while it is read, and what else holds an object that a pack has lost.
@Suite struct PackReplacedTests {
  enum Change: String, CaseIterable {
    case repack, collectGarbage, packEverythingLoose, removePacks
  }

  private func repository() throws -> (Scratch, contents: [ObjectID: [UInt8]]) {
    let repository = try Walked.emptyRepository()
    var contents: [ObjectID: [UInt8]] = [:]
    for seed in 21...23 {
      // Of whole and sound entries, so that git can pack them again.
      var pack = PackBuilder()
      var last = pack.add(Random.filler(3_000, seed: UInt64(seed)))
      for change in 0..<60 {
        let mark = Array("\(seed) \(change)\n".utf8)
        last = pack.add([.copy(0..<2_000), .insert(mark), .copy(100..<1_000)], onto: last)
      }
      contents.merge(pack.contents.mapValues(\.bytes)) { $1 }
      try pack.files().write(to: repository)
    }
    for number in 0..<20 {
      let bytes = Array("loose object \(number)\n".utf8)
      try repository.git("hash-object", "-w", "--stdin", input: Data(bytes))
      contents[objectID(.blob, bytes)] = bytes
    }
    // A tree that reaches all, so that nothing is pruned.
    let entries = contents.keys.map { "100644 blob \($0)\t\($0)\n" }.joined()
    let tree = try repository.git("mktree", input: Data(entries.utf8))
    let commit = try repository.git("commit-tree", "-m", "all", tree)
    try repository.git("update-ref", "refs/heads/main", commit)
    return (repository, contents)
  }

  @Test(arguments: Change.allCases, [1, 3])
  func readsOnWhileGitWrites(change: Change, workers: Int) throws {
    let (repository, contents) = try repository()
    let isFirst = Atomic(true)
    let path = repository.path
    let walked = try Walked(repository, .all(.blob), workers: workers) { _ in
      guard isFirst.exchange(false, ordering: .relaxed) else { return true }
      // A failed change would show as a test of nothing: it is looked for below.
      switch change {
      case .repack: _ = try? Command("git", ["-C", path, "repack", "-adfq"])
      case .collectGarbage: _ = try? Command("git", ["-C", path, "gc", "-q", "--prune=now"])
      case .packEverythingLoose: _ = try? Command("git", ["-C", path, "repack", "-dq"])
      case .removePacks: try? FileManager.default.removeItem(atPath: path + "/objects/pack")
      }
      return true
    }
    let packs = try? FileManager.default.contentsOfDirectory(atPath: path + "/objects/pack")
    let count = packs?.count { $0.hasSuffix(".pack") }
    #expect(count == [.repack: 1, .collectGarbage: 1, .packEverythingLoose: 4][change])
    #expect(walked.isExactly(contents))
  }

  enum Copy: String, CaseIterable {
    case loose, inOtherPack, inAlternate
  }

  /// Damage that shows when entries are linked, and when they are read.
  @Test(arguments: Copy.allCases, [DamagedEntry.notCompressed, .missingBase, .copyOverEnd])
  func findsWhatIsWholeElsewhere(copy: Copy, damage: DamagedEntry) throws {
    let repository = try Walked.emptyRepository()
    let pack = damage.pack
    let bytes = Array("lost 1".utf8)
    let lost = try #require(pack.lost.first)
    switch copy {
    case .loose:
      try repository.git("hash-object", "-w", "--stdin", input: Data(bytes))
    case .inOtherPack:
      var other = PackBuilder()
      other.add(bytes)
      try other.files().write(to: repository)
    case .inAlternate:
      try repository.git("init", "-q", "--bare", "other")
      try repository.git("-C", "other", "hash-object", "-w", "--stdin", input: Data(bytes))
      try repository.write(
        "objects/info/alternates", repository.path + "/other/objects\n")
    }
    // Now only: git writes no object that it has.
    try pack.builder.files().write(to: repository)
    let walked = try Walked(repository, .all(.blob))
    #expect(walked.isExactly(pack.sound.merging([lost: bytes]) { $1 }), "\(walked.failures)")
  }

  /// A listing of packs may be overtaken by `git gc`.
  @Test func looksAgainWhenAPackIsGone() throws {
    let (repository, contents) = try repository()
    let isDone = Atomic(false)
    let path = repository.path
    let thread = Thread {
      // Another depth makes another pack, with another name.
      for depth in 1...12 {
        _ = try? Command("git", ["-C", path, "repack", "-adfq", "--depth=\(depth)"])
      }
      isDone.store(true, ordering: .releasing)
    }
    thread.start()
    while !isDone.load(ordering: .acquiring) {
      let walked = try Walked(repository, .all(.blob))
      #expect(walked.isExactly(contents), "\(walked.failures)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func survivesAnyChangedByte(seed: UInt64) throws {
    let packs = RandomPacks(seed: seed, packs: 1, objects: 14)
    let sound = try #require(packs.builders.first)
    let repository = try Walked.emptyRepository()
    var random = Random(seed: seed)
    var failures = 0
    for round in 0..<80 {
      var files = sound.files()
      for _ in 0...random.below(3) {
        let bit = UInt8(1) << UInt8(random.below(8))
        if round % 2 == 0 {
          files.pack[12 + random.below(files.pack.count - 32)] ^= bit
        } else {
          files.index[PackFiles.names + random.below(files.index.count - PackFiles.names - 40)] ^=
            bit
        }
      }
      files.seal()
      try files.write(to: repository, as: "pack")
      let walked = try Walked(repository, .all(.blob), workers: 1 + round % 2)
      failures += walked.failures.count
      guard round % 2 == 0 else { continue }
      // Content that is not what its name says is never handed over, unless it passes for another kind.
      #expect(
        walked.objects.allSatisfy { objectID($0.value.kind, $0.value.bytes) == $0.key } as Bool)
    }
    #expect(failures > 0)
  }
}
