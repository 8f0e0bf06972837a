import Foundation
import TestSupport
import Testing

/// The fixes of a SARIF report, applied as an editor would, by position alone.
struct FixTests {
  @Test(arguments: try Fixture.files(in: "applies"))
  func everyFixAppliesAndTheFileStillParses(file: String) throws {
    let scratch = try Scratch()
    var text = try Fixture.text(of: file, in: "applies")
    try scratch.write(file, text)
    try Parser.check(file, in: scratch)
    var results = try Self.results(in: scratch)
    try #require(!results.isEmpty)
    while let result = results.first {
      let fix = try #require(result.fixes?.first, "no fix for line \(result.line)")
      text = fix.applied(to: text)
      try scratch.write(file, text)
      try Parser.check(file, in: scratch)
      let left = try Self.results(in: scratch)
      #expect(left.count == results.count - 1, "\(file): the key is still found\n\(text)")
      guard left.count < results.count else { return }
      results = left
    }
    #expect(!text.contains("JQQ" + "J9"))
  }

  @Test(arguments: [
    (
      "a.py", "SPEECH_KEY = \"KEY\"\n",
      "a.py:1: KEY -> os.environ[\"SPEECH_KEY\"], and import os in line 1"
    ),
    (".env", "A=1\nSPEECH_KEY=KEY\n", ".env:2: KEY -> nothing"),
    ("a.txt", "SPEECH_KEY = KEY\n", nil),
  ])
  func peopleSeeTheEditInALine(file: String, text: String, edit: String?) throws {
    let scratch = try Scratch()
    let key = try Keystrel.expanded("{{azure84 speech 2025-06 #1}}")
    try scratch.write(
      file,
      text.replacing("KEY\"", with: key + "\"").replacing("=KEY", with: "=" + key)
        .replacing("= KEY", with: "= " + key))
    let output = try Keystrel.run("scan", in: scratch).text
    let shown = output.split(separator: "\n").first { $0.hasPrefix("  edit ") }
    let expected = edit?.replacing(": KEY", with: ": " + key.prefix(4) + "…(84)")
    #expect(shown.map { $0.dropFirst(12) } == expected.map { $0[...] }, "\(output)")
  }

  @Test(arguments: try Fixture.files(in: "refuses"))
  func aFixThatMayBreakTheFileIsNotOffered(file: String) throws {
    let scratch = try Scratch()
    try scratch.write(file, try Fixture.text(of: file, in: "refuses"))
    let results = try Self.results(in: scratch)
    #expect(!results.isEmpty)
    for result in results { #expect(result.fixes == nil, "\(file):\(result.line)") }
  }

  /// What is no file on disk, or holds something else than what was searched, is not edited.
  @Test(arguments: ["commit", "archive", "UTF-16", "base64", "standard input"])
  func whatIsNoFileAsItIsReadHasNoFix(kind: String) throws {
    let scratch = try Scratch()
    let text = try Keystrel.expanded("SPEECH_KEY = \"{{azure84 openai 2025-06 #1}}\"\n")
    var arguments = ["scan", "."]
    var input = Data()
    switch kind {
    case "commit":
      try scratch.git("init", "-q")
      try scratch.write("a.py", text)
      try scratch.git("add", ".")
      try scratch.git("commit", "-qm", "a")
      try scratch.write("a.py", "x = 1\n")
      try scratch.git("commit", "-qam", "b")
      arguments = ["history"]
    case "archive":
      try scratch.write("a.py", text)
      #expect(try Command("gzip", ["a.py"], in: scratch.path).status == 0)
    case "UTF-16": try scratch.write("a.py", try #require(text.data(using: .utf16)))
    case "base64":
      try scratch.write("a.py", "data = \"\(Data(text.utf8).base64EncodedString())\"\n")
    default:
      arguments = ["scan", "-"]
      input = Data(text.utf8)
    }
    let results = try Self.results(in: scratch, arguments, input: input)
    #expect(results.count == 1)
    #expect(results.first?.fixes == nil)
  }

  @Test func aKeyAtHeadOfAHistoryHasAFix() throws {
    let scratch = try Scratch()
    try scratch.git("init", "-q")
    try scratch.write(
      "a.py", try Keystrel.expanded("SPEECH_KEY = \"{{azure84 openai 2025-06 #1}}\"\n"))
    for command in ["staged", "history"] {
      try scratch.git("add", ".")
      if command == "history" { try scratch.git("commit", "-qm", "a") }
      let results = try Self.results(in: scratch, [command])
      #expect(results.first?.fixes?.count == 1, "\(command)")
    }
  }

  @Test(arguments: [
    "\"\"\"", "'''", "\"", "'", "`", "r##\"", "$@\"", "@\"\n", "<<EOF\n", "/*", "\\",
  ])
  func aStringThatNeverEndsIsNoLiteral(opening: String) throws {
    let scratch = try Scratch()
    let rule = "[[rules]]\nid = \"acme\"\nregex = \"ac[0-9]\"\n"
    try scratch.write("rules.toml", rule)
    let endings = ["py", "js", "cs", "rs", "rb", "php", "ps1", "sh", "kt", "go", "swift", "tf"]
    for ending in endings { try scratch.write("a." + ending, "x = " + opening + "ac1") }
    let results = try Self.results(in: scratch, ["scan", "--rules", "rules.toml", "."])
    #expect(results.count == endings.count)
    #expect(results.allSatisfy { $0.fixes == nil })
  }

  /// Two secrets are never read from one variable.
  @Test func secretsOfOneNameGetNumbers() throws {
    let scratch = try Scratch()
    for number in 1...3 {
      let key = "{{azure84 openai 2025-06 #\(number % 3)}}"
      try scratch.write("\(number).py", try Keystrel.expanded("import os\napi_key = \"\(key)\"\n"))
    }
    let texts = try Self.results(in: scratch).compactMap {
      $0.fixes?.first?.artifactChanges[0].replacements[0].insertedContent.text
    }
    let names = ["AZURE_OPENAI_KEY", "AZURE_OPENAI_KEY_2", "AZURE_OPENAI_KEY_3"]
    #expect(texts.sorted() == names.map { "os.environ[\"\($0)\"]" })
  }

  private static func results(
    in scratch: Scratch, _ arguments: [String] = ["scan", "."], input: Data = Data()
  ) throws -> [FixedResult] {
    let run = try Keystrel.run(
      arguments + ["--format", "sarif"], in: scratch, input: input)
    #expect(try CodeScanningRules.violations(in: run.text) == [])
    return try JSONDecoder().decode(FixedLog.self, from: run.output).runs[0].results
  }
}
