import Foundation
import TestSupport

/// What the tests read of `--format json`.
struct Report: Decodable {
  let failures: Int
  let findings: [Finding]
  let coverage: Coverage
  let triage: Triage?

  struct Finding: Decodable {
    let rule: String
    let title: String
    let confidence: String
    let secret: Secret
    let resource: Resource?
    let occurrences: [Occurrence]
    /// nil without a baseline.
    let baseline: String?
  }

  struct Triage: Decodable {
    let absent: [String]
    let changes: [Change]
  }

  struct Change: Decodable {
    let path: String
    let line: Int?
    let text: String
  }

  struct Suppression: Decodable {
    let kind: String
    let status: String
    let reason: String?
    let until: String?
  }

  struct Secret: Decodable {
    let fingerprint: String
    /// In the open; only with `--reveal`.
    let value: String?
  }

  struct Resource: Decodable {
    let host: String
  }

  struct Occurrence: Decodable {
    let path: String
    let region: Region
    let origin: String
    let commit: Commit?
    let suppression: Suppression?
  }

  struct Region: Decodable {
    let startLine: Int
    let startColumn: Int
    let byteOffset: Int
  }

  struct Commit: Decodable {
    let id: String
    let author: String
  }

  struct Coverage: Decodable {
    let complete: Bool
    let refs: Int
    let commits: Int
    let blobs: Int
    let files: Int
    /// nil when none was opened.
    let archives: Int?
    let members: Int?
    let skipped: [String: Int]
    let issues: [Issue]
    let notes: [String]?
  }

  struct Issue: Decodable {
    let subject: String?
    let message: String
  }

  init(_ result: Command) throws {
    self = try JSONDecoder().decode(Report.self, from: result.output)
  }

  /// Every place, as `path:line:column rule confidence`.
  var places: [String] {
    findings.flatMap { finding in
      finding.occurrences.map {
        "\($0.path):\($0.region.startLine):\($0.region.startColumn)"
          + " \(finding.rule) \(finding.confidence)"
      }
    }
  }
}
