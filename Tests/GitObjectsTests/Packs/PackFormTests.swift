import Foundation
import GitObjects
import PackSupport
import TestSupport
import Testing

/// Packs as git itself writes them.
@Suite struct PackFormTests {
  enum Form: String, CaseIterable {
    case onePack, deepDeltas, referenceDeltas, manyPacks, multiPackIndex, olderIndex, loose
    case looseAndPacked, alternate, alternateOfAlternate, linkedWorkTree, largeObjects
  }

  @Test(arguments: Form.allCases, [1, 3])
  func agreesWithGit(form: Form, workers: Int) throws {
    let (scratch, folder) = try repository(form)
    let location = try #require(try RepositoryLocation.find(from: folder))
    let theirs = try scratch.objectsOfGit("-C", folder)
    #expect(theirs.count > 100)
    let walked = try Walked(
      location, .these(Set(theirs.keys)), workers: workers, keeping: scratch)
    #expect(walked.isExactly(theirs))
    #expect(walked.objects.allSatisfy { objectID($0.value.kind, $0.value.bytes) == $0.key })
    let blobs = try Walked(location, .all(.blob), workers: workers, keeping: scratch)
    let kinds = walked.objects.filter { $0.value.kind == .blob }
    #expect(blobs.isExactly(kinds.mapValues(\.bytes)))
  }

  private func repository(_ form: Form) throws -> (Scratch, folder: String) {
    let scratch = try Scratch()
    let repo = scratch.path + "/repo"
    try scratch.git("init", "-q", "--bare", "-b", "main", repo)
    func git(_ arguments: String...) throws {
      let result = try Command(
        "git", ["-C", repo] + arguments, environment: Scratch.gitEnvironment)
      guard result.status == 0 else {
        throw Scratch.GitComplained(message: result.errorText)
      }
    }
    func grow(_ seed: UInt64, unpack: Bool = false) throws {
      let limit = "fastimport.unpackLimit=\(unpack ? 100_000 : 1)"
      let stream = Data(history(seed, isLarge: form == .largeObjects))
      try scratch.git("-C", repo, "-c", limit, "fast-import", "--quiet", input: stream)
    }
    switch form {
    case .onePack, .linkedWorkTree, .largeObjects:
      try grow(1)
      try git("repack", "-adfq")
    case .deepDeltas:
      try grow(1)
      try git("repack", "-adfq", "--depth=400", "--window=60")
    case .referenceDeltas:
      try grow(1)
      try git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
    case .manyPacks, .multiPackIndex:
      for seed in 1...5 as ClosedRange<UInt64> { try grow(seed) }
      if form == .multiPackIndex { try git("multi-pack-index", "write") }
    case .olderIndex:
      try grow(1)
      try git("-c", "pack.indexVersion=1", "repack", "-adfq")
    case .loose:
      try grow(1, unpack: true)
    case .looseAndPacked:
      try grow(1, unpack: true)
      try git("repack", "-aq")
      try grow(2, unpack: true)
    case .alternate, .alternateOfAlternate:
      try grow(1)
      try git("repack", "-adfq")
      try scratch.git("clone", "-q", "--bare", "--shared", repo, "second")
      try scratch.git("clone", "-q", "--bare", "--shared", "second", "third")
      return (scratch, scratch.path + (form == .alternate ? "/second" : "/third"))
    }
    guard form == .linkedWorkTree else { return (scratch, repo) }
    try git("worktree", "add", "-q", "../linked", "main")
    return (scratch, scratch.path + "/linked")
  }

  /// A stream for `git fast-import`: a few files that change a little with each commit.
  private func history(_ seed: UInt64, isLarge: Bool) -> [UInt8] {
    var random = Random(seed: seed)
    let alphabet = Array("abcdefghij klmnop\n".utf8)
    var files = (0..<6).map { _ in random.text(2_000 + random.below(8_000), of: alphabet) }
    if isLarge { files[0] = random.text(3_000_000, of: alphabet) }
    var stream: [UInt8] = []
    for number in 0..<60 {
      stream += Array(
        """
        commit refs/heads/\(seed == 1 ? "main" : "side-\(seed)")
        committer Ann <ann@example.com> \(1_750_000_000 + number) +0000
        data 2
        m

        """.utf8)
      // Not at first alone: a large one is written anew with every change.
      let file = number < files.count ? number : 1 + random.below(files.count - 1)
      let place = random.below(files[file].count - 100)
      let inserted = random.text(random.below(60), of: alphabet)
      files[file].replaceSubrange(place..<place + random.below(60), with: inserted)
      stream += Array("M 100644 inline folder/file-\(file)\n".utf8)
      stream += Array("data \(files[file].count)\n".utf8) + files[file] + [10]
    }
    return stream
  }
}
