import Foundation
import Inputs
import ScanModel
import TestSupport
import Testing

/// What is selected, held to what git selects, in histories that nobody would make by hand.
@Suite struct HistorySelectionTests {
  /// What to select, and how git is told the same.
  struct Choice: Sendable, CustomTestStringConvertible {
    let git: [String]
    var paths: [String] = []
    let select: @Sendable (inout HistorySelection) throws -> Void

    var testDescription: String { (git + paths).joined(separator: " ") }
  }

  static let choices = [
    Choice(git: ["side"]) { $0.addBranch("side") },
    Choice(git: ["refs/remotes/origin/far"]) { $0.addBranch("far") },
    Choice(git: ["--branches=topic/*"]) { $0.addBranch("topic/*") },
    Choice(git: ["v1"]) { $0.addReference("v1") },
    Choice(git: ["--tags"]) { $0.addReference("refs/tags/*") },
    Choice(git: ["side", "v1"]) {
      $0.addBranch("side")
      $0.addReference("v1")
    },
    Choice(git: ["HEAD"]) { $0.addReference("HEAD") },
    Choice(git: ["side..main"]) { $0.range = RevisionRange("side..main") },
    Choice(git: ["main..side"]) { $0.range = RevisionRange("main...side") },
    Choice(git: ["--all", "--since-as-filter=@1700400000"]) { $0.since = try time("@1700400000") },
    Choice(git: ["--all", "--until=@1700400000"]) { $0.until = try time("@1700400000") },
    Choice(git: ["side", "--since-as-filter=@1700200000", "--until=@1700400000"]) {
      $0.addBranch("side")
      $0.since = try time("@1700200000")
      $0.until = try time("@1700400000")
    },
    Choice(git: ["--all", "-n", "7"]) { $0.maximumCommits = 7 },
    Choice(git: ["v1..main", "-n", "3"]) {
      $0.range = RevisionRange("v1..main")
      $0.maximumCommits = 3
    },
    Choice(git: ["--all"], paths: [":(glob)**/*.py"]) { _ = $0.addPath("*.py") },
    Choice(git: ["--all"], paths: ["lib"]) { _ = $0.addPath("/lib/") },
    Choice(git: ["main"], paths: [":(glob)src/*.txt", ":(glob)lib/**/a.py"]) {
      $0.addBranch("main")
      _ = $0.addPath("src/*.txt")
      _ = $0.addPath("lib/**/a.py")
    },
    Choice(git: ["--all", "--until=@1700400000"], paths: [":(glob)**/src/**"]) {
      $0.until = try time("@1700400000")
      _ = $0.addPath("src")
    },
  ]

  private static func time(_ text: String) throws -> CommitTime {
    try CommitTime(text, .since, now: 0)
  }

  @Test(arguments: choices, [1, 2, 5])
  func selectsWhatGitSelects(_ choice: Choice, seed: UInt64) throws {
    let scratch = try Scratch()
    try RandomHistory(seed: seed).make(in: scratch)
    var options = HistoryOptions()
    try choice.select(&options.selection)
    let listing = try HistoryInput(folder: scratch.path, options: options).listing()
    let (blobs, messages, coverage) = try listing.walked()
    let theirs = try GitSelection(choice.git, choice.paths, in: scratch)
    #expect(!theirs.commits.isEmpty)
    let tags = try Set(scratch.git("rev-parse", "v1", "v2").split(separator: "\n").map(String.init))
    #expect(Set(messages.keys.map(\.description)).subtracting(tags) == theirs.commits)
    #expect(Set(blobs.keys.map(\.description)) == theirs.blobs)
    #expect(coverage.commits == theirs.commits.count)
    #expect(coverage.issues.isEmpty)
    #expect(coverage.notes.count == 1)
  }

  @Test func leavesOutWhatNoRefReaches() throws {
    let scratch = try Scratch()
    try RandomHistory(seed: 4).make(in: scratch)
    let blob = try scratch.git("hash-object", "-w", "--stdin", input: Data("dangling".utf8))
    var options = HistoryOptions()
    options.selection.addReference("**")
    let input = HistoryInput(folder: scratch.path, options: options)
    #expect(try !input.listing().walked().blobs.keys.contains { $0.description == blob })
    let all = try HistoryInput(folder: scratch.path).listing().walked().blobs
    #expect(all.keys.contains { $0.description == blob })
  }

  /// A tag of a blob belongs to no commit.
  @Test func aRefToABlobSelectsThatBlob() throws {
    let scratch = try Scratch()
    try RandomHistory(seed: 5).make(in: scratch)
    let blob = try scratch.git("hash-object", "-w", "--stdin", input: Data("tagged".utf8))
    try scratch.git("tag", "-a", "-m", "a blob", "file", blob)
    var options = HistoryOptions()
    options.selection.addReference("file")
    let (blobs, messages, _) = try HistoryInput(folder: scratch.path, options: options)
      .listing().walked()
    #expect(blobs.keys.map(\.description) == [blob])
    #expect(Array(messages.values) == ["a blob\n"])
  }

  @Test(arguments: [("no-such", "no reference is named no-such"), ("ma", "named ma")])
  func aNameThatIsNotThereIsToldInOneLine(_ name: String, _ message: String) throws {
    let scratch = try Scratch()
    try RandomHistory(seed: 6).make(in: scratch)
    var options = HistoryOptions()
    options.selection.addBranch(name)
    let input = HistoryInput(folder: scratch.path, options: options)
    let error = try #require(throws: RangeFailure.self) { try input.listing() }
    #expect(error.description.contains(message))
  }
}

/// The commits that git selects, and the blobs that they have where no parent has them.
private struct GitSelection {
  var commits: Set<String> = []
  var blobs: Set<String> = []

  init(_ arguments: [String], _ paths: [String], in scratch: Scratch) throws {
    let log = try Command(
      "git",
      ["log", "--format=%H", "-c", "--raw", "--root", "--no-abbrev", "--no-renames"]
        + (paths.isEmpty ? [] : ["--full-history"]) + arguments + ["--"] + paths,
      in: scratch.path, environment: Scratch.gitEnvironment)
    var commit = ""
    for line in log.text.split(separator: "\n") {
      guard line.hasPrefix(":") else {
        commit = String(line)
        if paths.isEmpty { commits.insert(commit) }
        continue
      }
      // `:MODE MODE ID ID A`, with one more colon, mode and id for each further parent.
      let parents = line.prefix { $0 == ":" }.count
      let id = line.dropFirst(parents).split(separator: " ")[2 * parents + 1]
      guard id.contains(where: { $0 != "0" }) else { continue }
      blobs.insert(String(id))
      commits.insert(commit)
    }
  }
}

/// Commits on several branches that part and meet, with clocks that are sometimes wrong.
private struct RandomHistory {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  private mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  func make(in scratch: Scratch) throws {
    var random = self
    try scratch.git("init", "-q", "-b", "main")
    try scratch.git("fast-import", "--quiet", input: Data(random.stream().utf8))
  }

  private mutating func stream() -> String {
    let branches = [
      "refs/heads/main", "refs/heads/side", "refs/heads/topic/one", "refs/heads/topic/two",
      "refs/remotes/origin/far",
    ]
    let names = ["README", "src/a.py", "src/b.txt", "src/deep/c.py", "lib/x/a.py", "lib/d.txt"]
    var tips: [Int?] = Array(repeating: nil, count: branches.count)
    var text = ""
    for mark in 1...80 {
      let branch = mark == 1 ? 0 : number(below: branches.count)
      // No two alike, and one in eight long before its parents.
      let late = number(below: 8) == 0 ? -150_000 : 0
      let time = 1_700_000_000 + mark * 10_000 + late
      text += "commit \(branches[branch])\nmark :\(mark)\n"
      text += "committer Carl <carl@example.com> \(time) +0000\n"
      let message = "change \(mark)\n"
      text += "data \(message.utf8.count)\n\(message)"
      let first = tips[branch] ?? tips[0]
      if let first { text += "from :\(first)\n" }
      var isMerge = false
      if let other = tips[number(below: branches.count)], other != first, number(below: 3) == 0 {
        text += "merge :\(other)\n"
        isMerge = true
      }
      for _ in 0..<(isMerge ? 1 : 1 + number(below: 3)) {
        let name = names[number(below: names.count)]
        if number(below: 6) == 0 {
          text += "D \(name)\n"
        } else {
          let content = "\(number(below: 40))\n"
          text += "M 100644 inline \(name)\ndata \(content.utf8.count)\n\(content)"
        }
      }
      tips[branch] = mark
      if mark == 40 || mark == 60 {
        text += "tag v\(mark / 20 - 1)\nfrom :\(mark)\n"
        text += "tagger Carl <carl@example.com> \(time) +0000\ndata 4\ntag\n"
      }
    }
    return text
  }
}
