import Foundation

/// The package `sarif-tools` of PyPI: what another reader makes of a report.
public struct SARIFTools {
  /// How many results it counts, by level.
  public let counts: [String: Int]

  /// Reads a report; KEYSTREL_PYTHON and KEYSTREL_SKIP_SCHEMA as for `JSONSchema`.
  ///
  /// - Throws: when it cannot be read, or Python or the package is missing.
  public init(reading sarif: String) throws {
    let script = """
      import json, sys
      from sarif import loader
      file = loader.load_sarif_file(sys.argv[1])
      report = file.get_report()
      counts = {level: report.get_issue_count_for_severity(level) for level in report.get_severities()}
      print(json.dumps(counts | {"all": file.get_result_count(), "records": len(file.get_records())}))
      """
    let scratch = try Scratch()
    let file = try scratch.write("report.sarif", sarif)
    let result = try Command(JSONSchema.python, ["-c", script, file])
    guard result.status == 0,
      let counts = try JSONSerialization.jsonObject(with: result.output) as? [String: Int]
    else { throw JSONSchema.NoValidator(message: result.errorText) }
    self.counts = counts
  }
}
