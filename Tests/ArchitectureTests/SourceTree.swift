import Foundation

/// The Swift files of this repository, as the tests of its structure see them.
enum SourceTree {
  /// The repository's root: three folders above this file.
  static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  struct File {
    let path: String
    let lines: [Substring]

    /// The modules that the file imports; not what source text in its literals imports.
    var imports: Set<String> {
      Set(
        lines.compactMap { line in
          guard line.prefix(3) != "   " else { return nil }
          let words = line.split(separator: " ")
          guard let keyword = words.firstIndex(of: "import"), keyword <= 2,
            words[..<keyword].allSatisfy({ Self.modifiers.contains($0) }),
            keyword + 2 == words.count
          else { return nil }
          return String(words[keyword + 1])
        })
    }

    private static let modifiers: Set<Substring> = [
      "internal", "package", "public", "private", "fileprivate", "@testable", "@preconcurrency",
    ]
  }

  /// All Swift files below a folder of the repository, sorted.
  static func files(in folder: String) throws -> [File] {
    let base = root + "/" + folder
    guard let walk = FileManager.default.enumerator(atPath: base) else { return [] }
    return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let text = try String(contentsOfFile: base + "/" + $0, encoding: .utf8)
      return File(
        path: folder + "/" + $0,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}
