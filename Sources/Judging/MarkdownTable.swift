/// A value in a table of Markdown: `| Resource | Key |`, a line of dashes, rows.
struct MarkdownTable {
  private let excerpt: Excerpt
  private let bytes: [UInt8]

  private static let bar = UInt8(ascii: "|")
  private static let ruleCharacters: ByteSet = "|:- \t\r"
  private static let mostRows = 40

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
    bytes = excerpt.bytes
  }

  /// What stands at the top of the value's column; nil when that cannot be seen.
  func heading() -> Surroundings.Name? {
    var start = startOfLine(before: excerpt.value.lowerBound)
    let column = bytes[start..<excerpt.value.lowerBound].count { $0 == Self.bar }
    for _ in 0..<Self.mostRows {
      guard start > 0 else { return nil }
      let end = start - 1
      start = startOfLine(before: end)
      let line = bytes[start..<end]
      guard line.contains(Self.bar) else { return nil }
      guard line.allSatisfy(Self.ruleCharacters.contains), start > 0 else { continue }
      let headings = bytes[startOfLine(before: start - 1)..<(start - 1)]
      let cells = headings.split(separator: Self.bar, omittingEmptySubsequences: false)
      guard column < cells.count else { return nil }
      let text = cells[column].filter { !"*_`\r".utf8.contains($0) }
      return text.contains(where: \.isAlphanumeric) ? Surroundings.Name(text, .assigned) : nil
    }
    return nil
  }

  private func startOfLine(before index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
