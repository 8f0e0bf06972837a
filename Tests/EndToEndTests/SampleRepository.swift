import Foundation
import TestSupport

/// The repository of `fixtures/sample.fi`, as `make scan` builds it.
enum SampleRepository {
  static func make() throws -> Scratch {
    let scratch = try Scratch()
    let result = try Command(
      Keystrel.root + "/scripts/make-sample", [Keystrel.binary, scratch.path],
      environment: Scratch.gitEnvironment)
    guard result.status == 0 else { throw NotMade(message: result.errorText) }
    return scratch
  }

  struct NotMade: Error {
    let message: String
  }

  /// What is planted in the work tree, in the order of a report.
  static let planted = [
    ".env:3:22 azure-ai-key-84 certain",
    "deploy/secret.yaml:7:25 azure-ai-key-84 certain",
    ".github/workflows/evaluate.yml:11:27 azure-ai-key-84 certain",
    "README.md:10:41 azure-ai-key-32 high",
    "deploy/secret.yaml:8:23 azure-ai-key-32 high",
    "infra/production.tfvars:4:20 azure-apim-key-88 certain",
    "notebooks/explore.ipynb:14:14 azure-ai-key-32 high",
    "src/transcribe.py:5:51 azure-ai-key-32 high",
    "web/appsettings.json:10:18 azure-ai-search-key-52 certain",
    "web/appsettings.json:14:13 azure-ai-key-32 high",
  ]

  /// What a later commit took out of the work tree again.
  static let deleted = "src/translate.js:7:37 azure-ai-key-32 high"

  /// What stands there and is no key: the part of a finding's place that it would have.
  static let decoys = [
    "conda-linux-64.lock", ".env.example", ".env:4", "infra/production.tfvars:1:",
    "infra/production.tfvars:2:", "web/appsettings.json:5:", "infra/main.bicep",
    "notebooks/explore.ipynb:6:", "src/chat.py",
  ]

  /// Every planted key in the open, the deleted one too.
  static func keys() throws -> [String] {
    let stream = try String(
      contentsOfFile: Keystrel.root + "/fixtures/sample.fi", encoding: .utf8)
    let calls = [
      "azure84 openai 2025-01 #901", "hex32v4 #906", "hex32v4 #907", "azureSearch52 admin #909",
      "hex32v4 #910", "hex32v4 #912", "azure84 textanalytics 2024-11 #913 base64", "hex32v4 #914",
      "azureApim88 subscription #917", "hex32 #918",
    ]
    for call in calls where !stream.contains(call + "}}") { throw NotMade(message: call) }
    let text = calls.map { "{{\($0)}}" }.joined(separator: "\n")
    return try Keystrel.expanded(text).split(separator: "\n").map(String.init)
  }
}
