/// A bare `key` of a record: what stands beside it in its object is data, as of a document in an index or a cache.
///
///     {"key": "…", "title": "Leave", "chunk": "Until ten o'clock …"}
struct RecordKey {
  private let excerpt: Excerpt

  private static let longest = 400
  private static let fields: Set<String> = [
    "text", "title", "chunk", "content", "contents", "embedding", "embeddings", "vector", "score",
    "prompt", "completion", "page", "author", "summary", "snippet", "caption", "member", "body",
    "question", "answer", "tokens", "token_count", "parent_id", "document", "metadata",
  ]

  init(_ excerpt: Excerpt) {
    self.excerpt = excerpt
  }

  /// Whether the object or list item of the value has fields of such a record.
  var isRecord: Bool {
    let bytes = excerpt.bytes
    let range = excerpt.brackets(around: excerpt.value, within: Self.longest) ?? listItem
    guard let range else { return false }
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index].isIdentifier else {
        index += 1
        continue
      }
      let word = bytes[index..<range.upperBound].prefix(while: \.isIdentifier)
      let next = bytes[word.endIndex..<range.upperBound].first { !$0.isQuote && !$0.isBlank }
      if next == UInt8(ascii: ":") || next == UInt8(ascii: "="),
        Self.fields.contains(String(decoding: word, as: UTF8.self).lowercased())
      {
        return true
      }
      index = word.endIndex
    }
    return false
  }

  /// Of YAML: from its dash to the next.
  private var listItem: Range<Int>? {
    let bytes = excerpt.bytes
    let start = excerpt.startOfLine(before: excerpt.value.lowerBound)
    guard bytes[start...].first(where: { !$0.isBlank }) == UInt8(ascii: "-") else { return nil }
    var end = excerpt.value.upperBound
    while let lineEnd = bytes[end...].firstIndex(of: 0x0A), lineEnd - start < Self.longest {
      end = lineEnd + 1
      let next = bytes[end...].first { !$0.isBlank }
      if next == UInt8(ascii: "-") || next == 0x0A { break }
    }
    return start..<end
  }
}
