import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct CommitWalkTests {
  /// Commits on `main` and `side` that merge into each other, and an unrelated root on `alone`.
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    func commit(_ name: String) throws {
      try scratch.write(name, "\(name)\n")
      try scratch.commitAll(name)
    }
    for name in ["a", "b", "c"] { try commit(name) }
    try scratch.git("checkout", "-q", "-b", "side", "main~1")
    for name in ["d", "e"] { try commit(name) }
    try scratch.git("merge", "-q", "--no-ff", "-m", "m1", "main")
    try commit("f")
    try scratch.git("checkout", "-q", "main")
    try commit("g")
    try scratch.git("merge", "-q", "--no-ff", "-m", "m2", "side~1")
    try scratch.git("checkout", "-q", "--orphan", "alone")
    try commit("h")
    return scratch
  }

  @Test(arguments: [
    ("main", "side"), ("side", "main"), ("main~3", "side"), ("side~2", "main"), ("alone", "main"),
    ("main", "main"), ("main", "main~2"), ("", "main"), ("", "side"), ("", "alone"),
  ])
  func walksWhatGitWalks(_ from: String, _ to: String) throws {
    let scratch = try sample()
    let repository = try scratch.repository()
    let hidden = from.isEmpty ? [] : [try repository.commit(named: from)]
    let walk = try repository.walk(from: [repository.commit(named: to)], hiding: hidden)
    let theirs = try scratch.git("rev-list", to, from.isEmpty ? to : "^" + from)
    #expect(
      Set(walk.commits.map(\.id.description)) == Set(theirs.split(separator: "\n").map(String.init))
    )
    #expect(!walk.isCutOff)
    #expect(walk.missing.isEmpty)
    if !from.isEmpty { #expect(walk.sidesMeet == (from != "alone")) }
    // Parents before children.
    var seen: Set<ObjectID> = []
    let all = Set(walk.commits.map(\.id))
    for commit in walk.commits {
      #expect(commit.parents.allSatisfy { seen.contains($0) || !all.contains($0) })
      seen.insert(commit.id)
    }
  }

  @Test func endsWhereAShallowCloneIsCut() throws {
    let scratch = try sample()
    try scratch.git(
      "clone", "-q", "--depth", "2", "--branch", "main", "file://" + scratch.path, "cut")
    let location = try #require(try RepositoryLocation.find(from: scratch.path + "/cut"))
    let repository = try Repository(location)
    #expect(repository.isShallow)
    let head = try #require(try repository.headCommit())
    #expect(try repository.walk(from: [head]).isCutOff)
    let parents = try repository.commit(head).parents
    let range = try repository.walk(from: [head], hiding: parents)
    #expect(range.commits.map(\.id) == [head])
    #expect(!range.isCutOff)
  }

  @Test func findsOnlyWhatNoParentHasInAMerge() throws {
    let scratch = try sample()
    try scratch.git("checkout", "-q", "main")
    try scratch.git("merge", "-q", "--no-commit", "--no-ff", "side")
    try scratch.write("evil", "only in the merge\n")
    try scratch.commitAll("m3")
    let repository = try scratch.repository()
    let merge = try repository.commit(#require(try repository.headCommit()))
    #expect(merge.parents.count == 2)
    let parents = try merge.parents.map { try repository.commit($0).tree }
    let difference = try repository.difference(of: merge.tree, from: parents)
    #expect(difference.added.map(\.path) == [Array("evil".utf8)])
  }

  @Test func refusesATreeThatHoldsItselfTooOften() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    var entry =
      "100644 blob \(try scratch.git("hash-object", "-w", "--stdin", input: Data("x".utf8)))"
    for _ in 0..<12 {
      let lines = (0..<10).map { "\(entry)\t\($0)\n" }.joined()
      entry = "040000 tree \(try scratch.git("mktree", input: Data(lines.utf8)))"
    }
    let tree = try id(entry.suffix(40))
    let error = try #require(throws: GitError.self) {
      try scratch.repository().difference(of: tree, from: [], limit: 1000)
    }
    #expect(error.code == .corrupt)
  }
}
