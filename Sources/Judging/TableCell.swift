/// A value that is a cell of a table of text: its column's heading is its name.
struct TableCell {
  private let excerpt: Excerpt
  private let bytes: [UInt8]

  private static let longestLine = 2000

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
    bytes = excerpt.bytes
  }

  /// The heading of the value's column.
  ///
  /// - Parameter firstLine: of the text, for values with commas between, whose headings are far above; asked for these
  ///   only.
  /// - Returns: nil when the value is no cell of a table.
  func heading(firstLine: () -> [UInt8]) -> Surroundings.Name? {
    let start = startOfLine(before: excerpt.value.lowerBound)
    let line = bytes[start...].prefix { !$0.isLineEnd }
    guard line.count < Self.longestLine else { return nil }
    let column = excerpt.value.lowerBound - start
    return (alignedHeading(at: column, above: start) ?? separatedHeading(line, column, firstLine))
      .map { Surroundings.Name($0, .assigned) }
  }

  /// A command's table: headings, a line of dashes, and cells that stand below their headings.
  private func alignedHeading(at column: Int, above start: Int) -> ArraySlice<UInt8>? {
    var end = start
    for _ in 0..<Self.mostRows {
      guard end > 0 else { return nil }
      let rule = startOfLine(before: end - 1)
      let dashes = bytes[rule..<(end - 1)]
      if dashes.count > column,
        dashes.allSatisfy({ $0 == UInt8(ascii: "-") || $0.isBlank || $0 == 0x0D }),
        dashes.contains(UInt8(ascii: "-")), rule > 0
      {
        let headings = bytes[startOfLine(before: rule - 1)..<(rule - 1)]
        guard headings.count > column else { return nil }
        let word = headings[(headings.startIndex + column)...].prefix { $0.isNameCharacter }
        return word.isEmpty ? nil : word
      }
      end = rule
    }
    return nil
  }

  private static let mostRows = 8

  /// Cells with commas, semicolons or tabs between.
  private func separatedHeading(
    _ line: ArraySlice<UInt8>, _ column: Int, _ readFirstLine: () -> [UInt8]
  ) -> ArraySlice<UInt8>? {
    for separator in Self.separators where line.contains(separator) {
      let firstLine = readFirstLine()
      let cells = line.split(separator: separator, omittingEmptySubsequences: false)
      let headings = firstLine.split(separator: separator, omittingEmptySubsequences: false)
      guard cells.count == headings.count, !firstLine.elementsEqual(line) else { continue }
      let cell = line.prefix(column).count { $0 == separator }
      let heading = headings[cell].filter { !$0.isQuote && $0 != 0x0D }
      return heading.contains(where: \.isAlphanumeric) ? heading[...] : nil
    }
    return nil
  }

  /// The cell before the value's, of a table of names and values.
  func before() -> Surroundings.Name? {
    let line = bytes[startOfLine(before: excerpt.value.lowerBound)..<excerpt.value.lowerBound]
    guard let end = line.lastIndex(where: Self.separators.contains) else { return nil }
    let cell = line[..<end].split(
      omittingEmptySubsequences: false, whereSeparator: Self.separators.contains
    )
    .last?.filter { !$0.isQuote }
    return cell.flatMap { $0.isEmpty ? nil : Surroundings.Name($0, .assigned) }
  }

  private static let separators: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  private func startOfLine(before index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
