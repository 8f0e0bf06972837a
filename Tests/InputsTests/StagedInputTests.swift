import Foundation
import GitObjects
import Inputs
import ScanModel
import TestSupport
import Testing

@Suite struct StagedInputTests {
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    for name in ["a", "src/b", "src/c"] { try scratch.write(name, "one\ntwo \(name)\nthree\n") }
    try scratch.commitAll()
    return scratch
  }

  private func input(_ scratch: Scratch, files: [String] = []) -> StagedInput {
    StagedInput(
      files: files.map { scratch.path + "/" + $0 }, folder: scratch.path,
      environment: GitEnvironment())
  }

  @Test func readsTheIndexAndNotTheWorkTree() throws {
    let scratch = try sample()
    try scratch.write("src/b", "staged\n")
    try scratch.git("add", "-A")
    try scratch.write("src/b", "later\n")
    #expect(try input(scratch).texts() == ["src/b": "staged\n"])
  }

  @Test func tellsTheAddedLines() throws {
    let scratch = try sample()
    try scratch.write("src/b", "zero\none\nTWO\nthree\n")
    try scratch.write("src/new", "one\n")
    try scratch.git("mv", "src/c", "moved")
    try scratch.git("update-index", "--chmod=+x", "a")
    try scratch.git("add", "src")
    #expect(
      try input(scratch).addedLines() == [
        "a": [], "moved": [], "src/b": [1...1, 3...3], "src/new": [0...0],
      ])
  }

  @Test func takesAllLinesOfARenamedFileThatChanged() throws {
    let scratch = try sample()
    try scratch.git("mv", "src/c", "moved")
    try scratch.write("moved", "one\ntwo src/c\nthree\nfour\n")
    try scratch.git("add", "-A")
    #expect(try input(scratch).addedLines() == ["moved": [0...0]])
  }

  @Test func listsAContentOnceWithAllItsPlaces() throws {
    let scratch = try sample()
    try scratch.write("x/one", "same\n")
    try scratch.write("x/two", "same\n")
    try scratch.git("add", "-A")
    let blobs = try input(scratch).listing().blobs
    #expect(blobs.map(\.path.text) == ["x/one"])
    let id = try #require(blobs.first?.id)
    let places = try input(scratch).places(of: [id], jobs: 1)
    #expect(places.byBlob[id]?.map(\.path.text) == ["x/one", "x/two"])
    #expect(places.byBlob[id]?.map(\.origin) == [.index, .index])
  }

  @Test func keepsToTheFilesNamed() throws {
    let scratch = try sample()
    for name in ["a", "src/b", "src/c"] { try scratch.write(name, "changed \(name)\n") }
    try scratch.git("add", "-A")
    #expect(try input(scratch, files: ["src/b"]).paths() == ["src/b"])
    #expect(try input(scratch, files: ["src"]).paths() == ["src/b", "src/c"])
    #expect(try input(scratch, files: ["."]).paths() == ["a", "src/b", "src/c"])
  }

  @Test func scansTheFilesNamedWhenNoneIsStaged() throws {
    let scratch = try sample()
    try scratch.write("src/b", "not staged\n")
    #expect(try input(scratch, files: ["src/b", "a"]).texts()["src/b"] == "not staged\n")
    #expect(try input(scratch, files: ["src/b", "a"]).paths() == ["a", "src/b"])
    #expect(try input(scratch).paths().isEmpty)
  }

  @Test func scansNothingWhenTheFileNamedIsDeleted() throws {
    let scratch = try sample()
    try scratch.git("rm", "-q", "-r", "src")
    #expect(try input(scratch, files: ["src/b"]).listing().coverage.issues.isEmpty)
  }

  @Test func leavesSubmodulesOut() throws {
    let scratch = try sample()
    try scratch.git(
      "update-index", "--add", "--cacheinfo",
      "160000,4b825dc642cb6eb9a060e54bf8d69288fbee4904,module")
    let listing = try input(scratch).listing()
    #expect(listing.blobs.isEmpty)
    #expect(listing.coverage.skipped == [.submodule: 1])
  }

  @Test func readsTheIndexOfAPartialCommit() throws {
    let scratch = try sample()
    try scratch.write("a", "changed a\n")
    try scratch.write("src/b", "changed b\n")
    try scratch.git("add", "src/b")
    let seen = scratch.path + "/seen"
    try scratch.write(
      ".git/hooks/pre-commit",
      "#!/bin/sh\ncp \"$GIT_INDEX_FILE\" \(seen)\nenv | grep ^GIT_ > \(seen).env\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: scratch.path + "/.git/hooks/pre-commit")
    try scratch.git("commit", "-q", "-m", "only a", "a")
    try scratch.git("reset", "-q", "--soft", "HEAD~1")
    let input = StagedInput(
      folder: scratch.path, environment: GitEnvironment(indexFile: seen))
    #expect(try input.texts() == ["a": "changed a\n"])
  }

  @Test func failsInOneLineOutsideOfARepository() throws {
    let scratch = try Scratch()
    let error = try #require(throws: GitError.self) { try input(scratch).listing() }
    #expect(error.description.contains("no git repository"))
    #expect(!error.description.contains("\n"))
  }
}
