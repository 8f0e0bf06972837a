import Rules
import Testing

@testable import Migration

/// JSON and YAML as other tools write them, with the line of each value.
@Suite struct DataReaderTests {
  private func json(_ text: String) throws -> DataNode {
    try JSONReader.read(RuleFile(name: "a.json", text: text))
  }

  private func yaml(_ text: String) throws -> DataNode {
    try YAMLReader.read(RuleFile(name: "a.yml", text: text))
  }

  @Test func jsonKeepsLines() throws {
    let node = try json(
      "{\n \"a\": [\n  {\"b\": \"x\\n\\u00e9\\ud83d\\ude00\"},\n  -1.5e3, true, null]\n}\n")
    let list = try #require(node["a"]?.array)
    #expect(list.map(\.line) == [3, 4, 4, 4])
    #expect(list[0]["b"]?.string == "x\né😀")
    #expect(list[1].number == -1500)
    #expect(list[2].bool == true)
    #expect(list[3].value == .null)
  }

  @Test(arguments: [
    "", "{", "[1,", "{\"a\" 1}", "{a: 1}", "\"\n\"", "\"\\x\"", "\"\\u12\"", "nope", "[1] 2",
    String(repeating: "[", count: 100_000),
  ])
  func damagedJSONIsAnErrorWithALine(text: String) throws {
    let error = try #require(throws: RuleFileError.self) { try json(text) }
    #expect(error.position != nil)
  }

  @Test func jsonLinesPassOverLogs() {
    let text = "log\n{\"a\": 1}\n\n{\"b\":\n[2]\n{\"c\": 3}\n"
    let nodes = JSONReader.readLines(RuleFile(name: "a", text: text))
    #expect(nodes.map(\.line) == [2, 6])
  }

  @Test func yamlOfConfigurationsIsRead() throws {
    let node = try yaml(
      """
      # a comment
      ---
      detectors:
      - name: One   # another
        keywords: [hog, "a b", 'it''s']
        regex:
          id: '\\b(HOG[0-9A-Z]{17})\\b'
          "quoted key": "a\\tb\\u00e9 # no comment"
        entropy: 3.5
        text: |
          two
            lines
        folded: >-
          one
          line
        nothing:
      - name: Two
        on: true
      last: a:b
      """)
    let detectors = try #require(node["detectors"]?.array)
    #expect(detectors.map(\.line) == [4, 17])
    let one = detectors[0]
    #expect(one["keywords"]?.array?.compactMap(\.string) == ["hog", "a b", "it's"])
    #expect(one["regex"]?["id"]?.string == "\\b(HOG[0-9A-Z]{17})\\b")
    #expect(one["regex"]?["quoted key"]?.string == "a\tbé # no comment")
    #expect(one["entropy"]?.number == 3.5)
    #expect(one["text"]?.string == "two\n  lines\n")
    #expect(one["folded"]?.string == "one line")
    #expect(one["nothing"]?.value == .null)
    #expect(detectors[1]["on"]?.bool == true)
    #expect(node["last"]?.string == "a:b")
  }

  @Test(arguments: [
    ("a: &x 1", 1), ("a: 1\nb: *x", 2), ("a:\n  - 1\n    - 2", 3), ("a: {b: 1}", 1),
    ("a: \"one\n  two\"", 1), ("? a\n: b", 1), ("a:\n  b: 1\n c: 2", 3), ("a: [1,\n 2]", 1),
  ])
  func yamlThatIsNotReadIsNamed(text: String, line: Int) throws {
    let error = try #require(throws: RuleFileError.self) { try yaml(text) }
    #expect(error.position?.line == line)
  }

  @Test func deepYAMLEnds() {
    let text = (0..<5000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(throws: RuleFileError.self) { try yaml(text) }
    #expect(throws: RuleFileError.self) { try yaml(String(repeating: "- ", count: 5000) + "a") }
  }
}
