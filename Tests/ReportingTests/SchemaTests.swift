import Foundation
import Reporting
import ScanModel
import TestSupport
import Testing

/// Every report against its published schema, by Python's `jsonschema`.
///
/// KEYSTREL_PYTHON names the interpreter that has the package; KEYSTREL_SKIP_SCHEMA=1 goes without.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["KEYSTREL_SKIP_SCHEMA"] != "1"))
struct SchemaTests {
  @Test(arguments: ["sample", "revealed", "empty"])
  func jsonFollowsItsSchema(name: String) throws {
    #expect(try errors(in: reports[name], .json, schema: "docs/report.schema.json") == "")
  }

  @Test(arguments: ["sample", "revealed", "empty"])
  func sarifFollowsTheSchemaOfOASIS(name: String) throws {
    #expect(
      try errors(in: reports[name], .sarif, schema: "fixtures/schemas/sarif-2.1.0.json") == "")
  }

  @Test func aReportThatBreaksTheSchemaIsTold() throws {
    #expect(
      try errors(in: Sample.empty, .sarif, schema: "docs/report.schema.json").contains("required"))
  }

  private let reports = [
    "sample": Sample.report(), "revealed": Sample.report(reveal: true), "empty": Sample.empty,
  ]

  /// What the validator has to say; nothing when the report is valid.
  private func errors(in report: ScanReport?, _ format: ReportFormat, schema: String) throws
    -> String
  {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      kind = jsonschema.validators.validator_for(schema)
      kind.check_schema(schema)
      for error in kind(schema).iter_errors(json.load(open(sys.argv[2], encoding="utf-8"))):
          print(error.json_path, error.message[:300])
      """
    let python = ProcessInfo.processInfo.environment["KEYSTREL_PYTHON"] ?? "python3"
    let scratch = try Scratch()
    let file = try scratch.write("report", try written(try #require(report), format))
    let result = try Command(python, ["-c", script, Golden.path(schema), file])
    let problem: Comment =
      "needs Python with jsonschema: KEYSTREL_PYTHON=path, or KEYSTREL_SKIP_SCHEMA=1"
    try #require(result.status == 0, problem)
    return result.text
  }
}
