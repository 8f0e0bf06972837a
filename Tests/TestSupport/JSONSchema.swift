import Foundation

/// A JSON schema, checked by Python's `jsonschema`.
///
/// KEYSTREL_PYTHON names the interpreter that has the package; KEYSTREL_SKIP_SCHEMA=1 goes without.
public enum JSONSchema {
  /// The report format that docs/ describes.
  public static let report = "docs/report.schema.json"
  /// SARIF 2.1.0 as OASIS published it.
  public static let sarif = "fixtures/schemas/sarif-2.1.0.json"

  /// GitLab's report of secret detection, as far as it is written.
  public static let gitLab = "fixtures/schemas/gitlab-secret-detection-15.json"

  /// Whether the tests that need Python run.
  public static let isOn = ProcessInfo.processInfo.environment["KEYSTREL_SKIP_SCHEMA"] != "1"

  /// The interpreter that has the packages.
  static let python = ProcessInfo.processInfo.environment["KEYSTREL_PYTHON"] ?? "python3"

  /// What the validator has to say; nothing when the document is valid.
  ///
  /// - Throws: when Python or its package is missing.
  public static func errors(in document: String, schema: String) throws -> String {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      kind = jsonschema.validators.validator_for(schema)
      kind.check_schema(schema)
      for error in kind(schema).iter_errors(json.load(open(sys.argv[2], encoding="utf-8"))):
          print(error.json_path, error.message[:300])
      """
    let scratch = try Scratch()
    let file = try scratch.write("document", document)
    let result = try Command(python, ["-c", script, Keystrel.root + "/" + schema, file])
    guard result.status == 0 else { throw NoValidator(message: result.errorText) }
    return result.text
  }

  public struct NoValidator: Error, CustomStringConvertible {
    let message: String

    public var description: String {
      "needs Python with jsonschema and sarif-tools: KEYSTREL_PYTHON=path, or KEYSTREL_SKIP_SCHEMA=1: "
        + message
    }
  }
}
