/// What becomes of a variable whose name does not say that its value is a key: where it is handed on as one.
///
///     let s = "…"
///     let config = SpeechConfig.fromSubscription(s, "westus")
struct VariableUse {
  private let bytes: [UInt8]
  private let value: Range<Int>
  private let name: [UInt8]

  /// Bytes behind the value in which uses are sought, and how many of them are looked at.
  private static let reach = 2400
  private static let mostUses = 6
  private static let longestName = 40
  /// Bytes that a use is told by.
  private static let before = 400

  /// nil when the value is not assigned to a variable.
  init?(of value: Range<Int>, assignedTo name: Surroundings.Name, in text: Span<UInt8>) {
    guard name.role == .assigned else { return nil }
    // Of `self.key` and `$key` the last part counts.
    let identifier = name.text.suffix(while: \.isIdentifier)
    guard let first = identifier.first, !first.isDigit, identifier.count <= Self.longestName else {
      return nil
    }
    let excerpt = Excerpt(text, around: value, before: Self.before, after: Self.reach)
    bytes = excerpt.bytes
    self.value = excerpt.value
    self.name = Array(identifier)
  }

  /// The names of the first use that tells something, up to where the variable gets another value.
  func names(where tell: ([Surroundings.Name]) -> Bool) -> [Surroundings.Name] {
    var index = value.upperBound
    var uses = 0
    while let range = next(from: index), uses < Self.mostUses {
      index = range.upperBound
      if isAssignment(behind: index) { break }
      uses += 1
      let excerpt = Excerpt(bytes, value: withSigil(range), before: Self.before)
      let names = SurroundingsReader.read(excerpt).names
      let line = Surroundings.Name(self.line(around: range), .parent)
      if tell(names + [line]) { return names + EnclosingNames(excerpt).parents() + [line] }
    }
    return []
  }

  /// The rest of a command or call says whose the key is.
  private func line(around range: Range<Int>) -> ArraySlice<UInt8> {
    let before = bytes[..<range.lowerBound].suffix(Self.longestLine)
      .suffix(while: { !$0.isLineEnd })
    let after = bytes[range.upperBound...].prefix(Self.longestLine).prefix { !$0.isLineEnd }
    return bytes[before.startIndex..<after.endIndex]
  }

  private static let longestLine = 200

  private func next(from start: Int) -> Range<Int>? {
    var index = start
    while index + name.count <= bytes.count {
      let end = index + name.count
      if bytes[index] == name[0], !bytes[index - 1].isIdentifier,
        end == bytes.count || !bytes[end].isIdentifier, bytes[index..<end].elementsEqual(name)
      {
        return index..<end
      }
      index += 1
    }
    return nil
  }

  private func isAssignment(behind end: Int) -> Bool {
    let rest = bytes[end...].drop(while: \.isBlank)
    return rest.starts(with: "=".utf8) && !rest.starts(with: "==".utf8)
      && !rest.starts(with: "=>".utf8) || rest.starts(with: ":=".utf8)
  }

  /// With what makes it a variable in a shell or a text: `$key`, `${key}`.
  private func withSigil(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    if start > 0, bytes[start - 1] == UInt8(ascii: "{") { start -= 1 }
    if start > 0, bytes[start - 1] == UInt8(ascii: "$") { return (start - 1)..<range.upperBound }
    return range
  }
}
