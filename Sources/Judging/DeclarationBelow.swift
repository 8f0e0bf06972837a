/// What is declared below an attribute that holds a value.
///
///     [DefaultValue("…")]
///     public string SpeechKey { get; set; }
struct DeclarationBelow {
  private let excerpt: Excerpt

  private static let openings = ["[", "#[", "@"].map { Array($0.utf8) }
  private static let mostLines = 4
  private static let longestLine = 300
  private static let ends: ByteSet = "{=;,("

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  /// The declared name.
  func name() -> Surroundings.Name? {
    let bytes = excerpt.bytes
    let start = excerpt.startOfLine(before: excerpt.value.lowerBound)
    let attribute = bytes[start..<excerpt.value.lowerBound]
    guard isAttribute(attribute), givesValue(attribute) else { return nil }
    var end = bytes[excerpt.value.upperBound...].firstIndex(of: 0x0A)
    for _ in 0..<Self.mostLines {
      guard let last = end else { return nil }
      let line = bytes[(last + 1)...].prefix(Self.longestLine).prefix { $0 != 0x0A }
      end = line.endIndex < bytes.count ? line.endIndex : nil
      let text = line.drop(while: \.isBlank)
      guard !isAttribute(text), text.contains(where: \.isIdentifier) else { continue }
      let declaration = text.prefix { !Self.ends.contains($0) }
      let named = declaration.prefix { $0 != UInt8(ascii: ":") }
      let name = named.split { !$0.isIdentifier }.last
      return name.map { Surroundings.Name($0, .assigned) }
    }
    return nil
  }

  /// `DefaultValue`, `default_value`, `@Value`: other attributes tell something else of what is declared.
  private func givesValue(_ attribute: ArraySlice<UInt8>) -> Bool {
    let text = attribute.map(\.lowercased)
    return ["default", "value"].contains { word in
      text.indices.contains { text[$0...].starts(with: word.utf8) }
    }
  }

  private func isAttribute(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop(while: \.isBlank)
    return Self.openings.contains { text.starts(with: $0) }
  }
}
