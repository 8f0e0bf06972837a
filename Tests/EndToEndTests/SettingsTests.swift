import Foundation
import TestSupport
import Testing

/// What `.keystrel.toml`, the environment and flags do to a scan of the work tree.
@Suite struct SettingsTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.git("init", "-q", "-b", "main")
    try scratch.write("src/.env", try Self.leak(1))
    try scratch.write("vendor/.env", try Self.leak(2))
  }

  private static func leak(_ number: Int) throws -> String {
    try Keystrel.expanded("AZURE_OPENAI_API_KEY={{azure84 openai 2025-03 #97\(number)}}\n")
  }

  private func settings(_ text: String) throws {
    try scratch.write(".keystrel.toml", text)
  }

  private func paths(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> [String] {
    let result = try Keystrel.run(
      arguments + ["--format", "json"], in: scratch, environment: environment)
    let report = try JSONDecoder().decode(Report.self, from: result.output)
    return report.findings.flatMap { $0.occurrences.map(\.path) }
  }

  @Test func anExcludedPathIsCountedWithItsReason() throws {
    try settings("[[exclude]]\npaths = ['vendor/**']\nreason = 'third-party'\n")
    #expect(try paths("scan") == ["src/.env"])
    let text = try Keystrel.run("scan", in: scratch).text.replacing("\n", with: " ")
    #expect(text.contains("skipped 1 excluded path"))
    #expect(text.contains("note: excluded vendor/** (third-party): 1 file not read"))
  }

  @Test func whatIsNamedIsScannedThoughExcluded() throws {
    try settings("[[exclude]]\npaths = ['vendor/**']\nreason = 'third-party'\n")
    #expect(try paths("scan", "vendor/.env") == ["vendor/.env"])
    #expect(try paths("scan", "vendor") == ["vendor/.env"])
    // A hook names what is staged: the settings hold for that.
    try scratch.git("add", "-A")
    #expect(try paths("staged", "vendor/.env", "src/.env") == ["src/.env"])
  }

  @Test func exclusionsHoldFromAnyFolderAndInHistories() throws {
    try settings("[[exclude]]\npaths = ['vendor/**']\nreason = 'third-party'\n")
    let result = try Command(
      Keystrel.binary, ["scan", ".", "--format", "json"], in: scratch.path + "/vendor",
      environment: Scratch.gitEnvironment)
    // The folder is excluded as a whole, and named.
    #expect(result.status == 1)
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "First")
    #expect(try paths("history") == ["src/.env"])
    let bare = try Scratch()
    try bare.git("clone", "-q", "--bare", scratch.path, ".")
    let history = try Keystrel.run("history", ".", "--format", "json", in: bare)
    let report = try JSONDecoder().decode(Report.self, from: history.output)
    #expect(report.findings.flatMap { $0.occurrences.map(\.path) } == ["src/.env"])
    #expect(history.text.contains("excluded vendor/** (third-party)"))
  }

  @Test func archivesInExcludedFoldersAreNotOpened() throws {
    try settings("[[exclude]]\npaths = ['vendor/**']\nreason = 'third-party'\n")
    _ = try Command(
      "python3",
      ["-c", "import zipfile; zipfile.ZipFile('vendor/a.zip', 'w').write('vendor/.env', '.env')"],
      in: scratch.path)
    try FileManager.default.removeItem(atPath: scratch.path + "/vendor/.env")
    #expect(try paths("scan") == ["src/.env"])
    #expect(try paths("scan", "--no-config").contains("vendor/a.zip!/.env"))
    try settings("archives = false\n")
    #expect(!(try paths("scan").contains("vendor/a.zip!/.env")))
    #expect(try paths("scan", "--archives").contains("vendor/a.zip!/.env"))
  }

  @Test func aFolderOutsideOfRepositoriesHasItsOwn() throws {
    let folder = try Scratch()
    try folder.write("app/src/.env", try Self.leak(1))
    try folder.write("app/vendor/.env", try Self.leak(2))
    try folder.write("app/.keystrel.toml", "[[exclude]]\npaths = ['/vendor/']\nreason = 'r'\n")
    let result = try Keystrel.run("scan", "app", "--format", "json", in: folder)
    let report = try JSONDecoder().decode(Report.self, from: result.output)
    #expect(report.findings.flatMap { $0.occurrences.map(\.path) } == ["app/src/.env"])
  }

  @Test func theFlagWinsOverTheVariableAndThatOverTheFile() throws {
    try settings("fail-on = 'never'\n")
    func status(_ arguments: String..., variable: String = "") throws -> Int32 {
      try Keystrel.run(
        ["scan"] + arguments, in: scratch, environment: ["KEYSTREL_FAIL_ON": variable]
      ).status
    }
    #expect(try status() == 0)
    #expect(try status(variable: "low") == 1)
    #expect(try status("--fail-on", "never", variable: "low") == 0)
    #expect(try status("--no-config") == 1)
  }

  @Test(arguments: [
    ("KEYSTREL_FAIL_ON", "hihg"), ("KEYSTREL_SHOW", "all"), ("KEYSTREL_JOBS", "0"),
    ("KEYSTREL_FORMAT", "xml"), ("KEYSTREL_POSTURE", "yes please"),
    ("KEYSTREL_ARCHIVES", "2"),
  ])
  func aVariableThatMeansNothingIsWrongUsage(name: String, value: String) throws {
    let result = try Keystrel.run("scan", in: scratch, environment: [name: value])
    #expect(result.status == 64)
    #expect(result.errorText.contains("\(name) cannot be '\(value)'; possible: "))
  }

  @Test func aVariableThatNobodyReadsIsToldOf() throws {
    let result = try Keystrel.run("scan", in: scratch, environment: ["KEYSTREL_FIAL_ON": "low"])
    #expect(result.status == 1)
    #expect(
      result.errorText
        == "keystrel: the environment variable KEYSTREL_FIAL_ON means nothing, did you mean 'KEYSTREL_FAIL_ON'\n"
    )
  }

  @Test func aMistakeEndsTheScanWithItsPlace() throws {
    try settings("\n[[exclude]]\npaths = ['vendor/**']\n")
    for command in [["scan"], ["staged"], ["history"]] {
      let result = try Keystrel.run(command, in: scratch)
      #expect(result.status == 2)
      #expect(result.errorText == "keystrel: .keystrel.toml:2:1: the exclusion has no reason\n")
    }
  }

  @Test func linksOutOfTheTreeAreNotFollowed() throws {
    let outside = try Scratch()
    try outside.write("all.toml", "fail-on = 'never'\n")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/.keystrel.toml", withDestinationPath: outside.path + "/all.toml")
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains(".keystrel.toml: cannot be read: a symbolic link"))
  }

  @Test func ruleFilesOfTheSettingsAreRead() throws {
    try settings("[rules]\nfiles = ['ci/rules.toml']\noff = ['azure-*']\n")
    #expect(try Keystrel.run("scan", in: scratch).errorText.contains("there is no rule file"))
    try scratch.write(
      "ci/rules.toml",
      "[extend]\npath = 'ci/more.toml'\n[[rules]]\nid = 'contoso'\nregex = 'contoso-[0-9]{8}'\n")
    try scratch.write("ci/more.toml", "title = 'More'\n")
    try scratch.write("src/a.txt", "key = contoso-12345678\n")
    #expect(try paths("scan") == ["src/a.txt"])
    try scratch.write("ci/rules.toml", "[extend]\npath = '/etc/passwd'\n")
    let result = try Keystrel.run("scan", in: scratch)
    #expect(result.status == 2)
    #expect(result.errorText.contains("/etc/passwd: is no file of the repository"))
  }

  @Test func levelsAndOwnersAreThoseOfTheSettings() throws {
    let rule = try JSONDecoder().decode(
      Report.self, from: Keystrel.run("scan", "--format", "json", in: scratch).output
    ).findings[0].rule
    try settings(
      """
      [levels.\(rule)]
      confidence = "low"
      severity = "low"
      [[owners]]
      paths = ["src/"]
      names = ["@contoso/src"]
      """)
    #expect(try Keystrel.run("scan", in: scratch).status == 0)
    let text = try Keystrel.run("scan", "--show", "low", in: scratch).text
    #expect(text.contains("low confidence"))
    #expect(text.contains("owner     @contoso/src"))
  }

  @Test func settingsThatTheUserNamesTakeThePlaceOfTheRepositorys() throws {
    try settings("fail-on = 'never'\n")
    try scratch.write("ci/strict.toml", "fail-on = 'low'\n[rules]\nfiles = ['rules.toml']\n")
    try scratch.write("ci/rules.toml", "[[rules]]\nid = 'contoso'\nregex = 'contoso-[0-9]{8}'\n")
    #expect(try Keystrel.run("scan", "--config", "ci/strict.toml", in: scratch).status == 1)
    let variable = ["KEYSTREL_CONFIG": "ci/strict.toml"]
    #expect(try Keystrel.run("scan", in: scratch, environment: variable).status == 1)
    // A file of rules is added, and the repository's settings stay.
    #expect(try Keystrel.run("scan", "--config", "ci/rules.toml", in: scratch).status == 0)
    #expect(
      try Keystrel.run("scan", "--no-config", "--config", "x", in: scratch).status == 64)
  }
}
