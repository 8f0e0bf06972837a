internal import ScanModel

/// Turns byte offsets of a text into lines and columns.
struct LineTable {
  /// Offsets of the first byte of each line.
  private var starts: [Int] = [0]
  private let segment: Segment
  private let encoding: TextEncoding

  init(_ text: Span<UInt8>, segment: Segment, encoding: TextEncoding) {
    for index in text.indices where text[index] == 0x0A { starts.append(index + 1) }
    self.segment = segment
    self.encoding = encoding
  }

  /// The lines, columns and stored bytes of a range.
  func region(of range: Range<Int>, in text: Span<UInt8>) -> Region {
    let (startLine, startColumn) = place(of: range.lowerBound, in: text)
    let (endLine, endColumn) = place(of: range.upperBound, in: text)
    return Region(
      startLine: startLine, startColumn: startColumn, endLine: endLine, endColumn: endColumn,
      byteOffset: storedOffset(of: range.lowerBound, in: text),
      byteCount: storedOffset(of: range.upperBound, in: text)
        - storedOffset(of: range.lowerBound, in: text))
  }

  /// The line from 1 in the whole blob.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1 + segment.linesBefore
  }

  private func place(of offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
    let line = line(of: offset)
    let start = starts[line - 1 - segment.linesBefore]
    return (line, Self.utf16Count(text, start..<offset) + 1)
  }

  /// Offset in the file as it is stored, which for UTF-16 is not the offset in the text.
  private func storedOffset(of offset: Int, in text: Span<UInt8>) -> Int {
    switch encoding {
    case .bytes: segment.byteOffset + offset
    case .utf16LittleEndian(let mark), .utf16BigEndian(let mark):
      segment.byteOffset + (mark ? 2 : 0) + 2 * Self.utf16Count(text, 0..<offset)
    }
  }

  /// UTF-16 code units of UTF-8 text: one for each byte that begins a character, two for those of four bytes.
  private static func utf16Count(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range {
      let byte = text[index]
      if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
    }
    return count
  }
}
