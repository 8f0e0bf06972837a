import Testing

@Suite struct StyleTests {
  /// A longer file is probably two subjects.
  static let longestFile = 350

  @Test(arguments: ["Sources", "Plugins", "Tests"])
  func keepsFilesShort(folder: String) throws {
    for file in try SourceTree.files(in: folder) {
      #expect(
        file.lines.count <= Self.longestFile, "\(file.path) has \(file.lines.count) lines")
    }
  }

  /// What crashes on input, or hides an error, has no place where input can reach it.
  @Test(arguments: ["try!", "fatalError(", "as!", "unowned(unsafe)", "@unchecked Sendable {"])
  func keepsCrashesOutOfSources(construct: String) throws {
    for file in try SourceTree.files(in: "Sources") {
      for (number, line) in file.lines.enumerated() where line.contains(construct) {
        // What claims to be safe to share quotes the library that says so.
        let isQuoted = file.lines[..<number].suffix(8).contains { $0.contains("thread-safe") }
        #expect(isQuoted, "\(file.path):\(number + 1) has \(construct)")
      }
    }
  }
}
