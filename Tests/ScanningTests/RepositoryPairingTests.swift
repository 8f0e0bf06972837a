import Rules
import ScanModel
import Scanning
import Testing

/// A key whose file names no endpoint gets that of the files around it, if there is only one.
@Suite struct RepositoryPairingTests {
  private static let key = "AZURE_OPENAI_KEY={{hex32 #1}}"

  @Test(
    arguments: [
      ("the only one", [("docs/setup.md", "one.openai.azure.com")], "one", "docs/setup.md"),
      (
        "the same in several files",
        [("b.md", "one.openai.azure.com"), ("a.md", "ONE.openai.azure.com")], "one", "a.md"
      ),
      (
        "that of its folder",
        [("app/config.json", "one.openai.azure.com"), ("other/c.json", "two.openai.azure.com")],
        "one", "app/config.json"
      ),
      (
        "that of the folder around its own",
        [("x.json", "two.openai.azure.com"), ("app/x/y/config.json", "one.openai.azure.com")],
        "one", "app/x/y/config.json"
      ),
      (
        "two in its folder",
        [("app/a.json", "one.openai.azure.com"), ("app/b.json", "two.openai.azure.com")], nil, nil
      ),
      ("another service's", [("app/a.json", "one.search.windows.net")], nil, nil),
      ("a template", [("app/a.json", "your-resource.openai.azure.com")], nil, nil),
      ("a region's", [("app/a.json", "westeurope.api.cognitive.microsoft.com")], nil, nil),
    ] as [(String, [(String, String)], String?, String?)])
  func takesTheEndpoint(
    name: String, files: [(String, String)], account: String?, path: String?
  ) throws {
    let key = String(decoding: try expandGenerators(Self.key).utf8, as: UTF8.self)
    let input = MemoryInput(
      [("app/.env", key)] + files.map { (path: $0.0, text: "url: https://\($0.1)/") })
    for jobs in [1, 3] {
      let result = try Scan(try RuleLoader.load().ruleSet, jobs: jobs).run(input)
      let finding = try #require(result.findings.first)
      #expect(finding.resource?.name == account)
      #expect(finding.resource?.path?.text == path)
      #expect(finding.evidence.last?.text.contains("only endpoint") == (account != nil))
    }
  }

  @Test func leavesTheEndpointOfItsOwnFile() throws {
    let text = Self.key + "\nAZURE_OPENAI_ENDPOINT=https://own.openai.azure.com"
    let input = MemoryInput([
      ("a.env", String(decoding: try expandGenerators(text).utf8, as: UTF8.self)),
      ("b.env", "https://other.openai.azure.com"),
    ])
    let finding = try #require(
      try Scan(try RuleLoader.load().ruleSet, jobs: 1).run(input).findings.first)
    #expect(finding.resource?.name == "own")
    #expect(finding.resource?.path == nil)
  }
}
