import Reporting
import ScanModel
import TestSupport
import Testing

/// Every report against its published schema.
@Suite(.enabled(if: JSONSchema.isOn))
struct SchemaTests {
  @Test(arguments: ["sample", "revealed", "empty", "told"])
  func jsonFollowsItsSchema(name: String) throws {
    let report = try #require(reports[name])
    #expect(try JSONSchema.errors(in: written(report, .json), schema: JSONSchema.report) == "")
  }

  @Test(arguments: ["sample", "revealed", "empty", "told", "triaged", "not UTF-8", "long"])
  func sarifFollowsTheSchemaOfOASIS(name: String) throws {
    let report = try #require(reports[name])
    #expect(try JSONSchema.errors(in: written(report, .sarif), schema: JSONSchema.sarif) == "")
  }

  @Test(arguments: ["sample", "revealed", "empty", "told", "settled", "hostile"])
  func gitLabsReportFollowsItsSchema(name: String) throws {
    let report = try #require(reports[name])
    #expect(try JSONSchema.errors(in: written(report, .gitlab), schema: JSONSchema.gitLab) == "")
  }

  @Test func aReportThatBreaksTheSchemaIsTold() throws {
    let sarif = try written(Sample.empty, .sarif)
    #expect(try JSONSchema.errors(in: sarif, schema: JSONSchema.report).contains("required"))
  }

  private let reports = [
    "sample": Sample.report(), "revealed": Sample.report(reveal: true), "empty": Sample.empty,
    "told": Sample.told, "triaged": Sample.triaged, "not UTF-8": Sample.notUTF8,
    "long": Sample.long, "settled": Sample.settled,
    "hostile": Sample.hostile("\u{1B}[2J::error::##vso[x]"),
  ]
}
