import Foundation
import GitObjects
import TestSupport
import Testing

@Suite struct IgnoreRulesTests {
  private static let paths = [
    "a", "b.txt", "A", "ab", "a.b", "a b", "trail ", "#hash", "!bang", "back\\slash", "[x]", "x",
    "foo/a", "foo/bar/a", "foo/bar/b.txt", "foo/b.txt", "foo.d/c", "bar/foo/a", "bar/foo.d/x",
    "deep/er/est/file.log", "deep/file.log", "file.log", "deep/log", "star*", "é", "deep/a/z/b",
  ]

  private static let files = [
    "a", "A", "/a", "a/", "foo", "foo/", "/foo", "foo/a", "/foo/a", "foo/bar/", "*.txt", "*.t?t",
    "/*.txt", "foo/*", "foo/**", "foo/**/", "**/a", "**/foo", "**/foo/a", "foo/**/a", "deep/**/b",
    "/**/b.txt", "**", "***", "a**b", "deep/**r/est", "**/", "*", "/*", "*/", "?", "[ab]", "[!a]",
    "[^a]*", "[a-c].txt", "[]x]", "[[]x[]]", "[[:alpha:]]", "[[:upper:]]", "[[:digit:][:lower:]]",
    "[[:nope:]]", "[a", "[a-]", "[z-a]", "[\\x]", "\\a", "\\#hash", "#hash", "\\!bang", "!bang",
    "trail ", "trail\\ ", "a b   ", "back\\\\slash", "star\\*", "a\\", "b.txt\r\na\r", "\u{FEFF}a",
    "*\n!a", "*\n!*/\n!*.log", "*.log\n!deep/\n!deep/file.log",
    "foo/*\n!foo/bar\nfoo/bar/*\n!foo/bar/a",
    "/", "//", "!", "\n\n", "   ", "foo//a", "./a", "a/.", "deep/er/../log", "é", "?.txt", "foo?a",
    "foo[/]a", "*/a", "*/*/a", "foo*a", "foo/*/b.txt", "de*p/**/f*e.log", "**/er/**",
    "**/deep/**/b", "****/*",
  ]

  private func decisions(_ scratch: Scratch) throws -> [String] {
    let rules = IgnoreRules(try scratch.location())
    return try Self.paths.filter { path in
      let parts = path.split(separator: "/")
      let folder = rules.folder(Array(parts.dropLast().joined(separator: "/").utf8))
      return try folder.leavesOut(Array((parts.last ?? "").utf8), isFolder: false)
    }
  }

  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    for path in Self.paths { try scratch.write(path, "x") }
    return scratch
  }

  private func expectSame(_ scratch: Scratch, _ comment: Comment? = nil) throws {
    let input = Data(Self.paths.flatMap { Array($0.utf8) + [0] })
    let output = try Command(
      "git", ["check-ignore", "--no-index", "-z", "--stdin"], in: scratch.path,
      environment: Scratch.gitEnvironment, input: input
    ).output
    let theirs = output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    #expect(try decisions(scratch) == theirs, comment)
  }

  @Test func decidesAsGitDoes() throws {
    let scratch = try sample()
    for file in Self.files {
      try scratch.write(".gitignore", file)
      try expectSame(scratch, "\(file.debugDescription)")
    }
  }

  @Test func putsTheNearestRulesFirst() throws {
    let scratch = try sample()
    try scratch.write(".gitignore", "*.txt\n!*.log\n/bar/\n")
    try scratch.write("foo/.gitignore", "!b.txt\n/a\n")
    try scratch.write("foo/bar/.gitignore", "b.txt\n!a\n")
    try scratch.write("bar/.gitignore", "!*\n")
    try scratch.write(".git/info/exclude", "*.log\nx\n!a\n")
    try scratch.write("user", "A\na\n")
    try scratch.git("config", "core.excludesFile", scratch.path + "/user")
    try expectSame(scratch)
  }

  @Test func ignoresCaseWhereTheRepositoryDoes() throws {
    let scratch = try sample()
    try scratch.git("config", "core.ignoreCase", "true")
    for file in ["A", "FOO/", "*.TXT", "[A-B].txt", "FOO/*", "[[:upper:]]", "[Z-A]"] {
      try scratch.write(".gitignore", file)
      try expectSame(scratch, "\(file)")
    }
  }

  @Test func takesLittleTimeForAPatternOfStars() throws {
    let scratch = try sample()
    let stars = String(repeating: "*a", count: 2000)
    try scratch.write(".gitignore", stars + "b\n" + String(repeating: "**/a*", count: 500) + "\n")
    let rules = IgnoreRules(try scratch.location())
    let name = Array(String(repeating: "a", count: 4000).utf8)
    #expect(try !rules.folder([]).leavesOut(name, isFolder: false))
  }
}
