import Foundation
import Inputs
import ScanModel
import TestSupport
import Testing

@Suite struct WorkTreeInputTests {
  /// A work tree with every kind of ignore rule, and with tracked files that the rules would leave out.
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    for name in [
      "a.txt", "build/tracked.txt", "src/deep/er/code.c", "src/keep.log", "src-x", "src.y", "src0",
    ] {
      try scratch.write(name, "\(name)\n")
    }
    try scratch.link("link", to: "a.txt")
    try scratch.commitAll()
    try scratch.write(
      ".gitignore",
      "*.log\n!important.log\n/build/\nfoo/**/bar\n# comment\ntrailing \nnode_modules\n*.tmp\n")
    try scratch.write("src/.gitignore", "local\n!back.tmp\ndeep/*\n!deep/er\n")
    try scratch.write(".git/info/exclude", "excluded\n")
    for name in [
      "new.txt", "x.log", "important.log", "build/output", "build/sub/output", "foo/bar",
      "foo/a/b/bar",
      "foo/a/b/baz", "node_modules/m/index.js", "src/node_modules/m.js", "src/local", "local",
      "src/back.tmp", "other.tmp", "src/deep/gone", "src/deep/er/new.c", "excluded", "src/excluded",
      "untracked/one/two", "untracked/x.log", "trailing",
    ] {
      try scratch.write(name, "\(name)\n")
    }
    try scratch.link("src/loop", to: "..")
    try scratch.link("dangling", to: "nowhere")
    return scratch
  }

  private func tracked(_ scratch: Scratch) throws -> [String] {
    let theirs = try scratch.fields("ls-files", "-co", "--exclude-standard", "-z")
    return Set(theirs).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test func listsWhatGitLists() throws {
    let scratch = try sample()
    #expect(try WorkTreeInput(paths: [scratch.path]).paths() == tracked(scratch))
  }

  @Test func countsWhatIsIgnored() throws {
    let scratch = try sample()
    let coverage = try WorkTreeInput(paths: [scratch.path]).listing().coverage
    let ignored = try scratch.fields(
      "ls-files", "-o", "-i", "--directory", "--exclude-standard", "-z")
    #expect(coverage.skipped[.ignored] == ignored.count)
    #expect(coverage.issues.isEmpty)
  }

  @Test func listsEverythingOnRequest() throws {
    let scratch = try sample()
    let theirs = try scratch.fields("ls-files", "-co", "-z")
    #expect(
      try Set(WorkTreeInput(paths: [scratch.path], includesIgnored: true).paths()) == Set(theirs))
  }

  @Test func limitsItselfToASubfolder() throws {
    let scratch = try sample()
    let theirs = try tracked(scratch).filter { $0.hasPrefix("src/") }
    #expect(try WorkTreeInput(paths: [scratch.path + "/src"]).paths() == theirs)
  }

  @Test func scansWhatIsNamedAlthoughItIsIgnored() throws {
    let scratch = try sample()
    let names = ["build/sub", "x.log", "node_modules"].map { scratch.path + "/" + $0 }
    #expect(
      try WorkTreeInput(paths: names).paths()
        == ["build/sub/output", "node_modules/m/index.js", "x.log"])
  }

  @Test func readsFilesAndTheTargetsOfLinks() throws {
    let scratch = try sample()
    let texts = try WorkTreeInput(paths: [scratch.path]).texts()
    #expect(texts["src/deep/er/code.c"] == "src/deep/er/code.c\n")
    #expect(texts["link"] == "a.txt")
    #expect(texts["src/loop"] == "..")
    #expect(texts["dangling"] == "nowhere")
  }

  @Test func followsALinkThatIsNamed() throws {
    let scratch = try sample()
    #expect(try WorkTreeInput(paths: [scratch.path + "/link"]).texts() == ["link": "a.txt\n"])
  }

  @Test func leavesOtherRepositoriesOut() throws {
    let scratch = try sample()
    for name in ["nested", "untracked/nested"] {
      try scratch.git("init", "-q", name)
      try scratch.write(name + "/inside", "inside\n")
    }
    try scratch.git("-C", "nested", "add", "-A")
    try scratch.git("-C", "nested", "commit", "-q", "-m", "one")
    try scratch.git("-c", "advice.addEmbeddedRepo=false", "add", "nested")
    // A folder that only looks like one holds files as any other.
    try scratch.write("untracked/fake/.git/x", "x\n")
    try scratch.write("untracked/fake/file", "file\n")
    let listing = try WorkTreeInput(paths: [scratch.path]).listing()
    #expect(listing.coverage.skipped[.submodule] == 2)
    let paths = listing.blobs.map(\.path.text)
    #expect(!paths.contains { $0.contains("inside") || $0.contains(".git/") })
    #expect(paths.contains("untracked/fake/file"))
    #expect(try WorkTreeInput(paths: [scratch.path + "/nested"]).paths() == ["inside"])
  }

  @Test func neverOpensAFIFO() throws {
    let scratch = try sample()
    #expect(mkfifo(scratch.path + "/src/pipe", 0o600) == 0)
    let listing = try WorkTreeInput(paths: [scratch.path]).listing()
    #expect(listing.coverage.skipped[.specialFile] == 1)
    #expect(!listing.blobs.contains { $0.path.text == "src/pipe" })
    let named = try WorkTreeInput(paths: [scratch.path + "/src/pipe"]).listing()
    #expect(named.blobs.isEmpty)
    #expect(named.coverage.skipped[.specialFile] == 1)
  }

  @Test func tellsOfAFileThatBecameAFIFO() throws {
    let scratch = try sample()
    let input = WorkTreeInput(paths: [scratch.path + "/new.txt"])
    let blobs = try input.listing().blobs
    try scratch.remove("new.txt")
    #expect(mkfifo(scratch.path + "/new.txt", 0o600) == 0)
    #expect(throws: ReadFailure("not a regular file")) {
      try input.makeReader().read(blobs[0]) { _, _ in }
    }
  }

  @Test func tellsOfAFileThatIsGone() throws {
    let scratch = try sample()
    let input = WorkTreeInput(paths: [scratch.path + "/new.txt"])
    let blobs = try input.listing().blobs
    try scratch.remove("new.txt")
    #expect(throws: ReadFailure("no such file or directory")) {
      try input.makeReader().read(blobs[0]) { _, _ in }
    }
  }

  @Test func goesOnBesideAFolderThatCannotBeRead() throws {
    let scratch = try sample()
    // Deeper than a path may be long: unlike a lack of permission, it stops root too.
    let name = String(repeating: "n", count: 200)
    var folder = open(scratch.path, O_RDONLY)
    for _ in 0..<25 {
      #expect(mkdirat(folder, name, 0o700) == 0)
      let inner = openat(folder, name, O_RDONLY)
      close(folder)
      folder = inner
    }
    close(folder)
    let listing = try WorkTreeInput(paths: [scratch.path]).listing()
    #expect(try listing.blobs.map(\.path.text) == tracked(scratch))
    #expect(listing.coverage.issues.map(\.message) == ["file name too long"])
    #expect(listing.coverage.issues.first?.subject?.hasPrefix("nnn") == true)
    _ = try Command("rm", ["-r", scratch.path])
  }

  @Test func goesOnWhenANameIsMissing() throws {
    let scratch = try sample()
    let missing = scratch.path + "/missing"
    let listing = try WorkTreeInput(paths: [missing, scratch.path + "/a.txt"]).listing()
    #expect(listing.blobs.map(\.path.text) == ["a.txt"])
    #expect(
      listing.coverage.issues == [
        ScanIssue(subject: missing, message: "no such file or directory")
      ])
  }

  @Test func takesEverythingInAPlainFolder() throws {
    let scratch = try Scratch()
    for name in ["b/c", ".gitignore", "x.log", "a"] { try scratch.write(name, "*.log\n") }
    try scratch.link("b/loop", to: "..")
    let listing = try WorkTreeInput(paths: [scratch.path]).listing()
    #expect(
      listing.blobs.map(\.path.text)
        == [".gitignore", "a", "b/c", "x.log"].map { scratch.path + "/" + $0 })
    #expect(listing.coverage.skipped == [.specialFile: 1])
    #expect(listing.repository == nil)
    #expect(try WorkTreeInput(paths: [scratch.path + "/b/c"]).texts().values.first == "*.log\n")
  }

  @Test func readsAFolderThroughANamedLink() throws {
    let scratch = try Scratch()
    try scratch.write("real/file", "text\n")
    try scratch.link("link", to: "real")
    let name = scratch.path + "/link"
    #expect(try WorkTreeInput(paths: [name]).texts() == [name + "/file": "text\n"])
  }

  @Test func keepsTwoRepositoriesApart() throws {
    let scratch = try Scratch()
    for name in ["one", "two"] {
      try scratch.git("init", "-q", name)
      try scratch.write(name + "/file", "\(name)\n")
      try scratch.write(name + "/.gitignore", "*.log\n")
      try scratch.write(name + "/x.log", "x\n")
    }
    let input = WorkTreeInput(paths: [scratch.path + "/two", scratch.path + "/one"])
    let texts = try input.texts()
    #expect(texts[scratch.path + "/one/file"] == "one\n")
    #expect(texts[scratch.path + "/two/file"] == "two\n")
    #expect(texts.count == 4)
  }

  @Test func listsAFileOnceWhenNamesOverlap() throws {
    let scratch = try sample()
    let names = ["src", "src/deep", "src/keep.log"].map { scratch.path + "/" + $0 }
    #expect(
      try WorkTreeInput(paths: names).paths()
        == WorkTreeInput(paths: [scratch.path + "/src"]).paths())
  }

  @Test func doesNotPassOffTheFilesOfABareRepositoryAsItsContents() throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--bare", ".", "bare.git")
    let bare = scratch.path + "/bare.git"
    let issues = try WorkTreeInput(paths: [bare]).listing().coverage.issues
    #expect(issues.count == 1)
    #expect(issues.first?.message.contains("keystrel history \(bare)") == true)
    #expect(try WorkTreeInput(paths: [scratch.path]).listing().coverage.isComplete)
    #expect(try WorkTreeInput(paths: [bare + "/hooks"]).listing().coverage.isComplete)
  }

  @Test func goesOnWithoutADamagedIndex() throws {
    let scratch = try sample()
    try scratch.write(".git/index", "damaged")
    let listing = try WorkTreeInput(paths: [scratch.path]).listing()
    #expect(listing.blobs.contains { $0.path.text == "a.txt" })
    #expect(!listing.blobs.contains { $0.path.text == "x.log" })
    #expect(listing.coverage.issues.count == 1)
    #expect(listing.coverage.issues.first?.message.contains(".git/index") == true)
  }

  @Test func tellsTheRepository() throws {
    let scratch = try sample()
    try scratch.git("remote", "add", "origin", "https://user:word@example.com/a.git")
    let facts = try #require(try WorkTreeInput(paths: [scratch.path]).listing().repository)
    #expect(facts.remoteURL == "https://example.com/a.git")
    #expect(facts.branch == "main")
    #expect(try facts.headCommit == scratch.git("rev-parse", "HEAD"))
  }
}
