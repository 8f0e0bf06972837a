import Foundation
import TestSupport
import Testing

/// What a report tells of the history of a secret.
@Suite struct HistoryFactTests {
  private struct History: Decodable {
    let findings: [Finding]

    struct Finding: Decodable {
      let history: Facts?
    }

    struct Facts: Decodable {
      let first: Commit?
      let lastRemoval: Commit?
      let refs: Refs
      let reachable: Bool
      let paths: [Path]
    }

    struct Commit: Decodable {
      let id: String
      let reachable: Bool
    }

    struct Commits: Decodable {
      let commits: [Commit]
      let count: Int
    }

    struct Refs: Decodable {
      let names: [String]
      let count: Int
    }

    struct Path: Decodable {
      let path: String
      let blob: String
      let introduced: Commits
      let removed: Commits
      let others: Commits
      let refs: Refs
    }
  }

  private func history(_ scratch: Scratch) throws -> History {
    let result = try Keystrel.run("history", "--format", "json", in: scratch)
    return try JSONDecoder().decode(History.self, from: result.output)
  }

  /// The text report without its line breaks.
  private func text(_ scratch: Scratch) throws -> String {
    try Keystrel.run("history", in: scratch).text.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  /// Every content with a planted key against what git lists for it.
  @Test func commitsAreThoseThatGitLists() throws {
    let sample = try SampleRepository.make()
    let paths = try history(sample).findings.flatMap { $0.history?.paths ?? [] }
    let blobs = Set(paths.map(\.blob))
    #expect(blobs.count >= 8)
    for blob in blobs {
      let ours = paths.filter { $0.blob == blob }.flatMap {
        $0.introduced.commits + $0.removed.commits + $0.others.commits
      }
      let theirs = try sample.git("log", "--all", "-m", "--format=%H", "--find-object=\(blob)")
      #expect(
        Set(ours.filter(\.reachable).map(\.id))
          == Set(theirs.split(separator: "\n").map(String.init)))
    }
  }

  @Test func tellsWhenItCameAndWent() throws {
    let scratch = try Scratch()
    try scratch.begin()
    try scratch.commit("conf/.env", Scratch.leak(0))
    let first = try scratch.git("rev-parse", "HEAD")
    try scratch.commit("conf/.env", Scratch.leak(0) + "MORE=1\n")
    try scratch.git("branch", "release/1")
    try scratch.git("tag", "-am", "tag", "v1")
    try scratch.commit("conf/.env", "AZURE_OPENAI_API_KEY=\n")
    let removal = try scratch.git("rev-parse", "HEAD")
    let facts = try #require(try history(scratch).findings.first?.history)
    #expect(facts.first?.id == first)
    #expect(facts.lastRemoval?.id == removal)
    #expect(facts.refs.names == ["refs/heads/release/1", "refs/tags/v1"])
    #expect(facts.reachable)
    #expect(facts.paths.map(\.path) == ["conf/.env", "conf/.env"])
    #expect(facts.paths.map(\.refs.count) == [2, 0])
    #expect(
      try text(scratch).contains(
        "history   2 versions of the file, introduced 2025-06-15 by Ann Author in "
          + "\(first.prefix(10)), removed 2025-06-15 by Ann Author in \(removal.prefix(10)); "
          + "still in release/1 and v1"))
  }

  @Test func tellsOfWhatNoRefReaches() throws {
    let scratch = try Scratch()
    try scratch.begin()
    try scratch.commit(".env", Scratch.leak(0))
    let lost = try scratch.git("rev-parse", "HEAD")
    try scratch.git("reset", "-q", "--hard", "HEAD~1")
    let facts = try #require(try history(scratch).findings.first?.history)
    #expect(facts.first?.id == lost)
    #expect(facts.first?.reachable == false)
    #expect(!facts.reachable)
    #expect(facts.refs.count == 0)
    #expect(try text(scratch).contains("no ref leads to it"))
  }

  @Test func namesTheTagOnABlob() throws {
    let scratch = try Scratch()
    try scratch.begin()
    try scratch.git("tag", "key", try scratch.object("blob", Scratch.leak(0)))
    let facts = try #require(try history(scratch).findings.first?.history)
    #expect(facts.refs.names == ["refs/tags/key"])
    #expect(facts.first == nil)
    #expect(try text(scratch).contains("named by key"))
  }

  /// The file is read once for its content, and once for its place in each repository.
  @Test func submodulesHaveTheirOwnHistory() throws {
    let scratch = try Scratch()
    try scratch.begin("inner")
    try scratch.commit(".env", Scratch.leak(0), in: "inner")
    try scratch.begin("outer")
    try scratch.git(
      "-C", "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
      scratch.path + "/inner", "libs/inner")
    try scratch.git("-C", "outer", "commit", "-qm", "module")
    let result = try Keystrel.run(
      "history", "outer", "--submodules", "--format", "json", in: scratch)
    let history = try JSONDecoder().decode(History.self, from: result.output)
    let facts = try #require(history.findings.first?.history)
    #expect(facts.paths.map(\.path) == ["libs/inner/.env"])
    #expect(facts.refs.names.contains("refs/heads/main"))
  }
}
