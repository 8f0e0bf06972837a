/// The line above a value that stands on a line of its own, as portals and notes have it.
///
///     KEY 1
///     …
struct LabelAbove {
  private let excerpt: Excerpt

  private static let longestLabel = 60
  private static let mostBlankLines = 2
  private static let decoration: ByteSet = " \t\r*_`#>:\"'"

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  /// What the line says, if it is no statement of a program: all of it, and its first word alone, "Key of the resource".
  func names() -> [Surroundings.Name] {
    guard let name = name() else { return [] }
    let first = name.text.prefix { $0 != UInt8(ascii: "_") }
    return [name, Surroundings.Name(first, .assigned)]
  }

  private func name() -> Surroundings.Name? {
    let bytes = excerpt.bytes
    let start = excerpt.startOfLine(before: excerpt.value.lowerBound)
    let rest = bytes[excerpt.value.upperBound...].prefix { $0 != 0x0A }
    let isAlone = (bytes[start..<excerpt.value.lowerBound] + rest).allSatisfy {
      Self.decoration.contains($0)
    }
    guard isAlone, !goesOn(at: rest.endIndex + 1) else { return nil }
    var end = start
    for _ in 0...Self.mostBlankLines {
      guard end > 0 else { return nil }
      let line = excerpt.startOfLine(before: end - 1)..<(end - 1)
      let text = bytes[line].drop(while: Self.decoration.contains)
      end = line.lowerBound
      guard let last = text.lastIndex(where: { !Self.decoration.contains($0) }) else { continue }
      let label = text[...last]
      let isPlain = label.allSatisfy {
        $0.isAlphanumeric || $0 >= 0x80 || " _-()/".utf8.contains($0)
      }
      guard isPlain, label.count <= Self.longestLabel else { return nil }
      // As one name, in which every word counts.
      return Surroundings.Name(label.map { $0.isBlank ? UInt8(ascii: "_") : $0 }, .assigned)
    }
    return nil
  }

  /// Whether the line below is as much of a row of digits: then the value is a part of something.
  private func goesOn(at start: Int) -> Bool {
    guard start < excerpt.bytes.count else { return false }
    let line = excerpt.bytes[start...].prefix { !$0.isLineEnd }.drop(while: \.isBlank)
    return line.count >= excerpt.value.count && line.allSatisfy(\.isAlphanumeric)
  }
}
