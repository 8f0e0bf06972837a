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
    let examples = try blocks(of: "toml", in: document("docs/rules.md"))
    #expect(examples.count == 2)
    for example in examples {
      try scratch.write("example.toml", String(example))
      let result = try Keystrel.run("rules", "test", "example.toml", in: scratch)
      #expect(result.status == 0, "\(result.text)")
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

  @Test func theReadmesOptionsExist() throws {
    let help = try ["scan", "staged", "diff", "pre-receive", "history"].map {
      try Keystrel.run($0, "--help", in: scratch).text
    }.joined()
    let options = try document("README.md").split(separator: "\n")
      .filter { $0.contains("keystrel ") }.joined(separator: "\n").matches(of: /--[a-z-]+/)
    for option in Set(options.map(\.output)) {
      #expect(help.contains(option), "\(option)")
    }
  }
}
