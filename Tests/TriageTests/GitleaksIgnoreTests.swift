import ScanModel
import Testing

@testable import Triage

struct GitleaksIgnoreTests {
  static let commit = String(repeating: "c1", count: 20)

  static func occurrence(_ path: String, line: Int, commit: String? = nil) -> Occurrence {
    let region = Region(
      startLine: line, startColumn: 1, endLine: line, endColumn: 33, byteOffset: 0, byteCount: 32)
    let origin = commit.flatMap { hex in
      BlobID(stride(from: 0, to: 40, by: 2).map { _ in UInt8(hex.prefix(2), radix: 16) ?? 0 })
    }.map {
      Origin.commit(
        Commit(id: $0, author: "A", authorEmail: "a@b", authorTime: 0, committerTime: 0))
    }
    return Occurrence(path: BytePath(path), region: region, blob: nil, origin: origin ?? .file)
  }

  static let file = """
    # why
    src/a.py:generic-api-key:3

    \(commit):src/b.py:azure-openai-key:7
      C:/x y.txt:generic-api-key:1\u{20}
    nonsense
    src/a.py:rule:0
    """

  static let cases: [(String, Int, String?, String, Int?)] = [
    ("src/a.py", 3, nil, "azure-openai-key", 2), ("src/a.py", 4, nil, "azure-openai-key", nil),
    ("src/a.py", 3, commit, "other", 2), ("b/src/a.py", 3, nil, "azure-openai-key", nil),
    ("src/b.py", 7, commit, "azure-openai-key", 4), ("src/b.py", 7, nil, "azure-openai-key", nil),
    // An entry for a rule of the run is for that rule alone.
    ("src/b.py", 7, commit, "other", nil), ("C:/x y.txt", 1, nil, "other", 5),
  ]

  @Test(arguments: cases)
  func `an entry speaks of a place`(
    path: String, line: Int, commit: String?, rule: String, entry: Int?
  ) {
    let ignore = GitleaksIgnore(reading: Array(Self.file.utf8))
    let suppression = ignore.suppression(
      of: Self.occurrence(path, line: line, commit: commit), at: BytePath(path), rule: rule,
      among: ["azure-openai-key", "other"])
    #expect(suppression?.line == entry)
    #expect(suppression.map { $0.kind == .gitleaksIgnore } ?? true)
  }

  @Test func `what is no entry is known by its line`() {
    #expect(GitleaksIgnore(reading: Array(Self.file.utf8)).ignoredLines == [6, 7])
  }
}
