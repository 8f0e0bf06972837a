import Foundation
import GitObjects
import TestSupport

/// A repository with a history of dice: branches, merges that take sides or none, octopuses, roots, renames, copies,
/// what is deleted and comes back, changes of mode; and what every commit of it holds.
struct RandomHistory {
  struct File: Hashable {
    let mode: String
    let content: Int
  }

  struct Commit {
    let parents: [Int]
    let files: [String: File]
  }

  let scratch: Scratch
  let commits: [Commit]
  /// The commit that each branch ends at.
  let branches: [String: Int]
  /// In the order of `commits`.
  let ids: [ObjectID]
  let blobs: [ObjectID]

  private static let contents = 6
  private static let paths = ["a", "a/b", "a/c/d", "e", "e/f", "e/g", "h", "i/j/k/l", "i/j/m"]

  init(seed: UInt64, commitCount: Int) throws {
    scratch = try Scratch()
    var dice = Dice(state: seed)
    var commits: [Commit] = []
    for number in 0..<commitCount {
      commits.append(Self.commit(number, after: commits, &dice))
    }
    self.commits = commits
    let names = (0..<6).map { ("refs/heads/b\($0)", dice.roll(commitCount)) }
    branches = Dictionary(uniqueKeysWithValues: names)
    try scratch.git("init", "-q", "-b", "b0")
    try scratch.git(
      "fast-import", "--quiet", "--export-marks=marks", input: Data(Self.stream(commits).utf8))
    let lines = try String(contentsOfFile: scratch.path + "/marks", encoding: .utf8)
      .split(separator: "\n").map { $0.dropFirst().split(separator: " ") }
    let marks = Dictionary(uniqueKeysWithValues: lines.map { (Int($0[0]) ?? 0, $0[1]) })
    blobs = try (1...Self.contents).map { try id(marks[$0] ?? "") }
    ids = try (0..<commitCount).map { try id(marks[100 + $0] ?? "") }
    for (branch, commit) in branches { try scratch.git("update-ref", branch, "\(ids[commit])") }
    // Whatever no branch leads to is reachable no more.
    try scratch.git("update-ref", "-d", "refs/heads/all")
  }

  private static func commit(
    _ number: Int, after commits: [Commit], _ dice: inout Dice
  ) -> Commit {
    var parents: [Int] = []
    if number > 0, dice.roll(12) > 0 {
      for _ in 0..<[1, 1, 1, 1, 2, 2, 3, 4][dice.roll(8)] {
        let parent = max(0, number - 1 - dice.roll(dice.roll(2) == 0 ? 4 : 40))
        if !parents.contains(parent) { parents.append(parent) }
      }
    }
    var files = parents.first.map { commits[$0].files } ?? [:]
    for parent in parents.dropFirst() {
      for path in paths where dice.roll(2) == 0 {
        set(path, commits[parent].files[path], in: &files)
      }
    }
    for _ in 0..<dice.roll(parents.count == 1 ? 4 : 2) {
      let path = paths[dice.roll(paths.count)]
      switch dice.roll(6) {
      case 0: set(path, nil, in: &files)
      case 1:
        // A rename or a copy.
        let from = paths[dice.roll(paths.count)]
        let file = files[from]
        if dice.roll(2) == 0 { files[from] = nil }
        set(path, file, in: &files)
      case 2:
        if let file = files[path] {
          let modes = ["100644", "100755", "120000"]
          files[path] = File(mode: modes[dice.roll(3)], content: file.content)
        }
      default:
        set(path, File(mode: "100644", content: dice.roll(contents)), in: &files)
      }
    }
    return Commit(parents: parents, files: files)
  }

  /// Puts a file in place of what stands in its way: folders above it that are files, a folder of its name.
  private static func set(_ path: String, _ file: File?, in files: inout [String: File]) {
    files[path] = file
    guard file != nil else { return }
    for other in files.keys where other.hasPrefix(path + "/") || path.hasPrefix(other + "/") {
      files[other] = nil
    }
  }

  private static func stream(_ commits: [Commit]) -> String {
    var stream = ""
    for content in 1...contents {
      let text = "content \(content)\n"
      stream += "blob\nmark :\(content)\ndata \(text.utf8.count)\n\(text)\n"
    }
    for (number, commit) in commits.enumerated() {
      // A time that runs backwards now and then.
      let time = 1_700_000_000 + (number * 7919) % 5000
      stream += "reset refs/heads/all\n\ncommit refs/heads/all\nmark :\(100 + number)\n"
      stream += "author Ann \(number % 3) <ann@example.com> \(time) +0100\n"
      stream += "committer Carl <carl@example.com> \(time + 10) -0330\ndata 0\n"
      for (index, parent) in commit.parents.enumerated() {
        stream += "\(index == 0 ? "from" : "merge") :\(100 + parent)\n"
      }
      stream += "deleteall\n"
      for (path, file) in commit.files.sorted(by: { $0.key < $1.key }) {
        stream += "M \(file.mode) :\(file.content + 1) \(path)\n"
      }
    }
    return stream
  }
}

/// Numbers that are the same for the same seed (SplitMix64).
struct Dice {
  var state: UInt64

  mutating func roll(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(count))
  }
}
