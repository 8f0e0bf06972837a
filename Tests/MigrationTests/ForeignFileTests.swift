import Rules
import ScanModel
import Testing

@testable import Migration

/// What the files of other tools ask for.
@Suite struct ForeignFileTests {
  private func gitleaks(_ name: String, _ text: String) throws -> MigrationPlan {
    var plan = MigrationPlan(tool: "gitleaks")
    try Gitleaks.read(RuleFile(name: name, text: text), into: &plan)
    return plan
  }

  private func detectSecrets(_ text: String, words: String? = nil) throws -> MigrationPlan {
    var plan = MigrationPlan(tool: "detect-secrets")
    try DetectSecrets.read(RuleFile(name: ".secrets.baseline", text: text), into: &plan) { name in
      words.map { RuleFile(name: name, text: $0) }
    }
    return plan
  }

  private func trufflehog(_ name: String, _ text: String) throws -> MigrationPlan {
    var plan = MigrationPlan(tool: "trufflehog")
    try TruffleHog.read(RuleFile(name: name, text: text), into: &plan)
    return plan
  }

  @Test func aConfigurationOfGitleaksIsNamedAsItIs() throws {
    let plan = try gitleaks(
      ".gitleaks.toml",
      """
      title = "ours"
      [extend]
      useDefault = true
      disabledRules = ["aws-access-token"]
      [[rules]]
      id = "keys-in-files"
      path = '''\\.pem$'''
      [[rules]]
      id = "acme"
      regex = '''acme_([0-9a-f]{40})'''
      novelty = 1
      [allowlist]
      paths = ['''testdata''']
      """)
    #expect(plan.ruleFiles.map(\.file) == [".gitleaks.toml"])
    let lines = plan.exceptions.map(\.line)
    #expect(lines.count == 4)
    #expect(lines.contains { $0.hasPrefix(".gitleaks.toml:3: gitleaks' own rules") })
    #expect(lines.contains { $0.hasPrefix(".gitleaks.toml:4: there is no rule 'aws-access") })
    #expect(lines.contains { $0.contains("'keys-in-files' looks at paths only") })
    #expect(lines.contains { $0.hasPrefix(".gitleaks.toml:11: ") && $0.contains("novelty") })
  }

  @Test func theLinesOfAnIgnoreFileArePlaces() throws {
    let commit = String(repeating: "a1", count: 20)
    let plan = try gitleaks(
      ".gitleaksignore",
      "# comment\n\(commit):src\\a.py:generic-api-key:7\n  ./b.py:acme:3\nb.py:acme\nc.py:x:0\n")
    #expect(plan.secrets.map(\.path.text) == ["src/a.py", "b.py"])
    #expect(plan.secrets.map(\.line) == [7, 3])
    #expect(plan.secrets.map(\.commit) == [commit, nil])
    #expect(
      plan.secrets.map(\.purpose) == [
        .suppression(reason: "listed in .gitleaksignore:2"),
        .suppression(reason: "listed in .gitleaksignore:3"),
      ])
    #expect(plan.exceptions.map(\.place.line) == [4, 5])
  }

  @Test func aReportIsKnownByDigestOrPlaceAndNeverByValue() throws {
    let plan = try gitleaks(
      "report.json",
      """
      [{"File": "a.py", "StartLine": 2, "Secret": "in the open", "Commit": "abcd"},
       {"File": "b.py", "StartLine": 3, "Secret": "REDACTED"},
       {"File": "c.py", "StartLine": 4, "Secret": "****"},
       {"Secret": "nowhere"}]
      """)
    #expect(plan.secrets.map { $0.digest != nil } == [true, false, false])
    #expect(plan.secrets.allSatisfy { $0.purpose == .baseline })
    #expect(plan.exceptions.map(\.place.line) == [4])
    #expect(!"\(plan)".contains("in the open"))
  }

  @Test(arguments: ["{}", "[", "{\"results\": 1}"])
  func whatIsNoBaselineOfDetectSecretsIsAnError(text: String) {
    #expect(throws: RuleFileError.self) { try detectSecrets(text) }
  }

  @Test func aBaselineOfDetectSecretsHoldsDigestsAndSettings() throws {
    let digest = String(repeating: "0f", count: 20)
    let plan = try detectSecrets(
      """
      {"version": "1.5.0",
       "plugins_used": [{"name": "KeywordDetector", "keyword_exclude": "token"},
         {"name": "Mine", "path": "file://mine.py"}, {"name": "AWSKeyDetector"}],
       "filters_used": [
         {"path": "detect_secrets.filters.regex.should_exclude_file", "pattern": ["\\\\.lock$"]},
         {"path": "detect_secrets.filters.regex.should_exclude_line", "pattern": ["integrity"]},
         {"path": "detect_secrets.filters.regex.should_exclude_secret", "pattern": ["fake", "(?<=a"]},
         {"path": "detect_secrets.filters.wordlist.should_exclude_secret", "file_name": "w.txt"},
         {"path": "detect_secrets.filters.gibberish.should_exclude_secret"},
         {"path": "file://mine.py::filter"},
         {"path": "detect_secrets.filters.heuristic.is_sequential_string"}],
       "results": {"a.py": [
         {"type": "x", "filename": "a.py", "hashed_secret": "\(digest)", "line_number": 3},
         {"type": "x", "hashed_secret": "\(digest)", "is_secret": false},
         {"type": "x", "hashed_secret": "short"}]}}
      """, words: "example\nab\nsample\n")
    #expect(plan.rules.paths.map(\.text) == [#"\.lock$"#])
    #expect(plan.rules.lines.map(\.text) == ["integrity"])
    #expect(plan.rules.words.map(\.text) == ["example", "sample"])
    #expect(plan.secrets.map(\.digest) == [.sha1(digest), .sha1(digest)])
    #expect(
      plan.secrets.map(\.purpose) == [
        .baseline, .suppression(reason: "marked as no secret in .secrets.baseline"),
      ])
    var checked = plan
    checked.dropForeignPatterns()
    #expect(checked.rules.values.map(\.text) == ["fake"])
    #expect(checked.exceptions.map(\.place.line) == [9, 10, 2, 3, 15, 7])
  }

  @Test func theOldFormOfExclusionsIsRead() throws {
    let plan = try detectSecrets(
      #"{"exclude": {"files": "vendor/", "lines": null}, "results": {}, "plugins_used": []}"#)
    #expect(plan.rules.paths.map(\.text) == ["vendor/"])
  }

  @Test func detectorsOfTrufflehogBecomeRules() throws {
    let plan = try trufflehog(
      ".trufflehog.yml",
      """
      sources:
        - type: SOURCE_TYPE_GITHUB
          name: all of it
      detectors:
        - name: Hog Token
          keywords: [hog]
          regex:
            id: '(HOG[0-9A-Z]{17})'
            token: '([a-z]{40})'
          primary_regex_name: token
          exclude_words: [test]
          verify:
            - endpoint: http://localhost:8000/
        - name: Empty
      """)
    let rule = try #require(plan.rules.rules.first)
    #expect(rule.id == "trufflehog-hog-token")
    #expect(rule.regex == "([a-z]{40})")
    #expect(plan.exceptions.map(\.place.line) == [2, 8, 12, 14])
    let loaded = try RuleLoader.load(
      adding: [RuleFile(name: "rules.toml", text: plan.rules.text(from: "trufflehog"))])
    let read = try #require(loaded.ruleSet.rules.first { $0.id == rule.id })
    #expect(read.regex == rule.regex)
    #expect(read.allowlists.first?.stopwords == ["test"])
  }

  @Test func pathsAndOutputOfTrufflehogAreRead() throws {
    let paths = try trufflehog("exclude.txt", "# none\n\n(.*/)?test/\r\n\\.lock$\n")
    #expect(paths.rules.paths.map(\.text) == ["(.*/)?test/", "\\.lock$"])
    let output = try trufflehog(
      "out.json",
      """
      {"level":"info-0","msg":"running source"}
      {"SourceMetadata":{"Data":{"Git":{"commit":"abcd","file":"a.py","line":4}}},"Raw":"value"}
      """)
    #expect(output.secrets.map(\.origin.line) == [2])
    #expect(output.secrets.first?.commit == "abcd")
  }

  @Test(arguments: ["plain", #"back\slash"#, "it's", "'''", "a\"b\\'", "\u{1}\n", "ends with '"])
  func everyTextIsAStringOfTOML(text: String) throws {
    let file = RuleFile(
      name: "a.toml", text: "[[allowlists]]\nstopwords = \(tomlArray([text, "x"]))\n")
    #expect(try RuleLoader.load(adding: [file]).ruleSet.allowlists.first?.stopwords == [text, "x"])
  }
}
