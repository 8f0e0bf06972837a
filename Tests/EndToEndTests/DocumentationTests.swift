import Foundation
import TestSupport
import Testing

/// What the documents promise.
@Suite struct DocumentationTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func document(_ name: String) throws -> String {
    try String(contentsOfFile: Keystrel.root + "/" + name, encoding: .utf8)
  }

  /// The fenced blocks of a language.
  private func blocks(of language: String, in text: String) -> [Substring] {
    text.split(separator: "```\(language)\n").dropFirst().compactMap {
      $0.split(separator: "```", maxSplits: 1).first
    }
  }

  @Test func theExamplesOfRuleFilesWork() throws {
    let examples = blocks(of: "toml", in: try document("docs/rules.md"))
    #expect(!examples.isEmpty)
    for example in examples {
      try scratch.write("example.toml", String(example))
      let result = try Keystrel.run("rules", "test", "example.toml", in: scratch)
      #expect(result.status == 0, "\(result.text)")
    }
  }

  /// Each file of the tutorial with each of its commands, in a repository with a key.
  @Test func theTutorialOfARuleWorks() throws {
    let tutorial = try #require(
      try document("docs/rules.md").split(separator: "## A rule in ten minutes").last?
        .split(separator: "\n## ").first)
    let files = blocks(of: "toml", in: String(tutorial))
    let commands = blocks(of: "sh", in: String(tutorial)).joined()
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(files.count == 2 && commands.count == 5)
    let key = try Keystrel.expanded("acme_{{hex 40 #9}}")
    try scratch.write("client.py", "key = \"\(key)\"\n")
    try scratch.git("init", "-q")
    try scratch.git("add", "client.py")
    for file in files {
      try scratch.write("acme.toml", String(file))
      for command in commands {
        try #require(command.first == "keystrel")
        let result = try Keystrel.run(Array(command.dropFirst()), in: scratch)
        // The blob of the staged file is in the repository, whatever no commit names.
        let finds = ["scan", "staged", "history"].contains(command[1])
        #expect(result.status == (finds ? 1 : 0), "\(command): \(result.text)")
        #expect(!finds || result.text.contains("gateway"))
      }
    }
  }

  @Test func theExamplesOfSettingsWork() throws {
    let examples = blocks(of: "toml", in: try document("docs/configuration.md"))
    #expect(!examples.isEmpty)
    try scratch.write("ci/keys.toml", "[[rules]]\nid = 'acme'\nregex = 'acme-[0-9]{8}'\n")
    for example in examples {
      try scratch.write(".keystrel.toml", String(example))
      let result = try Keystrel.run("config", "check", in: scratch)
      #expect(result.status == 0, "\(result.errorText)")
      #expect(!result.errorText.contains("there is no rule"))
    }
  }

  @Test func theGeneratorsThatAreListedExpand() throws {
    let calls = try document("docs/rules.md").matches(of: /{{[^}]*#1}}/).map(\.output)
    #expect(calls.count >= 10)
    #expect(!(try Keystrel.expanded(calls.joined(separator: "\n")).contains("{{")))
  }

  @Test func everyModuleHasItsParagraph() throws {
    let text = try document("docs/modules.md")
    let modules = try FileManager.default.contentsOfDirectory(atPath: Keystrel.root + "/Sources")
    for module in modules where module.first != "." {
      #expect(text.contains("**\(module)**") || text.contains("`\(module)`"), "\(module)")
    }
  }
}
