import Foundation
import TestSupport
import Testing

/// What one repository says about its findings is not for those of another that is scanned with it.
@Suite struct SeveralRepositoriesTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for (index, name) in ["app", "web"].enumerated() {
      try scratch.write(
        "\(name)/.env", Keystrel.expanded("AZURE_KEY={{azure84 openai 2025-03 #98\(index)}}\n"))
      try scratch.git("init", "-q", "-b", "main", name)
    }
  }

  private func scan(_ options: String...) throws -> Command {
    try Keystrel.run(["scan", "app", "web", "--format", "json"] + options, in: scratch)
  }

  @Test func withoutSettingsTheyAreScannedTogether() throws {
    let report = try Report(scan())
    #expect(report.findings.flatMap { $0.occurrences.map(\.path) } == ["app/.env", "web/.env"])
  }

  @Test(
    arguments: [
      (".keystrel.toml", "fail-on = 'never'\n", "--no-config"),
      (".keystrel-baseline", "# scanned: work tree\n", "--no-baseline"),
      (".gitleaksignore", "a.py:x:1\n", "--no-foreign-suppressions"),
    ], ["app", "web"])
  func whatOneSaysIsNotForTheOther(
    file: (name: String, text: String, option: String), repository: String
  ) throws {
    try scratch.write("\(repository)/\(file.name)", file.text)
    let refused = try scan()
    #expect(refused.status == 2)
    #expect(refused.isOneLine)
    #expect(refused.errorText.contains("\(repository)/\(file.name) is not for the other folders"))
    #expect(refused.errorText.contains(file.option))
    #expect(try Report(scan(file.option)).findings.count == 2)
    #expect(try Keystrel.run("scan", repository, in: scratch).status != 2)
    #expect(try Keystrel.run("scan", repository, "\(repository)/.env", in: scratch).status != 2)
  }

  @Test func whoSweepsThemMayDecideForAll() throws {
    try scratch.write("app/.keystrel.toml", "fail-on = 'never'\n")
    try scratch.write("sweep.keystrel.toml", "[[exclude]]\npaths = ['web/']\nreason = 'old'\n")
    let report = try Report(scan("--config", "sweep.keystrel.toml"))
    #expect(report.findings.count == 2, "what is named is scanned")
    #expect(report.failures == 2)
  }

  @Test func foldersOutsideOfARepositoryAreNoDifferent() throws {
    for name in ["app", "web"] {
      try FileManager.default.removeItem(atPath: scratch.path + "/\(name)/.git")
    }
    #expect(try Report(scan()).findings.count == 2)
    try scratch.write("web/.keystrel.toml", "fail-on = 'never'\n")
    #expect(try scan().errorText.contains("web/.keystrel.toml is not for"))
    // Of one folder the settings hold, whatever is named in it.
    try scratch.write("web/b.txt", "b\n")
    #expect(try Keystrel.run("scan", "web/.env", "web/b.txt", in: scratch).status == 0)
  }
}
