/// The part of SARIF 2.1.0 that a report needs, in the words of the specification.
///
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html; the numbers of sections are its own.
enum SARIF {
  /// The whole file: a `sarifLog` (§3.13).
  struct Log: Encodable {
    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  /// One run of one tool (§3.14).
  struct Run: Encodable {
    let tool: Tool
    let automationDetails: AutomationDetails
    let invocations: [Invocation]
    let versionControlProvenance: [VersionControlDetails]?
    let originalUriBaseIds: [String: ArtifactLocation]
    var columnKind = "utf16CodeUnits"
    let results: [Result]
  }

  struct AutomationDetails: Encodable {
    /// Ends in a slash: a category, to which runs of the same kind belong (§3.17.3).
    let id: String
  }

  /// The commit that was scanned (§3.23).
  struct VersionControlDetails: Encodable {
    let repositoryUri: String
    let revisionId: String?
    let branch: String?
    let mappedTo: ArtifactLocation
  }

  struct Message: Encodable {
    let text: String
  }

  /// Text with an optional Markdown twin (§3.12).
  struct MultiformatMessage: Encodable {
    let text: String
    var markdown: String?
  }

  enum Level: String, Encodable {
    case note, warning, error
  }
}
