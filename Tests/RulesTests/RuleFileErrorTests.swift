import TestSupport
import Testing

@testable import Rules

/// The line of a file of ours, whose rule begins at line 1, that a mistake is reported for.
private func message(_ text: String) throws -> String {
  let error = try #require(throws: RuleFileError.self) {
    try RuleLoader.load(builtIn: [RuleFile(name: "f.toml", text: text)])
  }
  return error.description
}

@Suite struct RuleFileErrorTests {
  static let mistakes: [(text: String, message: String)] = [
    ("[[rules]]\nid = \"x", "f.toml:2:6: a string has no end"),
    ("a = '\n'", "f.toml:1:5: a string has no end"),
    ("a = \"\\q\"", "f.toml:1:7: no valid TOML: "),
    ("a = 1e", "no valid TOML: "),
    ("[[=", "f.toml:1:3: expected a name"),
    ("[[[1]]]", "f.toml:1:3: expected a name"),
    ("[a", "f.toml:1:3: expected ']' after the name of a table"),
    ("[[a]\n", "f.toml:1:5: expected ']]' after the name of a table"),
    ("a = [}]", "f.toml:1:6: expected a value"),
    ("a = [1 2]", "f.toml:1:8: expected ',' or ']' in an array"),
    ("a = [1", "f.toml:1:7: expected ',' or ']' in an array"),
    ("a = { b = 1", "f.toml:1:12: expected ',' or '}' in a table"),
    ("a", "f.toml:1:2: expected '=' after a key"),
    ("a = ]", "f.toml:1:5: expected a value"),
    ("a = 1 b", "f.toml:1:7: expected the end of the line"),
    ("a = 1979-05-27Tx", "f.toml:1:9: rule files have no dates"),
    ("a = \(String(repeating: "[", count: 100))", "f.toml:1:37: nested too deeply"),
    ("a = [\u{b}]", "f.toml:1:6: expected a value"),
    ("[[rules]]\nid = 'x'\nid = 'y'\n", "f.toml:3:"),
    ("[[rules]]\nregex = 'a'", "f.toml:1:1: the rule has no id"),
    ("[[rules]]\nid = ''", "f.toml:2:1: 'id' is empty"),
    ("[[rules]]\nid = 'x'", "f.toml:2:1: rule 'x': has neither regex nor path"),
    (
      "[[rules]]\nid = 'x'\n  regx = 'a'\nregex = 'a'",
      "f.toml:3:3: rule 'x': unknown key 'regx', did you mean 'regex'?"
    ),
    ("[[rules]]\nid = 'x'\nzzzzzz = 1\nregex = 'a'", "f.toml:3:1: rule 'x': unknown key 'zzzzzz'"),
    ("[[rules]]\nid = 'x'\nregex = 1", "f.toml:3:1: rule 'x': 'regex' has to be a string"),
    ("[[rules]]\nid = 'x'\nregex = ''", "f.toml:3:1: rule 'x': 'regex' is empty"),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\ntags = 'a'",
      "f.toml:4:1: rule 'x': 'tags' has to be an array of strings"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\ntags = ['a', 1]",
      "f.toml:4:1: rule 'x': 'tags' has to be an array of strings"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nsecretGroup = -1",
      "f.toml:4:1: rule 'x': 'secretGroup' has to be a whole number from 0 to 999"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nentropy = '3'",
      "f.toml:4:1: rule 'x': 'entropy' has to be a number from 0"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nskipReport = 1",
      "f.toml:4:1: rule 'x': 'skipReport' has to be true or false"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nconfidence = 'hihg'",
      "f.toml:4:1: rule 'x': 'confidence' cannot be 'hihg', did you mean 'high'; "
        + "possible: low, medium, high, certain"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nproof = 'md5'",
      "f.toml:4:1: rule 'x': 'proof' cannot be 'md5'"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nreach = 3",
      "f.toml:4:1: rule 'x': 'reach' has to be a table"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nreach = { befor = 3 }",
      "f.toml:4:1: rule 'x': unknown key 'befor', did you mean 'before'"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nanchors = [{ run = 'hex' }]",
      "f.toml:4:1: rule 'x': an anchor is a literal, or a run with its length"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nanchors = [{ run = 'hexx', length = 3 }]",
      "f.toml:4:1: rule 'x': 'run' cannot be 'hexx', did you mean 'hex'"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nexamples = [{ path = 'p' }]",
      "f.toml:4:1: rule 'x': an example has no text"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\n[[rules]]\nid = 'x'\nregex = 'b'",
      "f.toml:5:1: rule 'x': another rule has the same id"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.allowlists]]\nregexTarget = 'lines'\npaths = ['a']",
      "f.toml:5:1: rule 'x': 'regexTarget' cannot be 'lines', did you mean 'line'"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.allowlists]]\npaths = ['a']\n"
        + "[[rules.allowlists]]\ndescription = 'd'",
      "f.toml:6:1: rule 'x': the allowlist needs one of commits, paths, regexes and stopwords"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\n[[rules.required]]\nid = 'yy'\n[[rules]]\nid = 'y'\nregex = 'a'",
      "f.toml:5:1: rule 'x': there is no rule 'yy', did you mean 'y'"
    ),
    (
      "[[rules]]\nid = 'x'\nregex = 'a'\nservice = 'open'",
      "f.toml:4:1: rule 'x': there is no service 'open'"
    ),
    ("[[services]]\nid = 'a'", "f.toml:1:1: a service needs id and name"),
    (
      "[[services]]\nid = 'a'\nname = 'A'\n[[services]]\nid = 'a'\nname = 'B'",
      "f.toml:5:1: another service has the id 'a'"
    ),
    ("[[hosts]]\ncloud = 'public'", "f.toml:1:1: a host needs a pattern"),
    ("[[hosts]]\npattern = 'h'\nservice = 'b'", "f.toml:3:1: there is no service 'b'"),
    ("[[carriers]]\nname = 'h'", "f.toml:1:1: a carrier needs kind and name"),
    ("[names]\nsecrets = ['a']", "f.toml:2:1: unknown key 'secrets', did you mean 'secret'"),
    ("[[rule]]\nid = 'x'", "f.toml:1:1: unknown key 'rule', did you mean 'rules'"),
    ("rules = 3", "f.toml:1:1: 'rules' has to be an array of tables"),
    ("[extend]\ndisabledRules = ['x']", "f.toml:2:1: there is no rule 'x' to disable"),
    (
      "[[rules]]\nid = 'xyz'\nregex = 'a'\n[[allowlists]]\ntargetRules = ['xy']\npaths = ['a']",
      "f.toml:5:1: there is no rule 'xy', did you mean 'xyz'"
    ),
    ("title = 'a\u{0}b'", "f.toml:1:11: null characters are not allowed"),
    ("title = \"a\\u0000b\"", "f.toml:1:12: null characters are not allowed"),
  ]

  @Test(arguments: mistakes)
  func namesThePlaceOfAMistake(text: String, expected: String) throws {
    let message = try message(text)
    // The question mark of a suggestion is not part of the message.
    let expected = expected.hasSuffix("?") ? String(expected.dropLast()) : expected
    #expect(message.contains(expected))
    #expect(!message.contains("\n"))
  }

  @Test func refusesABuiltInRuleThatTwoFilesHave() {
    let files = ["a", "b"].map { RuleFile(name: $0, text: "[[rules]]\nid = 'x'\nregex = 'a'") }
    #expect(throws: RuleFileError.self) { try RuleLoader.load(builtIn: files) }
  }

  @Test func cannotPrintControlCharactersOfAFile() throws {
    #expect(try message("[[rules]]\nid = \"\\u001B[2J\"").contains("\\u{1b}"))
  }

  @Test func namesAFileThatCannotBeRead() throws {
    let error = try #require(throws: RuleFileError.self) {
      try RuleFile(path: "/nonexistent/rules.toml")
    }
    #expect(
      error.description == "/nonexistent/rules.toml: cannot be read: no such file or directory")
    #expect(throws: RuleFileError.self) { try RuleFile(path: "/") }
  }

  @Test func readsAFileFromDisk() throws {
    let scratch = try Scratch()
    let path = try scratch.write("r.toml", "title = 'é'")
    #expect(try RuleFile(path: path) == RuleFile(name: path, text: "title = 'é'"))
  }
}
