import Foundation
import TestSupport
import Testing

/// A change whose files are tricks on git, on the file system or on the log: nothing is hidden, run, followed or forged.
@Suite struct HostileTreeTests {
  @Test(arguments: [
    "* binary", "* -diff", "* export-ignore", "*.env working-tree-encoding=UTF-16", "* ident",
    "* text eol=crlf", "* filter=evil", "* diff=evil", "* merge=evil", "* linguist-generated",
    "[attr]hidden -diff -text\n* hidden",
  ])
  func attributesHideAndRunNothing(line: String) throws {
    let change = try HostileChange()
    for (name, value) in [
      ("filter.evil.clean", "touch '\(change.trace)'; cat"),
      ("filter.evil.smudge", "touch '\(change.trace)'; cat"),
      ("filter.evil.process", "touch '\(change.trace)'"),
      ("diff.evil.textconv", "touch '\(change.trace)'"),
      ("diff.evil.command", "touch '\(change.trace)'"),
      ("merge.evil.driver", "touch '\(change.trace)'"),
    ] {
      // Set after the commit, so that only what reads the change could run it.
      try change.scratch.write("config-\(name)", value)
    }
    try change.scratch.git("add", ".env")
    try change.scratch.git("commit", "-qm", "Key")
    try change.scratch.write(".gitattributes", line + "\n")
    try change.scratch.git("add", "-f", ".gitattributes")
    try change.scratch.git("commit", "-qm", "Attributes")
    for name in try FileManager.default.contentsOfDirectory(atPath: change.scratch.path)
    where name.hasPrefix("config-") {
      let value = try String(contentsOfFile: change.scratch.path + "/" + name, encoding: .utf8)
      try change.scratch.git("config", String(name.dropFirst("config-".count)), value)
      try FileManager.default.removeItem(atPath: change.scratch.path + "/" + name)
    }
    try change.expectReported()
    for arguments in [["scan"], ["history"], ["diff", "HEAD~1"]] {
      #expect(try Keystrel.run(arguments, in: change.scratch).status == 1)
    }
    #expect(try Keystrel.run("staged", in: change.scratch).status == 0)
    change.expectNothingRan()
  }

  @Test func aLinkOutOfTheTreeIsNotFollowed() throws {
    let change = try HostileChange()
    let outside = try Scratch()
    let other = try Keystrel.expanded("SPEECH_KEY={{azure84 speech 2025-02 #992}}\n")
    let target = try outside.write("secrets/.env", other)
    let links = [("file.env", target), ("folder", outside.path + "/secrets")]
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: change.scratch.path + "/" + name, withDestinationPath: target)
    }
    try change.commit()
    for arguments in [["scan"], ["diff", "main...change"], ["history"]] {
      let result = try Keystrel.run(arguments, in: change.scratch)
      #expect(result.status == 1)
      #expect(result.text.contains("1 finding"), "the one inside: \(arguments)")
    }
  }

  @Test(arguments: [".keystrel.toml", ".keystrel-baseline", ".gitleaksignore"])
  func aLinkInPlaceOfSettingsIsNotFollowed(name: String) throws {
    let outside = try Scratch()
    let target = try outside.write("all", "[rules]\noff = [\"*\"]\n")
    let change = try HostileChange()
    try FileManager.default.createSymbolicLink(
      atPath: change.scratch.path + "/" + name, withDestinationPath: target)
    try change.commit()
    let diff = try change.diff()
    #expect(diff.status == 1)
    let scan = try Keystrel.run("scan", in: change.scratch)
    #expect([1, 2].contains(scan.status), "told, or refused")
    // Of the base as well.
    try change.scratch.git("switch", "-q", "main")
    try change.scratch.git("merge", "-q", "change")
    try change.scratch.git("switch", "-qc", "next")
    try change.scratch.write("b.env", change.keyLine.replacing("OPENAI", with: "AI"))
    try change.commit()
    let next = try Keystrel.run("diff", "main...next", in: change.scratch)
    #expect([1, 2].contains(next.status))
  }

  @Test(arguments: [
    "ext::sh -c touch% TRACE", "file:///etc", "--upload-pack=touch TRACE",
    "ssh://-oProxyCommand=touch TRACE/x",
  ])
  func aSubmoduleRunsNothing(url: String) throws {
    let change = try HostileChange()
    let url = url.replacing("TRACE", with: change.trace)
    try change.scratch.write(
      ".gitmodules",
      "[submodule \"a\"]\n\tpath = a\n\turl = \(url)\n\tupdate = !touch \(change.trace)\n"
        + "[submodule \"../../x\"]\n\tpath = -c\n\turl = \(url)\n")
    let head = try change.scratch.git("rev-parse", "HEAD")
    for path in ["a", "-c"] {
      try change.scratch.git("update-index", "--add", "--cacheinfo", "160000,\(head),\(path)")
    }
    try change.commit()
    try change.expectReported()
    #expect(try Keystrel.run("scan", in: change.scratch).status == 1)
    #expect(try Keystrel.run("history", "--submodules", in: change.scratch).status == 1)
    change.expectNothingRan()
  }

  /// A folder that is a bare repository, with settings that make git run programs: whoever looks into it must not.
  @Test func aRepositoryAmongTheFilesRunsNothingAndHidesNothing() throws {
    let change = try HostileChange()
    let folder = "evil"
    try change.scratch.git("init", "-q", "--bare", folder)
    try change.scratch.write(
      folder + "/config",
      """
      [core]
      \trepositoryformatversion = 0
      \tbare = false
      \tworktree = ..
      \tfsmonitor = touch '\(change.trace)'
      \thooksPath = hooks
      \tsshCommand = touch '\(change.trace)'
      [include]
      \tpath = /etc/passwd
      """)
    for hook in ["pre-commit", "post-index-change", "reference-transaction"] {
      try change.scratch.write(folder + "/hooks/" + hook, "#!/bin/sh\ntouch '\(change.trace)'\n")
      try change.scratch.changeMode(of: folder + "/hooks/" + hook, to: 0o755)
    }
    try change.scratch.write(folder + "/refs/.keep", "")
    try change.scratch.write(folder + "/objects/.keep", "")
    try change.scratch.write(folder + "/key.env", change.keyLine)
    try change.commit()
    try change.expectReported(in: "evil/key.env")
    #expect(try Keystrel.run("scan", in: change.scratch).text.contains("evil/key.env:1"))
    for arguments in [["scan"], ["staged"], ["history"], ["diff", "HEAD"]] {
      let script = #"cd evil && "$0" "$@""#
      _ = try Keystrel.run(through: ["sh", "-c", script], arguments, in: change.scratch)
    }
    change.expectNothingRan()
  }

  /// A gigabyte for a binary that is optimised; else a file that is larger than the memory it may take, too.
  private static let largeFile: UInt64 =
    ProcessInfo.processInfo.environment["KEYSTREL_BINARY"] == nil ? 160 << 20 : 1 << 30

  /// Most of it is a hole.
  @Test func aLargeFileIsReadInParts() throws {
    let change = try HostileChange()
    let path = change.scratch.path + "/large.txt"
    try change.scratch.write("large.txt", "")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: Self.largeFile)
    try file.seekToEnd()
    try file.write(contentsOf: Data(("\n" + change.keyLine.replacing("OPENAI", with: "AI")).utf8))
    try file.close()
    let script = #"ulimit -v 500000; "$0" "$@""#
    let start = ContinuousClock.now
    let result = try Keystrel.run(
      through: ["sh", "-c", script], ["scan", "--jobs", "1", "--no-progress"], in: change.scratch)
    #expect(result.status == 1)
    #expect(result.text.contains("large.txt:2:"))
    #expect(result.text.contains("2 places") || result.text.contains(".env:1:"))
    #expect(ContinuousClock.now - start < .seconds(120))
  }
}
