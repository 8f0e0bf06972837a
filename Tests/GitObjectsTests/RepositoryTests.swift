import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct RepositoryTests {
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main", "repo")
    try scratch.write("repo/sub/file", "text\n")
    try scratch.git("-C", "repo", "add", "-A")
    try scratch.git("-C", "repo", "commit", "-q", "-m", "one")
    return scratch
  }

  private func open(_ path: String, _ environment: GitEnvironment = GitEnvironment()) throws
    -> Repository
  {
    try Repository(#require(try RepositoryLocation.find(from: path, environment: environment)))
  }

  @Test(arguments: ["repo", "repo/sub", "repo/.git", "repo/.git/objects"])
  func findsTheRepositoryAboveAFolder(_ folder: String) throws {
    let scratch = try sample()
    let repository = try open(scratch.path + "/" + folder)
    let head = try scratch.git("-C", "repo", "rev-parse", "HEAD")
    #expect(try repository.headCommit()?.description == head)
    #expect(try repository.branch() == "main")
  }

  @Test func findsNothingOutsideOfARepository() throws {
    let scratch = try Scratch()
    #expect(try RepositoryLocation.find(from: scratch.path) == nil)
  }

  @Test func opensABareRepository() throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--bare", "repo", "bare.git")
    let repository = try open(scratch.path + "/bare.git")
    #expect(repository.location.workTree == nil)
    #expect(try repository.branch() == "main")
  }

  @Test func opensALinkedWorkTree() throws {
    let scratch = try sample()
    try scratch.git("-C", "repo", "worktree", "add", "-q", "-b", "side", "../linked")
    try scratch.write("linked/more", "more\n")
    try scratch.git("-C", "linked", "add", "-A")
    let repository = try open(scratch.path + "/linked/sub")
    #expect(repository.location.workTree == scratch.path + "/linked")
    #expect(try repository.branch() == "side")
    let index = try repository.location.readIndex()
    #expect(try repository.stagedChanges(of: index).added.map(\.path) == [Array("more".utf8)])
    // The hook of a linked work tree gets its repository in GIT_DIR.
    let hook = GitEnvironment(
      gitDirectory: repository.location.gitDirectory, workTree: scratch.path + "/linked")
    #expect(try open("/", hook).branch() == "side")
  }

  /// libgit2 would wait for somebody to write into it.
  @Test(arguments: [
    "HEAD", "config", "refs/heads/main", "packed-refs", "objects/info/alternates",
    "objects/info/commit-graph", "objects/pack/pack-1.idx",
  ])
  func opensNoPipeInThePlaceOfAFile(_ name: String) throws {
    let scratch = try sample()
    let path = scratch.path + "/repo/.git/" + name
    try? FileManager.default.removeItem(atPath: path)
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: GitError.self) { try open(scratch.path + "/repo") }
    #expect(error?.description.contains("not a regular file") == true)
  }

  @Test func takesAPipeInThePlaceOfAnObjectForMissing() throws {
    let scratch = try sample()
    let id = try scratch.git("-C", "repo", "rev-parse", "HEAD:sub/file")
    let path = scratch.path + "/repo/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try FileManager.default.removeItem(atPath: path)
    #expect(mkfifo(path, 0o600) == 0)
    let store = try ObjectStore(open(scratch.path + "/repo").location)
    #expect(!store.contains(try #require(ObjectID(hexadecimal: Array(id.utf8)))))
  }

  @Test func opensASubmodule() throws {
    let scratch = try sample()
    try scratch.git("init", "-q", "outer")
    try scratch.git(
      "-C", "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
      scratch.path + "/repo", "module")
    let repository = try open(scratch.path + "/outer/module/sub")
    #expect(repository.location.workTree == scratch.path + "/outer/module")
  }

  @Test func readsTheObjectsOfAnAlternate() throws {
    let scratch = try sample()
    try scratch.git("clone", "-q", "--shared", "repo", "shared")
    let repository = try open(scratch.path + "/shared")
    let blob = try id(scratch.git("-C", "repo", "rev-parse", "HEAD:sub/file"))
    #expect(try repository.withBlob(blob) { $0.count } == 5)
    #expect(try repository.allObjects().found.count { $0.kind == .blob } == 1)
  }

  @Test func readsAPushThatIsNotYetAccepted() throws {
    let scratch = try sample()
    try scratch.git("init", "-q", "--bare", "receiver.git")
    let quarantine = scratch.path + "/repo/.git/objects"
    let repository = try open(
      scratch.path + "/receiver.git", GitEnvironment(objectDirectories: [quarantine]))
    let blob = try id(scratch.git("-C", "repo", "rev-parse", "HEAD:sub/file"))
    #expect(repository.contains(blob))
  }

  @Test func refusesSHA256InOneLine() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q", "--object-format=sha256")
    try scratch.write("file", "text\n")
    try scratch.git("add", "-A")
    let error = try #require(throws: GitError.self) { try scratch.repository() }
    #expect(error.code == .unsupported)
    #expect(error.description.contains("SHA-256"))
    #expect(throws: error) { try scratch.location().readIndex() }
  }

  @Test(arguments: ["partialClone", "worktreeConfig", "preciousObjects"])
  func readsARepositoryWithAHarmlessExtension(_ name: String) throws {
    let scratch = try sample()
    try scratch.git("-C", "repo", "config", "core.repositoryFormatVersion", "1")
    try scratch.git("-C", "repo", "config", "extensions." + name, "true")
    #expect(try open(scratch.path + "/repo").headCommit() != nil)
  }

  @Test func listsEveryReference() throws {
    let scratch = try sample()
    let repo = scratch.path + "/repo"
    try scratch.git("-C", repo, "tag", "-a", "-m", "v1", "v1")
    try scratch.git("-C", repo, "notes", "add", "-m", "note")
    try scratch.write("repo/sub/file", "stashed\n")
    try scratch.git("-C", repo, "stash", "-q")
    try scratch.git("-C", repo, "update-ref", "refs/remotes/origin/main", "HEAD")
    try scratch.git(
      "-C", repo, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    try scratch.git("-C", repo, "pack-refs", "--all")
    let theirs = try scratch.git("-C", repo, "for-each-ref", "--format=%(refname) %(objectname)")
    let references = try open(repo).references()
    #expect(
      references.found.map { "\($0.name) \($0.target)" }
        == theirs.split(separator: "\n").map(String.init))
    #expect(references.broken.isEmpty)
    let tag = try #require(references.found.first { $0.name == "refs/tags/v1" })
    let head = try id(scratch.git("-C", repo, "rev-parse", "HEAD"))
    #expect(try open(repo).peeledCommit(tag.target) == head)
  }

  @Test(arguments: [
    ("https://user:word@example.com/a/b.git", "https://example.com/a/b.git"),
    ("https://example.com/a@b", "https://example.com/a@b"),
    ("https://token@example.com:8443/a", "https://example.com:8443/a"),
    ("git@example.com:a/b.git", "ssh://example.com/a/b.git"),
    ("/srv/a.git", "/srv/a.git"),
  ])
  func showsTheRemoteWithoutItsUser(_ url: String, _ shown: String) throws {
    let scratch = try sample()
    try scratch.git("-C", "repo", "config", "remote.origin.url", url)
    #expect(try open(scratch.path + "/repo").remoteURL() == shown)
  }

  @Test func tellsWhatIsMissing() throws {
    let scratch = try sample()
    let repository = try open(scratch.path + "/repo")
    let missing = try id(String(repeating: "ab", count: 20))
    let error = try #require(throws: GitError.self) { try repository.withBlob(missing) { _ in } }
    #expect(error.code == .notFound)
    #expect(error.description.contains(missing.description))
    #expect(throws: GitError.self) { try repository.commit(named: "no/such") }
  }

  @Test(arguments: [
    ("a\nb\nc\n", "a\nb\nc\n", [ClosedRange<Int>]()),
    ("a\nb\nc\n", "a\nx\nc\ny\n", [2...2, 4...4]),
    ("a\nb\n", "a\n", []),
    ("", "a\nb", [1...2]),
    ("a\u{0}\n", "a\u{0}\nb\u{0}\n", [2...2]),
  ])
  func tellsTheAddedLines(_ old: String, _ new: String, _ added: [ClosedRange<Int>]) throws {
    let scratch = try sample()
    let ids = try [old, new].map { text in
      try id(scratch.git("-C", "repo", "hash-object", "-w", "--stdin", input: Data(text.utf8)))
    }
    #expect(try open(scratch.path + "/repo").addedLines(of: ids[1], since: ids[0]) == added)
  }
}
