import Rules
import ScanModel
import Testing

@testable import Triage

@Suite struct SettingsTests {
  static let everything = """
    fail-on = "high"
    show = "low"
    posture = true
    archives = false
    baseline = "ci/known"
    fingerprint-key-variable = "CONTOSO_KEY"
    foreign-suppressions = ["gitleaks"]

    [rules]
    files = ["ci/rules.toml", "./ci/more.toml"]
    off = ["azure-storage-*"]
    on = ["azure-storage-sas"]

    [levels.azure-ai-key]
    severity = "critical"
    confidence = "low"

    [[exclude]]
    paths = ["vendor/**", "!vendor/ours/**"]
    reason = "third-party code"

    [[suppress]]
    fingerprint = "0123456789AB"
    rule = "azure-ai-key"
    paths = ["tests/**"]
    reason = "made up"
    owner = "@contoso/ai"
    until = 2027-01-31

    [[owners]]
    paths = ["*"]
    names = ["@contoso/all"]

    [[owners]]
    paths = ["docs/"]
    names = []
    """

  private func settings(_ text: String) throws(RuleFileError) -> Settings {
    try Settings(RuleFile(name: ".keystrel.toml", text: text))
  }

  @Test func readsEverything() throws {
    let settings = try settings(Self.everything)
    #expect(settings.failOn?.value == .from(.high))
    #expect(settings.failOn?.position?.line == 1)
    #expect(settings.show?.value == .low)
    #expect(settings.posture?.value == true)
    #expect(settings.archives?.value == false)
    #expect(settings.baseline?.value == "ci/known")
    #expect(settings.keyVariable == "CONTOSO_KEY")
    #expect(settings.foreignSuppressions?.value == [.gitleaks])
    #expect(settings.ruleFiles.map(\.value) == ["ci/rules.toml", "ci/more.toml"])
    #expect(settings.levels.first?.severity == .critical)
    #expect(settings.levels.first?.confidence == .low)
    #expect(settings.exclusions.first?.reason == "third-party code")
    let entry = try #require(settings.suppressions.first)
    #expect(entry.fingerprint == "0123456789ab")
    #expect(entry.rule == "azure-ai-key")
    #expect(entry.paths == ["tests/**"])
    #expect(entry.suppression.until == Day(year: 2027, month: 1, day: 31))
    #expect(entry.suppression.owner == "@contoso/ai")
    #expect(entry.suppression.line == 22)
    let owners = OwnerSearch(settings.owners)
    #expect(owners.owners(of: BytePath("src/a.py")) == ["@contoso/all"])
    #expect(owners.owners(of: BytePath("docs/a.md")).isEmpty)
  }

  static let mistakes: [(text: String, message: String)] = [
    ("fial-on = 'low'", ".keystrel.toml:1:1: unknown key 'fial-on', did you mean 'fail-on'"),
    ("\nfail-on = 'hihg'", ".keystrel.toml:2:1: 'fail-on' cannot be 'hihg', did you mean 'high'"),
    ("posture = 1", ".keystrel.toml:1:1: 'posture' has to be true or false"),
    ("baseline = '/etc/known'", "'/etc/known' has to be a path inside of the repository"),
    ("baseline = 'a/../../b'", "has to be a path inside of the repository"),
    ("[rules]\nfiles = ['../x.toml']", ".keystrel.toml:2:1: '../x.toml' has to be a path inside"),
    ("[rules]\noff = 'x'", ".keystrel.toml:2:1: 'off' has to be an array of strings"),
    ("[rules]\ndisabled = []", "unknown key 'disabled'"),
    ("fingerprint-key-variable = 'A B'", "has to be the name of an environment variable"),
    ("foreign-suppressions = ['gitleak']", "did you mean 'gitleaks'"),
    ("[levels.x]", "the levels of rule 'x' need confidence or severity"),
    ("[levels.x]\nlevel = 'low'", ".keystrel.toml:2:1: unknown key 'level'"),
    ("[[exclude]]\npaths = ['a']", ".keystrel.toml:1:1: the exclusion has no reason"),
    ("[[exclude]]\npaths = ['a']\nreason = '  '", ".keystrel.toml:3:1: 'reason' is empty"),
    ("[[exclude]]\nreason = 'a'", "the exclusion has no paths"),
    ("[[exclude]]\npaths = ['!a']\nreason = 'a'", "only takes back"),
    ("[[exclude]]\npaths = ['/']\nreason = 'a'", "'/' names no files"),
    ("[[suppress]]\npaths = ['a']", ".keystrel.toml:1:1: the suppression has no reason"),
    ("[[suppress]]\nreason = 'a'", "the suppression needs a fingerprint, a rule or paths"),
    ("[[suppress]]\nfingerprint = 'abc'", "'fingerprint' has to be 12 to 64 hexadecimal digits"),
    ("[[suppress]]\nuntil = 2027-02-30", "has to be a day such as 2027-01-31"),
    (
      "[[suppress]]\nuntil = 2027-01-31T10:00:00Z",
      ".keystrel.toml:2:19: expected the end of the line"
    ),
    ("[[suppress]]\nuntil = 'soon'", "'until' has to be a day such as 2027-01-31"),
    ("[[suppress]]\nrule = 'a'\nuntill = 'x'\nreason = 'r'", "did you mean 'until'"),
    ("[[owners]]\nnames = ['a']", "the owners have no paths"),
    ("[[=", ".keystrel.toml:1:3: expected a name"),
  ]

  @Test(arguments: mistakes)
  func namesThePlaceOfAMistake(text: String, expected: String) throws {
    let error = try #require(throws: RuleFileError.self) { try settings(text) }
    #expect(error.description.contains(expected))
    #expect(!error.description.contains("\n"))
  }

  @Test(arguments: [
    (".keystrel.toml", "", true), ("ci/team.keystrel.toml", "title = 'x'", true),
    ("a.toml", "fail-on = 'low'", true), ("a.toml", "[rules]\noff = []", true),
    ("a.toml", "[[rules]]\nid = 'x'", false), ("a.toml", "[extend]\nuseDefault = true", false),
    (".gitleaks.toml", "[allowlist]\npaths = ['a']", false), ("a.toml", "[[=", false),
  ])
  func tellsSettingsFromRules(name: String, text: String, areSettings: Bool) {
    #expect(Settings.areIn(RuleFile(name: name, text: text)) == areSettings)
  }

  @Test func manyEntriesAreReadInNoTime() throws {
    let entry = "[[suppress]]\npaths = ['a']\nreason = 'r'\n"
    let text = String(repeating: entry, count: Settings.largestFile / entry.utf8.count)
    let settings = try settings(text)
    #expect(settings.suppressions.count > 20_000)
    #expect(settings.suppressions.last?.suppression.line == settings.suppressions.count * 3 - 2)
  }

  @Test func offAndOnName() throws {
    let settings = try settings("[rules]\noff = ['a-*', 'b']\non = ['a-2']")
    var rules = ["a-1", "a-2", "b", "c"].map(Rule.init(id:))
    rules[3].required = [RequiredRule(id: "b")]
    let ruleSet = settings.applied(
      to: RuleSet(rules: rules, vocabulary: Vocabulary(), allowlists: [], digest: ""))
    #expect(ruleSet.rules.map(\.id) == ["a-2", "b", "c"])
    #expect(ruleSet.rules[1].skipReport)
    #expect(
      settings.unknownRules(among: ["a-1", "c"]) == [
        ".keystrel.toml:2:1: there is no rule 'b', did you mean 'c'",
        ".keystrel.toml:3:1: there is no rule 'a-2', did you mean 'a-1'",
      ])
  }

  @Test func whatIsNamedIsNotExcluded() throws {
    let settings = try settings("[[exclude]]\npaths = ['vendor/**']\nreason = 'r'")
    func excluded(_ path: String, naming named: String...) -> Bool {
      PathExclusions(settings.exclusions, except: named.map { BytePath($0) })?
        .label(of: BytePath(path)) != nil
    }
    #expect(excluded("vendor/a/x.env"))
    #expect(excluded("vendor/a.zip!/x.env"))
    #expect(!excluded("src/x.env"))
    #expect(excluded("vendor/x.env", naming: ""))
    #expect(excluded("vendor/x.env", naming: "vendor/y.env"))
    #expect(!excluded("vendor/x.env", naming: "vendor/x.env"))
    #expect(!excluded("vendor/a/x.env", naming: "vendor"))
    #expect(!excluded("vendor/a.zip!/x.env", naming: "vendor/a.zip"))
    #expect(!excluded("commit message"))
  }
}
