import Foundation
import Testing

/// Reports that were looked at by a person and kept.
enum Golden {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ name: String) -> String {
    root.appendingPathComponent(name).path
  }

  /// Compares with `fixtures/reports/<name>`.
  ///
  /// With RECORD=1 the file is rewritten, and the test fails all the same: a recorded file wants to be read.
  static func expect(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    let file = path("fixtures/reports/" + name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      Issue.record(
        "recorded \(name): look at it, then run without RECORD", sourceLocation: location)
      return
    }
    let golden = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text == golden, "RECORD=1 rewrites \(name)", sourceLocation: location)
  }
}
