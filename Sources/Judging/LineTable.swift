internal import ScanModel

/// Turns byte offsets of a text into lines and columns; one pass over the text, then no answer costs more than a page.
struct LineTable {
  /// Offsets of the first byte of each line.
  private var starts: [Int] = [0]
  /// UTF-16 code units before the first byte of each page.
  private var unitsBeforePage: [Int] = [0]
  private let segment: Segment
  private let encoding: TextEncoding
  /// Whether the file begins with a byte order mark, which is in no column.
  private let hasMark: Bool

  /// Bytes; a line of megabytes is not counted from its beginning for each finding in it.
  private static let page = 1024

  init(_ text: Span<UInt8>, segment: Segment, encoding: TextEncoding) {
    self.segment = segment
    self.encoding = encoding
    hasMark =
      encoding == .bytes && segment.byteOffset == 0 && text.count > 2 && text[0] == 0xEF
      && text[1] == 0xBB && text[2] == 0xBF
    var units = 0
    var start = 0
    while start < text.count {
      let end = min(start + Self.page, text.count)
      for index in start..<end where text[index] == 0x0A { starts.append(index + 1) }
      units += Self.utf16Count(text, start..<end)
      unitsBeforePage.append(units)
      start = end
    }
  }

  /// The lines, columns and stored bytes of a range.
  func region(of range: Range<Int>, in text: Span<UInt8>) -> Region {
    let (startLine, startColumn) = place(of: range.lowerBound, in: text)
    let (endLine, endColumn) = place(of: range.upperBound, in: text)
    let byteOffset = storedOffset(of: range.lowerBound, in: text)
    return Region(
      startLine: startLine, startColumn: startColumn, endLine: endLine, endColumn: endColumn,
      byteOffset: byteOffset, byteCount: storedOffset(of: range.upperBound, in: text) - byteOffset)
  }

  /// The line from 1 in the whole blob.
  func line(of offset: Int) -> Int {
    starts.partition(before: offset + 1) + segment.linesBefore
  }

  private func place(of offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
    let line = line(of: offset)
    let start = starts[line - 1 - segment.linesBefore]
    let units = units(before: offset, in: text) - units(before: start, in: text)
    // The first line may have begun in the segment before.
    let isCut = start == 0 && encoding == .bytes
    let mark = hasMark && start == 0 && units > 0 ? 1 : 0
    return (line, units - mark + (isCut ? segment.unitsBefore : 0) + 1)
  }

  /// Offset in the file as it is stored, which for UTF-16 and UTF-32 is not the offset in the text.
  private func storedOffset(of offset: Int, in text: Span<UInt8>) -> Int {
    switch encoding {
    case .bytes: segment.byteOffset + offset
    case .utf16LittleEndian(let mark), .utf16BigEndian(let mark):
      segment.byteOffset + (mark ? 2 : 0) + 2 * units(before: offset, in: text)
    case .utf32LittleEndian(let mark), .utf32BigEndian(let mark):
      // Characters, of which UTF-16 has two units for those of four bytes. So rare that they are counted each time.
      segment.byteOffset + (mark ? 4 : 0)
        + 4 * (0..<offset).count { text[$0] & 0xC0 != 0x80 }
    }
  }

  private func units(before offset: Int, in text: Span<UInt8>) -> Int {
    let page = offset / Self.page
    return unitsBeforePage[page] + Self.utf16Count(text, (page * Self.page)..<offset)
  }

  /// UTF-16 code units of UTF-8 text: one for each byte that begins a character, two for those of four bytes.
  private static func utf16Count(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range {
      let byte = text[index]
      count += (byte & 0xC0 != 0x80 ? 1 : 0) + (byte >= 0xF0 ? 1 : 0)
    }
    return count
  }
}

extension [Int] {
  /// How many of the sorted elements are less than `value`.
  func partition(before value: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
