/// Reads what stands beside a key about its use: the deployment of a model, the index that is searched.
struct UsageReader {
  private let lexicon: Lexicon
  private let excerpt: Excerpt

  /// Bytes on each side that are beside the key.
  private static let reach = 1500
  private static let longestValue = 64

  init(around range: Range<Int>, in text: Span<UInt8>, lexicon: Lexicon) {
    self.lexicon = lexicon
    excerpt = Excerpt(text, around: range, before: Self.reach, after: Self.reach)
  }

  /// The nearest value, in the object of the key or one that holds it, whose name ends as `names` asks.
  func value(where names: (NameText) -> Bool) -> String? {
    let bytes = excerpt.bytes
    var candidates: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index].isNameStart else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index].isAlphanumeric || "_-".utf8.contains(bytes[index]) {
        index += 1
      }
      guard index - start <= Self.longestValue, let value = value(after: index) else { continue }
      if names(NameText(bytes[start..<index])) { candidates.append(value) }
    }
    let distances = ObjectDistance.measure(candidates.map(\.lowerBound), in: excerpt)
    let best = candidates.indices.filter { !distances[$0].isInSibling }.min {
      (distances[$0], bytesAway(candidates[$0])) < (distances[$1], bytesAway(candidates[$1]))
    }
    return best.map { String(decoding: bytes[candidates[$0]], as: UTF8.self) }
  }

  private func bytesAway(_ range: Range<Int>) -> Int {
    EndpointPairing.distance(range, excerpt.value)
  }

  /// The value that a name is given: in quotes, or all of the rest of the line.
  private func value(after end: Int) -> Range<Int>? {
    let bytes = excerpt.bytes
    var index = end
    func skip(_ characters: ByteSet) {
      while index < bytes.count, characters.contains(bytes[index]) { index += 1 }
    }
    skip("\"'\\] \t")
    guard index < bytes.count,
      bytes[index] == UInt8(ascii: "=") || bytes[index] == UInt8(ascii: ":")
    else { return nil }
    index += 1
    skip("=> \t")
    let isQuoted = index < bytes.count && (bytes[index].isQuote || bytes[index] == 0x5C)
    skip("\\\"'`")
    let start = index
    while index < bytes.count, bytes[index].isAlphanumeric || "_-.".utf8.contains(bytes[index]) {
      index += 1
    }
    guard (2...Self.longestValue).contains(index - start) else { return nil }
    let next = excerpt.byte(at: index) ?? 0x0A
    let ends = isQuoted ? next.isQuote || next == UInt8(ascii: "\\") : next.isLineEnd
    guard ends, lexicon.placeholderWord(in: Array(bytes[start..<index])) == nil else { return nil }
    return start..<index
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
}
