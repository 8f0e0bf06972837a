import ScanModel

/// GitLab's report of secret detection, as its security dashboard reads it: the fields of the published schema, by its
/// names.
///
/// https://gitlab.com/gitlab-org/security-products/security-report-schemas, secret-detection-report-format.json
struct GitLabReport: Encodable {
  private static let schemaVersion = "15.2.1"

  let version: String
  let schema: String
  let scan: Scan
  let vulnerabilities: [Vulnerability]

  init(_ report: ScanReport, _ options: ReportOptions) {
    version = Self.schemaVersion
    schema =
      "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/"
      + "v\(Self.schemaVersion)/dist/secret-detection-report-format.json"
    scan = Scan(report, options)
    let head = report.repository?.headCommit
    // One secret may stand twice in a line; GitLab asks for different ids.
    var seen: Set<String> = []
    vulnerabilities = report.openFindings.flatMap { finding in
      finding.openOccurrences.map { Vulnerability(finding, at: $0, head: head) }
    }.filter { seen.insert($0.id).inserted }
  }

  func write(to output: inout some TextOutputStream) throws {
    output.write(try jsonText(self, pretty: true) + "\n")
  }

  struct Scan: Encodable {
    let analyzer: Tool
    let scanner: Tool
    var type = "secret_detection"
    let startTime: String
    let endTime: String
    let status: String
    let messages: [Message]

    enum CodingKeys: String, CodingKey {
      case analyzer, scanner, type
      case startTime = "start_time"
      case endTime = "end_time"
      case status, messages
    }

    init(_ report: ScanReport, _ options: ReportOptions) {
      analyzer = Tool(version: report.toolVersion)
      scanner = analyzer
      startTime = options.startTime
      endTime = options.endTime
      status = report.coverage.isComplete ? "success" : "failure"
      var messages = report.coverage.issues.sorted().map {
        Message(level: "fatal", value: "incomplete: " + $0.line)
      }
      let settled = report.findings.count - report.openFindings.count
      if settled > 0 {
        let what = counted(settled, "finding") + (settled == 1 ? " is" : " are")
        messages.append(
          Message(
            level: "info", value: what + " in the baseline or suppressed, and not listed"))
      }
      messages += report.changeLines.map { Message(level: "warn", value: $0) }
      if !report.posture.isEmpty {
        messages.append(
          Message(
            level: "info",
            value: counted(report.posture.count, "place leaves", plural: "places leave")
              + " the use of keys open, which is no secret and not listed"))
      }
      self.messages = messages
    }
  }

  struct Tool: Encodable {
    var id = "keystrel"
    var name = "Keystrel"
    let version: String
    var vendor = Vendor()

    struct Vendor: Encodable {
      var name = "Keystrel"
    }
  }

  struct Message: Encodable {
    let level: String
    let value: String
  }
}
