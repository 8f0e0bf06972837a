import ScanModel
import Testing

@Suite struct HistoryTests {
  private func id(_ number: Int) throws -> BlobID {
    try #require(BlobID([UInt8](repeating: UInt8(number), count: 20)))
  }

  private func commit(_ number: Int, time: Int64, isReachable: Bool = true) throws -> Commit {
    Commit(
      id: try id(number), author: "A", authorEmail: "a@b", authorTime: 0, committerTime: time,
      isReachable: isReachable)
  }

  private func path(
    _ blob: Int, _ path: String = "a", introduced: [Commit] = [], removed: [Commit] = [],
    refs: RefList = RefList()
  ) throws -> PathHistory {
    PathHistory(
      blob: try id(blob), path: BytePath(path), introduced: CommitList(kept: introduced),
      removed: CommitList(kept: removed), refs: refs)
  }

  @Test func theOldestCommitThatARefLeadsToIsTheFirst() throws {
    let (old, new) = (try commit(1, time: 10, isReachable: false), try commit(2, time: 30))
    let newer = try commit(3, time: 40)
    let history = SecretHistory([
      try path(1, introduced: [newer]), try path(2, introduced: [new, old]),
    ])
    #expect(history.first == new)
    #expect(SecretHistory([try path(2, introduced: [old])]).first == old)
    #expect(SecretHistory([try path(2)]).first == nil)
  }

  /// A commit that changes something else in the file takes one content away and brings the next in.
  @Test func anEditIsNoRemoval() throws {
    let (first, edit, end) = (
      try commit(1, time: 1), try commit(2, time: 2), try commit(3, time: 3)
    )
    let versions = [
      try path(1, introduced: [first], removed: [edit]),
      try path(2, introduced: [edit], removed: [end]),
    ]
    #expect(SecretHistory(versions).lastRemoval == end)
    #expect(SecretHistory([versions[0]]).lastRemoval == edit)
    #expect(SecretHistory([versions[0], try path(2, introduced: [edit])]).lastRemoval == nil)
  }

  @Test func theNewestRemovalThatARefLeadsToIsTheLast() throws {
    let removals = [
      try commit(1, time: 5), try commit(2, time: 9), try commit(3, time: 99, isReachable: false),
    ]
    #expect(SecretHistory([try path(1, removed: removals)]).lastRemoval == removals[1])
    #expect(SecretHistory([try path(1, removed: [removals[2]])]).lastRemoval == removals[2])
  }

  @Test func refsOfAllPathsAreJoined() throws {
    let history = SecretHistory([
      try path(1, refs: RefList(kept: ["HEAD", "refs/heads/main"])),
      try path(2, refs: RefList(kept: ["refs/heads/a", "refs/heads/main"])), try path(3),
    ])
    #expect(history.refs == RefList(kept: ["HEAD", "refs/heads/a", "refs/heads/main"], count: 3))
    #expect(history.isInHead)
  }

  @Test func ofRefsThatAListHasDroppedTheNumberIsALeast() throws {
    let many = RefList(kept: (10..<40).map { "refs/heads/\($0)" }, count: 50)
    let few = RefList(kept: ["refs/heads/zz"])
    #expect(many.kept.count == RefList.longest)
    let one = SecretHistory([try path(1, refs: many), try path(2)])
    #expect(one.refs == many)
    let both = SecretHistory([try path(1, refs: many), try path(2, refs: few)])
    #expect((both.refs.count, both.refs.isAtLeast) == (50, true))
  }

  @Test func aLongHistoryIsShortenedAndStillSaysHowLongItIs() throws {
    let count = SecretHistory.longestList + 50
    let paths = try (0..<count).map {
      try path(1, "file\($0)", refs: $0 == count - 1 ? RefList(kept: ["HEAD"]) : RefList())
    }
    let short = SecretHistory(paths).shortened
    #expect(short.paths.count == SecretHistory.longestList)
    #expect((short.pathCount, short.contentCount, short.fileCount) == (count, 1, count))
    // What a ref still has is not what is left out.
    #expect(short.paths.first?.path == BytePath("file\(count - 1)"))
    #expect(short.refs.count == 1)
  }

  @Test func aLongListOfCommitsKeepsItsBeginning() throws {
    let commits = try (0..<50).map { try commit($0, time: Int64($0)) }
    let list = CommitList(kept: commits, count: 70)
    #expect(list.kept == Array(commits.prefix(CommitList.longest)))
    #expect(list.count == 70)
  }
}
