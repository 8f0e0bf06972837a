import Foundation
import TestSupport
import Testing

/// The sample repository through all four commands.
@Suite struct SampleTests {
  let sample: Scratch

  init() throws {
    sample = try SampleRepository.make()
  }

  @Test func scanFindsEveryPlantedKeyAndNoDecoy() throws {
    let result = try Keystrel.run("scan", "--format", "json", in: sample)
    let report = try Report(result)
    #expect(result.status == 1)
    #expect(report.places == SampleRepository.planted)
    #expect(report.coverage.complete)
    let tracked = try sample.git("ls-files").split(separator: "\n").count
    #expect(report.coverage.files == tracked)
  }

  @Test(arguments: ["scan", "history"])
  func reportsNoDecoyAtAnyConfidence(command: String) throws {
    let report = try Report(
      Keystrel.run(command, "--format", "json", "--show", "low", in: sample))
    for decoy in SampleRepository.decoys {
      #expect(report.places.filter { $0.hasPrefix(decoy) } == [])
    }
  }

  @Test func historyAlsoFindsTheDeletedKey() throws {
    let result = try Keystrel.run("history", "--format", "json", in: sample)
    let report = try Report(result)
    #expect(result.status == 1)
    #expect(Set(report.places) == Set(SampleRepository.planted + [SampleRepository.deleted]))
    let deleted = try #require(
      report.findings.flatMap(\.occurrences).first { $0.path == "src/translate.js" })
    let introduced = try sample.git(
      "log", "--format=%H", "--diff-filter=A", "--", "src/translate.js")
    #expect(deleted.commit?.id == introduced)
    #expect(deleted.commit?.author == "Bo Builder")
    #expect(report.coverage.refs == 3)
    #expect(report.coverage.commits == 6)
  }

  /// The service and the resource to rotate, also where the header is shared by many services.
  @Test(arguments: [
    (".env", "Azure OpenAI key", "contoso-helpdesk.openai.azure.com"),
    (
      ".github/workflows/evaluate.yml", "Azure AI Language key",
      "contoso-language.cognitiveservices.azure.com"
    ),
    ("README.md", "Azure AI Face key", "westeurope.api.cognitive.microsoft.com"),
    ("infra/production.tfvars", "Azure API Management subscription key", "contoso.azure-api.net"),
    (
      "notebooks/explore.ipynb", "Azure AI Document Intelligence key",
      "contoso-forms.cognitiveservices.azure.com"
    ),
    ("src/translate.js", "Azure Translator key", "api.cognitive.microsofttranslator.com"),
  ])
  func namesServiceAndResource(path: String, title: String, host: String) throws {
    let report = try Report(Keystrel.run("history", "--format", "json", in: sample))
    let finding = try #require(report.findings.first { $0.occurrences.first?.path == path })
    #expect(finding.title == title)
    #expect(finding.resource?.host == host)
  }

  @Test func aKeyInTwoPlacesIsOneFinding() throws {
    let report = try Report(Keystrel.run("scan", "--format", "json", in: sample))
    let paths = report.findings.map { $0.occurrences.map(\.path) }
    #expect(paths.contains([".env", "deploy/secret.yaml"]))
  }

  @Test func diffReportsWhatABranchAdds() throws {
    let range = "main~1^1...main~1^2"
    let report = try Report(Keystrel.run("diff", range, "--format", "json", in: sample))
    #expect(
      Set(report.findings.flatMap { $0.occurrences.map(\.path) }) == [
        "web/appsettings.json", "notebooks/explore.ipynb",
      ])
    #expect(report.coverage.commits == 1)
  }

  @Test func diffOfACleanCommitIsClean() throws {
    try sample.write("CHANGES.md", "nothing secret\n")
    try sample.git("add", "CHANGES.md")
    try sample.git("commit", "-qm", "Say so")
    let result = try Keystrel.run("diff", "HEAD", in: sample)
    #expect(result.status == 0)
    #expect(result.text.contains("no findings"))
  }

  @Test func stagedReportsAddedLinesOnly() throws {
    #expect(try Keystrel.run("staged", in: sample).status == 0)
    // The file holds a key already; the line that is staged does not.
    let path = sample.path + "/.env"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try sample.write(".env", text + "LOG_LEVEL=debug\n")
    try sample.git("add", ".env")
    #expect(try Keystrel.run("staged", in: sample).status == 0)
    try sample.write(
      ".env", text + (try Keystrel.expanded("AZURE_SPEECH_KEY={{hex32v4 #921}}\n")))
    try sample.git("add", ".env")
    let report = try Report(Keystrel.run("staged", "--format", "json", in: sample))
    #expect(report.places == [".env:5:18 azure-ai-key-32 high"])
  }

  @Test func noKeyStandsInAnyOutput() throws {
    let keys = try SampleRepository.keys()
    for format in ["text", "json", "jsonl", "sarif"] {
      for command in ["scan", "history"] {
        let result = try Keystrel.run(
          command, "--format", format, "--show", "low", "--color", "always", in: sample)
        let written = result.text + result.errorText
        #expect(!written.isEmpty)
        for (number, key) in keys.enumerated() {
          // Not the value itself: a failed test is read by others too.
          let isHidden = !written.contains(key) && !written.contains(key.suffix(12))
          #expect(isHidden, "key \(number) in \(command) as \(format)")
        }
      }
    }
  }

  @Test func revealShowsTheKeys() throws {
    let key = try #require(SampleRepository.keys().first)
    let result = try Keystrel.run("scan", "--reveal", in: sample)
    let isShown = result.text.contains(key)
    #expect(isShown)
  }
}

@Suite(.enabled(if: JSONSchema.isOn))
struct SampleReportTests {
  @Test(arguments: [
    ("scan", "json", JSONSchema.report), ("history", "json", JSONSchema.report),
    ("scan", "sarif", JSONSchema.sarif), ("history", "sarif", JSONSchema.sarif),
  ])
  func isValid(command: String, format: String, schema: String) throws {
    let sample = try SampleRepository.make()
    let result = try Keystrel.run(command, "--format", format, "--show", "low", in: sample)
    #expect(try JSONSchema.errors(in: result.text, schema: schema) == "")
  }
}
