import Foundation
import GitObjects
import TestSupport
import Testing

/// `git rev-list NEW --not --all` decides what is new.
@Suite struct PushWalkTests {
  private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  /// A graph of commits with merges and clocks that go wrong, and a few references on it.
  private func graph(
    _ seed: Int, count: Int, clocksAreRight: Bool = true
  ) throws -> (Scratch, [String]) {
    var dice = Dice(state: UInt64(seed))
    let scratch = try Scratch()
    try scratch.git("init", "-q", "--bare")
    var stream = ""
    for number in 1...count {
      let time =
        1_700_000_000 + number * 60 - (clocksAreRight || dice.roll(8) > 0 ? 0 : dice.roll(20_000))
      stream += "commit refs/scratch/\(number)\nmark :\(number)\n"
      stream += "committer C <c@example.com> \(time) +0000\ndata 1\nx\n"
      // Now and then another root.
      if number > 1, dice.roll(15) > 0 {
        stream += "from :\(max(1, number - 1 - dice.roll(6)))\n"
        if dice.roll(4) == 0 { stream += "merge :\(1 + dice.roll(number - 1))\n" }
      }
    }
    try scratch.git("fast-import", "--quiet", "--export-marks=marks", input: Data(stream.utf8))
    let marks = try String(contentsOfFile: scratch.path + "/marks", encoding: .utf8)
    // `:NUMBER ID`, in any order.
    let lines = marks.split(separator: "\n").map { $0.dropFirst().split(separator: " ") }
    let ids = lines.sorted { Int($0[0]) ?? 0 < Int($1[0]) ?? 0 }.map { String($0[1]) }
    let deletions = (1...count).map { "delete refs/scratch/\($0)\n" }.joined()
    try scratch.git("update-ref", "--stdin", input: Data(deletions.utf8))
    for name in 0..<dice.roll(6) {
      let id = ids[dice.roll(count)]
      switch dice.roll(3) {
      case 0: try scratch.git("update-ref", "refs/heads/b\(name)", id)
      case 1: try scratch.git("update-ref", "refs/pull/\(name)/head", id)
      default: try scratch.git("tag", "-a", "-m", "t", "t\(name)", id)
      }
    }
    if dice.roll(2) == 0 { try scratch.git("pack-refs", "--all") }
    if dice.roll(3) == 0 {
      try scratch.git("update-ref", "--no-deref", "HEAD", ids[dice.roll(count)])
    }
    return (scratch, ids)
  }

  /// With clocks that go wrong the walk may show too much, as git's may, and never too little.
  @Test(arguments: 1...12, [true, false])
  func findsWhatGitFinds(seed: Int, clocksAreRight: Bool) throws {
    var dice = Dice(state: UInt64(seed) &* 77)
    let (scratch, ids) = try graph(seed, count: 60, clocksAreRight: clocksAreRight)
    let repository = try scratch.repository()
    let held = try scratch.commits("--all")
    for _ in 0..<3 {
      let tips = (0...dice.roll(3)).map { _ in ids[dice.roll(ids.count)] }
      let likely = dice.roll(2) == 0 ? [] : [try id(ids[dice.roll(ids.count)])]
      let walk = try repository.pushWalk(
        from: tips.map { (Array("refs/heads/new".utf8), try id($0)) }, likely: likely)
      let ours = Set(walk.commits.map(\.id.description))
      let missing = try scratch.commits(tips).subtracting(held)
      #expect(ours.isSuperset(of: missing), "\(tips)")
      if clocksAreRight { #expect(ours == missing, "\(tips)") }
      #expect(walk.unreadable.isEmpty)
      var seen: Set<ObjectID> = []
      let all = Set(walk.commits.map(\.id))
      for commit in walk.commits {
        #expect(commit.parents.allSatisfy { seen.contains($0) || !all.contains($0) })
        seen.insert(commit.id)
      }
    }
  }

  /// The same with the new commits in a quarantine, and some of the old ones there as well.
  @Test(arguments: 1...10)
  func findsTheSameInAQuarantine(seed: Int) throws {
    let (scratch, ids) = try graph(seed, count: 40)
    let tips = ids.suffix(5)
    for (number, id) in tips.enumerated() {
      try scratch.git("update-ref", "refs/keep/\(number)", id)
    }
    // What the references do not reach goes, so that only the quarantine has it.
    let folder = try Scratch()
    try folder.git("clone", "-q", "--mirror", "file://" + scratch.path, "all")
    for number in 0..<tips.count {
      try scratch.git("update-ref", "-d", "refs/keep/\(number)")
    }
    let theirs = try scratch.commits(Array(tips)).subtracting(scratch.commits("--all"))
    try scratch.git("reflog", "expire", "--expire=now", "--all")
    try scratch.git("gc", "-q", "--prune=now")
    let quarantine = folder.path + "/all/objects"
    let location = try #require(
      try RepositoryLocation.find(
        from: scratch.path,
        environment: GitEnvironment(objectDirectories: [quarantine], quarantine: quarantine)))
    let walk = try Repository(location).pushWalk(
      from: tips.map { (Array("refs/heads/new".utf8), try id($0)) }, likely: [])
    #expect(Set(walk.commits.map(\.id.description)) == theirs)
  }

  @Test func aBrokenReferenceHidesNothing() throws {
    let (scratch, ids) = try graph(3, count: 10)
    try scratch.write("refs/heads/broken", String(repeating: "ab", count: 20) + "\n")
    let walk = try scratch.repository().pushWalk(
      from: [(Array("refs/heads/new".utf8), try id(ids[9]))], likely: [])
    #expect(walk.unreadable.isEmpty)
  }

  @Test func followsTagsToWhatTheyAreOf() throws {
    let (scratch, ids) = try graph(4, count: 5)
    let blob = try scratch.git("hash-object", "-w", "--stdin", input: Data("x".utf8))
    try scratch.git("tag", "-a", "-m", "1", "one", blob)
    try scratch.git("tag", "-a", "-m", "2", "two", "one")
    try scratch.git("tag", "-a", "-m", "3", "three", ids[4])
    let tips = try ["two", "three"].map { try id(scratch.git("rev-parse", $0)) }
    let inner = try id(scratch.git("rev-parse", "one"))
    for name in ["one", "two", "three"] { try scratch.git("update-ref", "-d", "refs/tags/" + name) }
    let walk = try scratch.repository().pushWalk(
      from: [(Array("a".utf8), tips[0]), (Array("b".utf8), tips[1])], likely: [])
    #expect(walk.tags == [tips[0], inner, tips[1]])
    #expect(try walk.others.map(\.object.id) == [id(blob)])
    #expect(walk.others.map(\.reference) == [Array("a".utf8)])
  }
}

extension Scratch {
  /// The commits that some revisions reach; none without a reference.
  fileprivate func commits(_ revisions: String...) throws -> Set<String> {
    try commits(revisions)
  }

  fileprivate func commits(_ revisions: [String]) throws -> Set<String> {
    Set(try git(["rev-list"] + revisions).split(separator: "\n").map(String.init))
  }
}
