internal import ArgumentParser
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which reports a run writes and where: what `--format`, `--output` and the CI system say together.
struct OutputPlan {
  struct Destination: Hashable {
    var format: ReportFormat
    /// nil for standard output.
    var path: String?
  }

  private(set) var destinations: [Destination]
  /// Why the format is what it is, when nobody has named it.
  private(set) var remark: String?
  private let isNamed: Bool

  /// The format of a file is told by a prefix (`sarif:FILE`) or by its name, and else by `--format`. A format that is
  /// none of theirs is for standard output.
  ///
  /// - Throws: `ValidationError` when two reports would have one place, or a prefix is no format.
  init(format: ReportFormat?, outputs: [String]) throws {
    isNamed = format != nil || !outputs.isEmpty
    var destinations: [Destination] = []
    var anyJSON: Int?
    for output in outputs {
      let (told, path) = try Self.parse(output)
      let name = path.flatMap(ReportFormat.init(fileName:))
      // All of JSON's formats are at home in a file that says no more than .json.
      if told == nil, name == .json, anyJSON == nil { anyJSON = destinations.count }
      destinations.append(Destination(format: told ?? name ?? format ?? .text, path: path))
    }
    if let format, !destinations.contains(where: { $0.format == format }) {
      if let anyJSON, format.isJSON {
        destinations[anyJSON].format = format
      } else {
        destinations.insert(Destination(format: format, path: nil), at: 0)
      }
    }
    if destinations.isEmpty { destinations = [Destination(format: .text, path: nil)] }
    for (index, destination) in destinations.enumerated()
    where destinations[..<index].contains(where: { $0.path == destination.path }) {
      throw ValidationError("two reports would go to \(destination.path ?? "standard output")")
    }
    self.destinations = destinations
  }

  var usesStandardOutput: Bool { destinations.contains { $0.path == nil } }

  /// Takes what the CI system shows best, when the user has named nothing and no terminal is there.
  mutating func adaptToPipeline() {
    guard !isNamed, isatty(STDOUT_FILENO) == 0, let pipeline = Pipeline.current else { return }
    destinations = [Destination(format: pipeline.format, path: nil)]
    remark = pipeline.remark
  }

  /// `sarif:results.sarif` is a format and a file, `-` standard output.
  private static func parse(_ output: String) throws -> (ReportFormat?, String?) {
    var format: ReportFormat?
    var path = output
    let prefix = output.prefix { $0 != ":" }
    if prefix.count < output.count, prefix.count > 1, prefix.allSatisfy({ $0.isLowercase }) {
      guard let named = ReportFormat(rawValue: String(prefix)) else {
        throw ValidationError(
          "--output \(output): there is no format '\(prefix)'; a file of that name is ./\(output)")
      }
      format = named
      path = String(output.dropFirst(prefix.count + 1))
    }
    guard !path.isEmpty else { throw ValidationError("--output \(output): which file?") }
    return (format, path == "-" ? nil : path)
  }
}

/// A CI system whose log or pages show more than text.
enum Pipeline {
  case gitHub, azure, gitLab

  static var current: Pipeline? {
    if Environment.isOn("GITHUB_ACTIONS") { return .gitHub }
    if Environment.isOn("TF_BUILD") { return .azure }
    return Environment.isOn("GITLAB_CI") ? .gitLab : nil
  }

  var format: ReportFormat {
    switch self {
    case .gitHub: .github
    case .azure: .azure
    case .gitLab: .text
    }
  }

  var remark: String {
    switch self {
    case .gitHub: "GitHub Actions: writing annotations (--format text for the plain report)"
    case .azure: "Azure Pipelines: writing issues (--format text for the plain report)"
    case .gitLab:
      "GitLab CI: --output gl-secret-detection-report.json writes the report of "
        + "artifacts:reports:secret_detection"
    }
  }
}
