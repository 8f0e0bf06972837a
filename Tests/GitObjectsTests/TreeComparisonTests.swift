import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct TreeComparisonTests {
  /// Versions of a tree whose names begin alike, are each other's beginnings, and turn from file to folder and back.
  @Test(arguments: 1...8)
  func findsWhatGitFinds(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    let scratch = try Scratch()
    try scratch.git("init", "-q", "--bare")
    let names = ["a", "a-b", "a.b", "a0", "ab", "abc", "b", "z"]
    var stream = "blob\nmark :1\ndata 1\n1blob\nmark :2\ndata 1\n2blob\nmark :3\ndata 1\n3"
    for number in 1...25 {
      stream += "\ncommit refs/heads/main\ncommitter C <c@example.com> \(number) +0000\ndata 1\nx\n"
      for _ in 0...roll(5) {
        let path = (0...roll(3)).map { _ in names[roll(names.count)] }.joined(separator: "/")
        let mode = ["100644", "100755", "120000"][roll(3)]
        stream += roll(4) == 0 ? "D \(path)\n" : "M \(mode) :\(1 + roll(3)) \(path)\n"
      }
    }
    try scratch.git("fast-import", "--quiet", input: Data(stream.utf8))
    let repository = try scratch.repository()
    let commits = try repository.walk(from: [repository.commit(named: "main")]).commits
    for (old, new) in zip(commits, commits.dropFirst()) {
      let fields = try scratch.fields(
        "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", old.id.description,
        new.id.description)
      var (added, removed): ([String], Int) = ([], 0)
      for index in stride(from: 0, to: fields.count, by: 2) {
        // `:MODE MODE ID ID LETTER`
        let change = String(decoding: fields[index], as: UTF8.self).split(separator: " ")
        if change[4] == "D" {
          removed += 1
        } else if change[2] != change[3] {
          added.append("\(change[3]) " + String(decoding: fields[index + 1], as: UTF8.self))
        }
      }
      let ours = try repository.difference(of: new.tree, from: [old.tree])
      let found = ours.added.map { "\($0.id) " + String(decoding: $0.path, as: UTF8.self) }
      #expect(found.sorted() == added.sorted())
      #expect(ours.removed.isEmpty == (removed == 0))
    }
  }
}
