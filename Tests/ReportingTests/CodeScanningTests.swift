import Foundation
import Reporting
import ScanModel
import TestSupport
import Testing

/// What GitHub, Azure DevOps and SARIF's validator ask of a report, held against many of them.
struct CodeScanningTests {
  @Test(arguments: [
    "sample", "revealed", "empty", "told", "triaged", "settled", "not UTF-8", "long",
  ])
  func aReportKeepsTheDocumentedRules(name: String) throws {
    let report = try #require(reports[name])
    #expect(try CodeScanningRules.violations(in: written(report, .sarif)) == [])
  }

  @Test(arguments: Sample.strangeTexts)
  func aHostileRepositoryBreaksNoRule(text: String) throws {
    let sarif = try written(Sample.strange(text), .sarif)
    #expect(try CodeScanningRules.violations(in: sarif) == [])
    if JSONSchema.isOn {
      #expect(try JSONSchema.errors(in: sarif, schema: JSONSchema.sarif) == "")
    }
  }

  /// A checker that finds nothing is worth what it finds in a broken report.
  @Test(arguments: [
    (#""level" : "warning""#, #""level" : "none""#, "level"),
    (#""version" : "2.1.0""#, #""version" : "2.0.0""#, "version"),
    (#""uri" : "src/chat.py""#, #""uri" : "/src/chat.py""#, "is relative"),
    (#""uri" : "src/chat.py""#, #""uri" : "src/ä.py""#, "RFC 3986"),
    (#""uri" : "src/chat.py""#, #""uri" : "src/../chat.py""#, "dot segments"),
    (#""ruleIndex" : 1"#, #""ruleIndex" : 0"#, "ruleIndex"),
    (#""security-severity" : "9.5""#, #""security-severity" : "high""#, "security-severity"),
    (#"3f:1""#, #"3e:1""#, "one fingerprint per secret"),
    (#"3f3f3f3f3f3f3f3f:1""#, #"""#, "not empty"),
    (#""startLine" : 12"#, #""startLine" : 13"#, "ends behind"),
    (#"](1)"#, #"](2)"#, "links"),
    (#"sign in.""#, #"sign in""#, "period"),
    (#""name" : "AzureOpenaiKey""#, #""name" : "azure-openai-key""#, "SARIF1001"),
    (#""uriBaseId" : "%SRCROOT%""#, #""uriBaseId" : "X""#, "base"),
    (#""id" : "keystrel/history/""#, #""id" : "keystrel""#, "category"),
  ])
  func theCheckerSeesWhatIsBroken(from: String, to: String, violation: String) throws {
    let sarif = try written(Sample.report(), .sarif)
    let first = try #require(sarif.range(of: from))
    let broken = sarif.replacingCharacters(in: first, with: to)
    let found = try CodeScanningRules.violations(in: broken)
    #expect(found.contains { $0.contains(violation) }, "\(found)")
  }

  @Test(
    .enabled(if: JSONSchema.isOn), arguments: ["sample", "empty", "told", "triaged", "settled"])
  func sarifToolsAgreesOnTheCounts(name: String) throws {
    let report = try #require(reports[name])
    let counts = try SARIFTools(reading: written(report, .sarif)).counts
    let levels = try results(try run(of: report)).map { $0["level"] as? String ?? "" }
    let places = report.findings.reduce(0) { $0 + $1.occurrences.count }
    #expect(counts["all"] == places + report.posture.count)
    #expect(counts["records"] == counts["all"])
    for level in ["error", "warning", "note"] {
      #expect(counts[level, default: 0] == levels.count { $0 == level })
    }
  }

  private let reports = [
    "sample": Sample.report(), "revealed": Sample.report(reveal: true), "empty": Sample.empty,
    "told": Sample.told, "triaged": Sample.triaged, "settled": Sample.settled,
    "not UTF-8": Sample.notUTF8,
    "long": Sample.long,
  ]
}
