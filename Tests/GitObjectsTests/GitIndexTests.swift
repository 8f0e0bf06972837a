import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct GitIndexTests {
  /// Folders that sort around their neighbours, a link, a submodule, names of any bytes, flags of version 3.
  private func sample(version: Int) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    for name in ["a", "a.b", "a/b/c", "a/b/d", "a/b-c", "a0", "deep/er/est/file", "z"]
    where name != "a" {
      try scratch.write(name, "\(name)\n")
    }
    try scratch.link("link", to: "a/b/c")
    try scratch.git("add", "-A")
    try scratch.stage("new\n", at: Array("new\nline".utf8))
    try scratch.stage("bytes\n", at: [0x66, 0xFF, 0xFE, 0x2F, 0x78])
    try scratch.git(
      "update-index", "--add", "--cacheinfo",
      "160000,4b825dc642cb6eb9a060e54bf8d69288fbee4904,module")
    try scratch.write("later", "later\n")
    try scratch.git("add", "-N", "later")
    try scratch.git("update-index", "--skip-worktree", "z")
    try scratch.git("update-index", "--index-version", "\(version)")
    return scratch
  }

  private func sampleIndex(version: Int) throws -> GitIndex {
    let scratch = try sample(version: version)
    // The folder goes with the last use of its value.
    return try withExtendedLifetime(scratch) { try GitIndex.read(scratch.location().indexFile) }
  }

  private func expectSame(_ scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let index = try GitIndex.read(scratch.location().indexFile)
    let read = index.entries.map { entry in
      Array("\(octal(entry.mode)) \(entry.id) \(entry.stage)\t".utf8) + index.path(of: entry)
    }
    #expect(try read == scratch.fields("ls-files", "-s", "-z"), sourceLocation: sourceLocation)
  }

  private func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  @Test(arguments: [2, 3, 4]) func readsWhatGitLists(version: Int) throws {
    try expectSame(sample(version: version))
  }

  @Test func tellsWhatIsOnlyAnnounced() throws {
    let index = try sampleIndex(version: 3)
    let announced = index.entries.filter(\.isIntentToAdd).map { Array(index.path(of: $0)) }
    #expect(announced == [Array("later".utf8)])
  }

  @Test(arguments: [2, 4]) func joinsASplitIndex(version: Int) throws {
    let scratch = try sample(version: version)
    try scratch.git("config", "splitIndex.maxPercentChange", "100")
    try scratch.git("update-index", "--split-index")
    try scratch.write("a/b/c", "changed\n")
    try scratch.write("a/added", "added\n")
    try scratch.git("add", "a")
    try scratch.git("rm", "-q", "--cached", "a0")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/.git")
    #expect(names.contains { $0.hasPrefix("sharedindex.") })
    try expectSame(scratch)
  }

  @Test func readsASparseIndex() throws {
    let scratch = try sample(version: 2)
    try scratch.git("reset", "-q", "--hard")
    try scratch.write("wide/one/x", "x\n")
    try scratch.write("wide/two/y", "y\n")
    try scratch.commitAll()
    try scratch.git("sparse-checkout", "set", "--cone", "--sparse-index", "a")
    let index = try GitIndex.read(scratch.location().indexFile)
    #expect(index.entries.contains { $0.kind == .folder })
    #expect(try scratch.repository().stagedChanges(of: index).added.isEmpty)
  }

  @Test(arguments: ["a.b", "a/b/c", "a/b-c", "link", "z", "deep/er/est/file"])
  func findsAPath(_ path: String) throws {
    let index = try sampleIndex(version: 4)
    let position = try #require(index.firstIndex(of: Array(path.utf8)))
    #expect(Array(index.path(of: index.entries[position])) == Array(path.utf8))
  }

  @Test(arguments: ["", "a", "a/b/", "a/b/cc", "zz", "0"])
  func findsNoPathThatIsNotThere(_ path: String) throws {
    let index = try sampleIndex(version: 4)
    #expect(index.firstIndex(of: Array(path.utf8)) == nil)
  }

  @Test(arguments: [("a", 3), ("a/b", 2), ("deep", 1), ("deep/er", 1), ("a.b", 0), ("dee", 0)])
  func countsWhatIsBelowAFolder(_ folder: String, _ count: Int) throws {
    let index = try sampleIndex(version: 2)
    #expect(index.range(below: Array(folder.utf8)).count == count)
  }

  @Test func takesAMissingFileForAnEmptyIndex() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    #expect(try GitIndex.read(scratch.location().indexFile).entries.isEmpty)
  }

  @Test func namesTheFileWhoseChecksumIsWrong() throws {
    let scratch = try sample(version: 2)
    let file = try scratch.location().indexFile
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes[40] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let error = try #require(throws: GitError.self) { try GitIndex.read(file) }
    #expect(error.code == .corrupt)
    #expect(error.description.contains(file))
    #expect(error.description.contains("checksum"))
  }

  @Test func acceptsAnIndexWithoutChecksum() throws {
    let scratch = try sample(version: 2)
    let file = try scratch.location().indexFile
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes.replaceSubrange(bytes.count - 20..<bytes.count, with: [UInt8](repeating: 0, count: 20))
    try bytes.write(to: URL(fileURLWithPath: file))
    #expect(try GitIndex.read(file).entries.count == 12)
  }

  @Test(arguments: [2, 3, 4]) func survivesEveryCut(version: Int) throws {
    let scratch = try sample(version: version)
    let file = try scratch.location().indexFile
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let whole = try GitIndex.read(file).entries.count
    let cut = scratch.path + "/cut"
    for count in stride(from: 0, to: bytes.count - 20, by: 3) {
      try (bytes.prefix(count) + Data(count: 20)).write(to: URL(fileURLWithPath: cut))
      // A cut between two extensions leaves an index that is whole; any other is an error.
      guard let index = try? GitIndex.read(cut) else { continue }
      #expect(index.entries.count == whole)
    }
  }

  @Test(arguments: [2, 3, 4]) func survivesEveryChangedByte(version: Int) throws {
    let scratch = try sample(version: version)
    try scratch.git("config", "splitIndex.maxPercentChange", "100")
    try scratch.git("update-index", "--split-index")
    try scratch.write("a/b/c", "changed\n")
    try scratch.git("add", "a")
    let file = try scratch.location().indexFile
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file)).dropLast(20) + Data(count: 20)
    var errors = 0
    for index in 0..<bytes.count - 20 {
      var changed = bytes
      changed[index] ^= index % 2 == 0 ? 0xFF : 0x04
      let target = scratch.path + "/.git/changed"
      try changed.write(to: URL(fileURLWithPath: target))
      do { _ = try GitIndex.read(target) } catch { errors += 1 }
    }
    #expect(errors > 0)
  }
}
