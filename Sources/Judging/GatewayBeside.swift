internal import Rules

/// The gateway that a key is handed over to: `AzureOpenAI(api_key="…", base_url=gateway_url)` takes a key of the gateway,
/// whatever stands behind it.
struct GatewayBeside {
  private let excerpt: Excerpt
  private let bytes: [UInt8]
  private let lexicon: Lexicon

  /// Brackets around the key that are looked at, while the inner ones hold hardly more than the key.
  private static let levels = 3
  private static let hardlyMore = 2
  /// Bytes in a pair of brackets; in more of them there is more than one account.
  private static let longest = 600
  private static let longestTemplate = 60

  init(_ excerpt: Excerpt, lexicon: Lexicon) {
    self.excerpt = excerpt
    bytes = excerpt.bytes
    self.lexicon = lexicon
  }

  private func isGateway(_ service: Int) -> Bool { !lexicon.services[service].fronts.isEmpty }

  /// The gateway that a value in the same brackets speaks of; what it is called is not asked.
  func service() -> Int? {
    var inner = excerpt.value
    for _ in 0..<Self.levels {
      guard let group = excerpt.brackets(around: inner, within: Self.longest) else {
        return nil
      }
      var words = 0
      for part in [group.lowerBound..<inner.lowerBound, inner.upperBound..<group.upperBound] {
        if let gateway = gateway(in: part, counting: &words) { return gateway }
      }
      guard words <= Self.hardlyMore else { return nil }
      inner = (group.lowerBound - 1)..<(group.upperBound + 1)
    }
    return nil
  }

  /// The gateway that a word names which is no label, outside of other brackets.
  private func gateway(in part: Range<Int>, counting words: inout Int) -> Int? {
    var index = part.lowerBound
    while index < part.upperBound {
      let byte = bytes[index]
      if ByteSet.openingBrackets.contains(byte),
        let end = end(ofBracketsAt: index, before: part.upperBound)
      {
        // What a template puts in counts: `f"{gateway_url}/openai"`.
        let isTemplate =
          byte == UInt8(ascii: "{") && end - index <= Self.longestTemplate
          && !bytes[index..<end].contains { ":=,".utf8.contains($0) || $0.isLineEnd }
        index = isTemplate ? index + 1 : end
        continue
      }
      guard byte.isAlphanumeric else {
        index += 1
        continue
      }
      let word = bytes[index..<part.upperBound].prefix {
        $0.isAlphanumeric || "_-.".utf8.contains($0)
      }
      index = word.endIndex
      words += 1
      if !isLabel(endingAt: index), let gateway = gateway(named: NameText(word)) { return gateway }
    }
    return nil
  }

  /// The gateway of which a name speaks, or of which it is a host.
  private func gateway(named name: NameText) -> Int? {
    if let found = lexicon.service(in: name), found.isStrong, isGateway(found.index) {
      return found.index
    }
    return lexicon.gatewayHosts.first { name.flat.suffix($0.name.count).elementsEqual($0.name) }?
      .service
  }

  private func end(ofBracketsAt start: Int, before limit: Int) -> Int? {
    var depth = 0
    for index in start..<limit {
      if ByteSet.openingBrackets.contains(bytes[index]) { depth += 1 }
      if ByteSet.closingBrackets.contains(bytes[index]) { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// Whether a colon or a single `=` follows.
  private func isLabel(endingAt end: Int) -> Bool {
    let rest = bytes[end...].drop { $0.isQuote || $0 == UInt8(ascii: "\\") }.drop(while: \.isBlank)
    guard let first = rest.first else { return false }
    let second = rest.dropFirst().first
    return first == UInt8(ascii: ":") && second != first && second != UInt8(ascii: "/")
      || first == UInt8(ascii: "=") && second != first
  }
}
