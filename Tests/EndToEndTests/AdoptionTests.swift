import Foundation
import TestSupport
import Testing

/// A team with old keys takes keystrel in, and the next day somebody opens a merge request.
@Suite struct AdoptionTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try replaceFiles(with: "before")
    try commit("What has grown over the years")
  }

  /// Makes the work tree what a file of the fixture says.
  private func replaceFiles(with name: String) throws {
    let path = Keystrel.root + "/fixtures/adoption/\(name).txt"
    let fixture = try Keystrel.expanded(String(contentsOfFile: path, encoding: .utf8))
    for file in try scratch.git("ls-files").split(separator: "\n")
    where !file.hasPrefix(".keystrel") && file != ".gitattributes" {
      try FileManager.default.removeItem(atPath: scratch.path + "/" + file)
    }
    for file in fixture.split(separator: "@@ ") {
      let parts = file.split(separator: "\n", maxSplits: 1)
      try scratch.write(String(parts[0]), String(parts[1]))
    }
  }

  private func commit(_ message: String) throws {
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", message)
  }

  private func run(_ arguments: String...) throws -> Command {
    try Keystrel.run(arguments, in: scratch)
  }

  @Test func `of 41 keys in a merge request the one that is new fails it`() throws {
    let first = try Report(run("scan", "--format", "json"))
    #expect(first.failures == 40)
    let created = try run("baseline", "create")
    #expect(created.status == 0)
    #expect(created.text.contains("wrote .keystrel-baseline: 40 keys known now"))
    try commit("Adopt keystrel")
    #expect(try run("scan").status == 0)
    #expect(try run("diff", "HEAD").status == 0)

    try scratch.git("checkout", "-qb", "feature")
    try replaceFiles(with: "after")
    try commit("Rework everything")
    let result = try run("diff", "main...HEAD", "--format", "json")
    #expect(result.status == 1)
    let report = try Report(result)
    let new = report.findings.filter { $0.baseline == "new" }
    #expect(report.failures == 1)
    #expect(new.map { $0.occurrences.map(\.path) } == [["service/main.py"]])
    #expect(report.findings.filter { $0.baseline == "unchanged" }.count == 40)
    #expect(report.triage?.absent == [])

    let text = try run("diff", "main...HEAD").text
    #expect(text.contains("1 open finding"))
    #expect(text.contains("40 known in the baseline"))
    #expect(text.contains("note: known key, new place: "))
    #expect(
      try Report(run("diff", "main...HEAD", "--fail-on-known", "--format", "json")).failures == 41)
  }

  @Test func `the change cannot put its key into the baseline that judges it`() throws {
    #expect(try run("baseline", "create").status == 0)
    try commit("Adopt keystrel")
    try scratch.git("checkout", "-qb", "feature")
    try replaceFiles(with: "after")
    let updated = try run("baseline", "update")
    #expect(updated.status == 0)
    #expect(updated.text.contains("1 key added, 41 known now"))
    try commit("Approve my own key")
    #expect(try run("diff", "main...HEAD").status == 1)
    #expect(try run("scan").status == 0)
  }

  @Test func `what is gone is told, and pruned`() throws {
    #expect(try run("baseline", "create").status == 0)
    try FileManager.default.removeItem(atPath: scratch.path + "/.env")
    #expect(try run("scan").text.contains("6 entries of the baseline are not found any more"))
    // Less than everything tells nothing.
    for options in [["src"], ["--no-archives"], ["--no-baseline"]] {
      let less = try Keystrel.run(["scan"] + options, in: scratch)
      #expect(!less.text.contains("not found any more"))
    }
    let shown = try run("baseline", "show")
    #expect(shown.status == 0)
    #expect(shown.text.split(separator: "\n").count { $0.hasSuffix("  gone") } == 6)
    #expect(shown.text.contains("40 keys known, 34 of them found in the work tree"))
    let pruned = try run("baseline", "prune")
    #expect(pruned.text.contains("6 keys removed, 34 known still"))
    #expect(try run("scan").status == 0)
    #expect(try !run("scan").text.contains("not found any more"))
  }

  @Test func `a baseline of the history knows what no file holds any more`() throws {
    try FileManager.default.removeItem(atPath: scratch.path + "/.env")
    try commit("Take the keys out")
    #expect(try run("baseline", "create", "--history").text.contains("40 keys known now"))
    try commit("Adopt keystrel")
    #expect(try run("history").status == 0)
    #expect(try !run("scan").text.contains("not found any more"))
    let pruned = try run("baseline", "prune")
    #expect(pruned.status == 2)
    #expect(pruned.errorText.contains("prune it with --history"))
    #expect(try run("baseline", "prune", "--history").text.contains("0 keys removed"))
    #expect(
      try run("baseline", "show", "--history").text.contains("40 of them found in the history"))
  }

  @Test func `nothing is overwritten or taken for what it is not`() throws {
    #expect(try run("baseline", "update").errorText.contains("keystrel baseline create"))
    #expect(try run("baseline", "create", "--no-gitattributes").status == 0)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/.gitattributes"))
    let again = try run("baseline", "create")
    #expect(again.status == 2)
    #expect(again.errorText.contains("is there already"))
    try scratch.write(".keystrel-baseline", "nonsense\n")
    let scan = try run("scan")
    #expect(scan.status == 2)
    #expect(
      scan.errorText
        == "keystrel: .keystrel-baseline:1: not a fingerprint of 64 hexadecimal digits in lower case\n"
    )
    #expect(try run("scan", "--no-baseline").status == 1)
  }

  @Test func `an organisation's key belongs to its baseline`() throws {
    let variable = "KEYSTREL_FINGERPRINT_KEY"
    let key = [variable: "the key of this company"]
    #expect(try Keystrel.run("baseline", "create", in: scratch, environment: key).status == 0)
    #expect(try Keystrel.run("scan", in: scratch, environment: key).status == 0)
    let without = try run("scan")
    #expect(without.status == 2)
    #expect(without.errorText.contains("set \(variable) to it"))
    let short = try Keystrel.run("scan", in: scratch, environment: [variable: "short"])
    #expect(short.errorText.contains("too short to be a key"))
    let report = try Report(
      Keystrel.run("scan", "--format", "json", in: scratch, environment: key))
    let plain = try Report(run("scan", "--no-baseline", "--format", "json"))
    #expect(
      Set(report.findings.map(\.secret.fingerprint))
        .isDisjoint(with: plain.findings.map(\.secret.fingerprint)))
  }
}
