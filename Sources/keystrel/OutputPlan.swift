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

  /// The format of a file is told by a prefix (`sarif:FILE`) or by its name, and else by `--format`.
  ///
  /// A format that is none of theirs is for standard output.
  ///
  /// - Parameters:
  ///   - format: what `--format` says.
  ///   - outputs: what each `--output` says.
  ///   - usual: the format where nothing else tells one; nil for text.
  /// - Throws: `ValidationError` when two reports would have one place, or a prefix is no format.
  init(format: ReportFormat?, outputs: [String], usually usual: ReportFormat? = nil) throws {
    isNamed = format != nil || usual != nil || !outputs.isEmpty
    let untold = format ?? usual ?? .text
    var destinations: [Destination] = []
    var anyJSON: Int?
    for output in outputs {
      let (told, path) = try Self.parse(output)
      let name = path.flatMap(ReportFormat.init(fileName:))
      // All of JSON's formats are at home in a file that says no more than .json.
      if told == nil, name == .json, anyJSON == nil { anyJSON = destinations.count }
      destinations.append(Destination(format: told ?? name ?? untold, path: path))
    }
    if let format, !destinations.contains(where: { $0.format == format }) {
      if let anyJSON, format.isJSON {
        destinations[anyJSON].format = format
      } else {
        destinations.insert(Destination(format: format, path: nil), at: 0)
      }
    }
    if destinations.isEmpty { destinations = [Destination(format: untold, path: nil)] }
    for (index, destination) in destinations.enumerated()
    where destinations[..<index].contains(where: { $0.path == destination.path }) {
      throw ValidationError("two reports would go to \(destination.path ?? "standard output")")
    }
    self.destinations = destinations
  }

  /// Whether there is nothing but text on standard output.
  var isPlainText: Bool { destinations == [Destination(format: .text, path: nil)] }

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
