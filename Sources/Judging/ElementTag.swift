/// The XML or HTML tag that opens before a value: `<add key="NAME">`, `<string name="NAME">`.
struct ElementTag {
  private let bytes: [UInt8]
  /// From after `<` to before `>`.
  private let content: Range<Int>

  private static let longestTag = 300

  /// The tag whose `>` stands at `close`; nil when there is none.
  init?(in bytes: [UInt8], closedBefore close: Int) {
    var start = close
    while start > 0, bytes[start - 1] != UInt8(ascii: "<"), bytes[start - 1] != UInt8(ascii: ">"),
      close - start < Self.longestTag
    {
      start -= 1
    }
    guard start > 0, bytes[start - 1] == UInt8(ascii: "<"), start < close,
      bytes[start].isAlphanumeric
    else { return nil }
    self.bytes = bytes
    content = start..<close
  }

  /// Where the tag begins.
  var start: Int { content.lowerBound - 1 }

  /// Whether the element only says how its content looks.
  var isFormatting: Bool {
    let tag = String(decoding: bytes[content].prefix { $0.isNameCharacter }, as: UTF8.self)
    return Self.formatting.contains(tag.lowercased())
  }

  private static let formatting: Set<String> = [
    "code", "b", "strong", "i", "em", "tt", "kbd", "samp", "span", "mark", "pre",
  ]

  /// The name that the element gives its content: an attribute's value, or else the element's own name.
  ///
  /// - Parameter role: of the first name.
  /// - Returns: the nearest first; what is around the element follows.
  func names(role: Surroundings.Name.Role) -> [Surroundings.Name] {
    let tag = bytes[content].prefix { $0.isNameCharacter }
    var names: [Surroundings.Name] = []
    for label in ["name", "key"] {
      if let value = attribute(label) { names.append(Surroundings.Name(value, role)) }
    }
    names.append(Surroundings.Name(tag, names.isEmpty ? role : .parent))
    // `<key>NAME</key><string>value</string>` and `<data name="NAME"><value>`: what came just before.
    if let before = previousText() { names.append(Surroundings.Name(before, .parent)) }
    if let outer = outerTag(), let value = outer.attribute("name") ?? outer.attribute("key") {
      names.append(Surroundings.Name(value, .parent))
    }
    return names
  }

  private func attribute(_ label: String) -> ArraySlice<UInt8>? {
    let wanted = Array((label + "=").utf8)
    var index = content.lowerBound
    while index + wanted.count < content.upperBound {
      if bytes[index - 1].isBlank || bytes[index - 1].isLineEnd,
        bytes[index..<(index + wanted.count)].elementsEqual(wanted, by: { $0.lowercased == $1 })
      {
        let open = index + wanted.count
        guard bytes[open].isQuote else { return nil }
        return bytes[(open + 1)..<content.upperBound].prefix { $0 != bytes[open] }
      }
      index += 1
    }
    return nil
  }

  /// The text of the element that ends right before this one.
  private func previousText() -> ArraySlice<UInt8>? {
    var index = content.lowerBound - 1
    while index > 0, bytes[index - 1].isBlank || bytes[index - 1].isLineEnd { index -= 1 }
    guard index > 0, bytes[index - 1] == UInt8(ascii: ">") else { return nil }
    var open = index - 1
    while open > 0, bytes[open - 1] != UInt8(ascii: "<") { open -= 1 }
    guard open > 0, bytes[open] == UInt8(ascii: "/") else { return nil }
    let end = open - 1
    var start = end
    while start > 0, bytes[start - 1] != UInt8(ascii: ">"), end - start < Self.longestTag {
      start -= 1
    }
    return start < end ? bytes[start..<end] : nil
  }

  /// The tag that this one stands directly in.
  private func outerTag() -> ElementTag? {
    var index = content.lowerBound - 1
    while index > 0, bytes[index - 1].isBlank || bytes[index - 1].isLineEnd { index -= 1 }
    guard index > 0, bytes[index - 1] == UInt8(ascii: ">") else { return nil }
    return ElementTag(in: bytes, closedBefore: index - 1)
  }
}
