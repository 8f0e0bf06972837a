import Testing

@testable import Rules

/// Every key that gitleaks documents, in its own layout.
private let gitleaks = RuleFile(
  name: ".gitleaks.toml",
  text: """
    title = "Our configuration"

    [extend]
    useDefault = true
    disabledRules = [ "generic-api-key", "base-rule"]

    [[rules]]
    id = "our-rule"
    description = "our rule"
    regex = '''(?i)our[-_]([a-z0-9]{8})'''
    secretGroup = 1
    entropy = 3.5
    path = '''\\.env$'''
    keywords = [
      "our-",
      "our_",
    ]
    tags = ["tag","another tag"]
    newKey = 1

        [[rules.allowlists]]
        description = "ignore a commit"
        condition = "OR"
        commits = [ "commit-A", "commit-B"]
        paths = [
          '''go\\.mod''',
          '''go\\.sum'''
        ]
        stopwords = ['''client''']

        [[rules.allowlists]]
        condition = "AND"
        regexTarget = "match"
        regexes = [ '''(?i)ours''' ]
        paths = [ '''package-lock\\.json''' ]

        [[rules.required]]
        id = "helper"
        withinLines = 5
        withinColumns = 80

    [[rules]]
    id = "helper"
    regex = '''https://[a-z]+'''
    skipReport = true

    [rules.allowlist]
    regexTarget = "line"
    regexes = [ '''localhost''' ]

    [[rules]]
    id = "gitlab-pat"

        [[rules.allowlists]]
        regexes = [ '''MY-''' ]

    [[allowlists]]
    description = "global"
    commits = [ "commit-C" ]
    paths = [ '''(.*?)(jpg|gif)''' ]
    regexes = [ '''000-00-0000''' ]
    stopwords = [ '''endpoint''' ]

    [[allowlists]]
    targetRules = ["our-rule", "no-such-rule"]
    paths = ['''tests/expected/._\\.json$''']
    """)

private let base = RuleFile(
  name: "base.toml",
  text: """
    [[rules]]
    id = "base-rule"
    regex = "a"
    severity = "low"

    [[rules]]
    id = "other-rule"
    regex = "b"
    """)

@Suite struct GitleaksConfigTests {
  @Test func loadsAsItIs() throws {
    let rules = try RuleLoader.load(builtIn: [base], adding: [gitleaks]).ruleSet
    #expect(rules.rules.map(\.id) == ["helper", "other-rule", "our-rule"])
    let rule = rules.rules[2]
    #expect(rule.secretGroup == 1)
    #expect(rule.entropy == 3.5)
    #expect(rule.path == #"\.env$"#)
    #expect(rule.keywords == ["our-", "our_"])
    #expect(rule.tags == ["tag", "another tag"])
    #expect(rule.required == [RequiredRule(id: "helper", withinLines: 5, withinColumns: 80)])
    #expect(rules.rules[0].skipReport)
    #expect(rules.rules[0].allowlists.map(\.regexTarget) == [.line])
  }

  @Test func readsItsAllowlists() throws {
    let rules = try RuleLoader.load(builtIn: [base], adding: [gitleaks]).ruleSet
    let lists = rules.rules[2].allowlists
    #expect(lists.map(\.matchAll) == [false, true, false])
    #expect(lists.map(\.regexTarget) == [.secret, .match, .secret])
    #expect(lists[0].commits == ["commit-A", "commit-B"])
    #expect(lists[0].stopwords == ["client"])
    #expect(lists[1].regexes == ["(?i)ours"])
    #expect(lists[2].paths == [#"tests/expected/._\.json$"#])
    #expect(rules.allowlists.map(\.description) == ["global"])
  }

  @Test func warnsOfWhatItLeavesOut() throws {
    let warnings = try RuleLoader.load(builtIn: [base], adding: [gitleaks]).warnings
    #expect(
      warnings == [
        ".gitleaks.toml:5:1: there is no rule 'generic-api-key' to disable",
        ".gitleaks.toml:19:1: rule 'our-rule': unknown key 'newKey'",
        ".gitleaks.toml:52:1: rule 'gitlab-pat': has neither regex nor path, "
          + "and there is no such rule to amend",
        ".gitleaks.toml:65:1: there is no rule 'no-such-rule'",
      ])
  }

  @Test func holdsAFileWithOneOfOurKeysToOurKeys() {
    let text = gitleaks.text.replacing("newKey = 1", with: "severity = 'low'")
    #expect(throws: RuleFileError.self) {
      try RuleLoader.load(builtIn: [base], adding: [RuleFile(name: "f", text: text)])
    }
  }

  @Test func readsKeysAndConditionsInAnyCaseAsGitleaksDoes() throws {
    let text = """
      [Extend]
      DisabledRules = ["base-rule"]
      [[rules]]
      ID = "x"
      Regex = "x"
      SecretGroup = 2
      [[rules.allowlists]]
      Condition = "&&"
      RegexTarget = "LINE"
      Regexes = ["a"]
      """
    let rules = try RuleLoader.load(builtIn: [base], adding: [RuleFile(name: "f", text: text)])
      .ruleSet.rules
    #expect(rules.map(\.id) == ["other-rule", "x"])
    #expect(rules[1].secretGroup == 2)
    #expect(rules[1].allowlists.map(\.matchAll) == [true])
    #expect(rules[1].allowlists.map(\.regexTarget) == [.line])
  }

  @Test func extendsAnotherFile() throws {
    let files = [
      "mid.toml": RuleFile(name: "mid.toml", text: "[extend]\npath = 'base.toml'"),
      "base.toml": base,
    ]
    let top = RuleFile(
      name: "top.toml", text: "[extend]\npath = 'mid.toml'\ndisabledRules = ['other-rule']")
    let loaded = try RuleLoader.load(builtIn: [], adding: [top]) {
      path throws(RuleFileError) in
      guard let file = files[path] else { throw RuleFileError(file: path, message: "missing") }
      return file
    }
    #expect(loaded.ruleSet.rules.map(\.id) == ["base-rule"])
    #expect(loaded.warnings == [])
    #expect(
      loaded.position(ofRule: "base-rule", patternOffset: 0)?.description == "base.toml:3:10")
  }

  @Test func endsAChainOfFilesThatExtendOneAnother() {
    let file = RuleFile(name: "loop.toml", text: "[extend]\npath = 'loop.toml'")
    let error = #expect(throws: RuleFileError.self) {
      try RuleLoader.load(builtIn: [], adding: [file]) { _ in file }
    }
    #expect(error?.description == "loop.toml: more than 4 rule files extend one another")
  }

  @Test func takesTheLastOfTwoRulesWithOneId() throws {
    let text = "[[rules]]\nid = 'x'\nregex = 'a'\n[[rules]]\nid = 'x'\nregex = 'b'"
    let loaded = try RuleLoader.load(builtIn: [], adding: [RuleFile(name: "f", text: text)])
    #expect(loaded.ruleSet.rules.map(\.regex) == ["b"])
    #expect(loaded.warnings == ["f:5:1: rule 'x': another rule has the same id"])
    #expect(loaded.position(ofRule: "x", patternOffset: 0)?.line == 6)
  }

  @Test func disablesARuleThatAnotherRequires() {
    let file = RuleFile(
      name: "f", text: "[[rules]]\nid = 'x'\nregex = 'x'\n[[rules.required]]\nid = 'base-rule'")
    let disabling = RuleFile(name: "g", text: "[extend]\ndisabledRules = ['base-rule', 'x']")
    #expect(throws: Never.self) {
      try RuleLoader.load(builtIn: [base], adding: [file, disabling])
    }
    #expect(throws: RuleFileError.self) { try RuleLoader.load(builtIn: [], adding: [file]) }
  }
}
