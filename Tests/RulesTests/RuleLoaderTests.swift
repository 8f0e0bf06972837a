import ScanModel
import Testing

@testable import Rules

/// A rule file of ours with one good rule, to which a test adds what it is about.
private func ours(_ text: String = "") -> RuleFile {
  RuleFile(
    name: "ours.toml",
    text: """
      [[services]]
      id = "azure-openai"
      name = "Azure OpenAI"

      [[rules]]
      id = "first"
      regex = '''a(b)c'''
      severity = "low"
      \(text)
      """)
}

private func load(
  _ builtIn: [RuleFile] = [], adding: RuleFile..., reader: RuleLoader.Reader = RuleFile.init(path:)
) throws -> LoadedRules {
  try RuleLoader.load(builtIn: builtIn, adding: adding, reader: reader)
}

@Suite struct RuleLoaderTests {
  @Test func loadsTheBuiltInRules() throws {
    let loaded = try RuleLoader.load()
    #expect(!loaded.ruleSet.rules.isEmpty)
    #expect(loaded.warnings == [])
    #expect(loaded.ruleSet.digest.utf8.count == 64)
    #expect(loaded.ruleSet.rules.map(\.id) == loaded.ruleSet.rules.map(\.id).sorted())
  }

  @Test func expandsTheExamplesOfTheBuiltInRules() throws {
    for rule in try RuleLoader.load().ruleSet.rules {
      for example in rule.examples + rule.counterexamples {
        let expanded = try example.expanded()
        #expect(!expanded.text.contains("#1}}"))
      }
    }
  }

  @Test func readsEveryKeyOfARule() throws {
    let text = """
      title = "First key"
      description = "A key."
      secretGroup = 1
      entropy = 3
      path = '''\\.env$'''
      keywords = ["abc", "xyz"]
      tags = ["azure"]
      skipReport = true
      anchors = [{ literal = "JQQJ9" }, { literal = "azse", ignoreCase = true }, { run = "hex", length = 32 }]
      reach = { before = 200, after = 100 }
      confidence = "high"
      service = "azure-openai"
      proof = "azure84"
      context = "required"
      help = '''
      Rotate it.
      '''
      examples = ['''abc''', { path = "a/b.yaml", text = '''k: abc''' }]
      counterexamples = ["acb"]
      """
    let rule = try #require(try load([ours(text)]).ruleSet.rules.first)
    #expect(rule.title == "First key")
    #expect(rule.description == "A key.")
    #expect(rule.regex == "a(b)c")
    #expect(rule.secretGroup == 1)
    #expect(rule.entropy == 3)
    #expect(rule.path == #"\.env$"#)
    #expect(rule.keywords == ["abc", "xyz"])
    #expect(rule.tags == ["azure"])
    #expect(rule.skipReport)
    #expect(
      rule.anchors == [
        .literal("JQQJ9", ignoringCase: false), .literal("azse", ignoringCase: true),
        .run(.hex, length: 32),
      ])
    #expect(rule.reach == Rule.Reach(before: 200, after: 100))
    #expect(rule.confidence == .high)
    #expect(rule.severity == .low)
    #expect(rule.service == "azure-openai")
    #expect(rule.proof == .azure84)
    #expect(rule.context == .required)
    #expect(rule.help == "Rotate it.\n")
    #expect(
      rule.examples == [
        Rule.Example(path: "example.txt", text: "abc"),
        Rule.Example(path: "a/b.yaml", text: "k: abc"),
      ])
    #expect(rule.counterexamples == [Rule.Example(path: "example.txt", text: "acb")])
  }

  @Test func givesARuleWithoutTitleItsDescriptionOrId() throws {
    #expect(try load([ours()]).ruleSet.rules.first?.title == "first")
    #expect(try load([ours("description = 'A key'")]).ruleSet.rules.first?.title == "A key")
  }

  @Test func addsAndReplacesRulesById() throws {
    let user = RuleFile(
      name: "mine.toml",
      text: """
        [[rules]]
        id = "first"
        regex = "new"
        [[rules]]
        id = "second"
        path = "x"
        """)
    let rules = try load([ours("tags = ['old']\nproof = 'azure84'")], adding: user).ruleSet.rules
    #expect(rules.map(\.id) == ["first", "second"])
    #expect(rules[0].regex == "new")
    #expect(rules[0].tags == [])
    #expect(rules[0].proof == nil)
  }

  @Test func amendsARuleThatSaysNothingOfWhatToLookFor() throws {
    let user = RuleFile(
      name: "mine.toml",
      text: """
        [[rules]]
        id = "first"
        tags = ["new"]
        severity = "critical"
        [[rules.allowlists]]
        paths = ["^test/"]
        """)
    let rule = try load([ours("tags = ['old']")], adding: user).ruleSet.rules[0]
    #expect(rule.regex == "a(b)c")
    #expect(rule.tags == ["old", "new"])
    #expect(rule.severity == .critical)
    #expect(rule.allowlists.map(\.paths) == [["^test/"]])
  }

  @Test func digestsTheTextsOfAllFilesInTheirOrder() throws {
    let (left, right) = (RuleFile(name: "l", text: "title = 'a'"), RuleFile(name: "r", text: ""))
    let digests = try [
      load([ours()]), load([ours()], adding: left), load([ours()], adding: left, right),
      load([ours()], adding: right, left), load([ours("#")]),
    ].map(\.ruleSet.digest)
    #expect(Set(digests).count == digests.count)
    #expect(try load([ours()]).ruleSet.digest == digests[0])
  }

  @Test func readsTheVocabularyAndAppendsWhatUsersAdd() throws {
    let text = """
      publishedValues = ["ABC"]
      [[services]]
      id = "speech"
      name = "Speech"
      codes = ["AAAY", "AAAZ"]
      strong = ["azure speech"]
      weak = ["speech"]
      [[hosts]]
      pattern = "*.TTS.speech.microsoft.com"
      service = "speech"
      cloud = "usgov"
      namesAccount = true
      [[hosts]]
      pattern = "*.cognitiveservices.azure.com"
      service = ""
      [[carriers]]
      kind = "call"
      name = "FromSubscription"
      service = "speech"
      [[carriers]]
      kind = "header"
      name = "api-key"
      shared = true
      [names]
      secret = ["key"]
      other = ["id"]
      empty = ["value"]
      company = ["azure"]
      otherCompany = ["stripe"]
      placeholder = ["your"]
      """
    let more = "publishedValues = ['def']\n[names]\nsecret = ['token']"
    let words = try load(
      [RuleFile(name: "v", text: text)], adding: RuleFile(name: "m", text: more)
    ).ruleSet.vocabulary
    #expect(words.services.map(\.codes) == [["AAAY", "AAAZ"]])
    #expect(words.services.first?.weak == ["speech"])
    #expect(
      words.hosts.map(\.pattern) == ["*.tts.speech.microsoft.com", "*.cognitiveservices.azure.com"])
    #expect(words.hosts.map(\.cloud) == ["usgov", "public"])
    #expect(words.hosts.map(\.namesAccount) == [true, false])
    #expect(words.hosts.map(\.service) == ["speech", ""])
    #expect(words.carriers.map(\.kind) == [.call, .header])
    #expect(words.carriers.map(\.service) == ["speech", nil])
    #expect(words.carriers.map(\.isShared) == [false, true])
    #expect(words.names.secret == ["key", "token"])
    #expect(words.names.otherCompany == ["stripe"])
    #expect(words.publishedValues == ["abc", "def"])
  }
}

@Suite struct RulePositionTests {
  @Test func namesTheSpotInAPattern() throws {
    let file = RuleFile(
      name: "p.toml",
      text: """
        # [[rules]] in a comment
        [[rules]]
        id = "é"
        help = '''
        [[rules]]
        regex = "not this"
        '''
        regex = '''é(b'''
        [[rules]]
        "id" = "two"
        reach = { before = 1, after = 2 } # regex = "no"
        examples = [
          "regex = x", # ]
          '''quote: ''''',
        ]
        regex = '''
        (?x)
        abc(
        '''
        [[rules.allowlists]]
        regexes = ["x"]
        [[rules]]
        id = "three"
        regex = "a\\\\.(b"
        path = "(x"
        """)
    let loaded = try load([file])
    func position(_ id: String, _ offset: Int, key: String = "regex") -> String? {
      loaded.position(ofRule: id, key: key, patternOffset: offset)?.description
    }
    #expect(position("é", 0) == "p.toml:8:12")
    #expect(position("é", 3) == "p.toml:8:14")
    #expect(position("two", 0) == "p.toml:17:1")
    #expect(position("two", 8) == "p.toml:18:4")
    // Behind an escape the offset is not the file's: the key is named instead.
    #expect(position("three", 1) == "p.toml:24:11")
    #expect(position("three", 4) == "p.toml:24:1")
    #expect(position("three", 1, key: "path") == "p.toml:25:10")
    #expect(position("four", 0) == nil)
  }
}
