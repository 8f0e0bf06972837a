extension ReportFormat {
  /// The format that the name of a file tells, or nil when it says nothing.
  ///
  /// - Parameter fileName: a path; its last component counts.
  package init?(fileName: String) {
    let name = (fileName.split(separator: "/").last ?? "").lowercased()
    // The name that GitLab's documentation gives it.
    if name == "gl-secret-detection-report.json" {
      self = .gitlab
      return
    }
    let known: [(suffix: String, format: ReportFormat)] = [
      (".sarif", .sarif), (".sarif.json", .sarif), (".json", .json), (".jsonl", .jsonl),
      (".ndjson", .jsonl), (".xml", .junit), (".csv", .csv), (".md", .markdown),
      (".markdown", .markdown), (".txt", .text),
    ]
    guard let match = known.first(where: { name.hasSuffix($0.suffix) }) else { return nil }
    self = match.format
  }

  /// Whether a report of it is a JSON text, or one in each line.
  package var isJSON: Bool {
    switch self {
    case .json, .jsonl, .sarif, .gitlab: true
    case .text, .github, .azure, .junit, .csv, .markdown: false
    }
  }
}
