/// A literal without a telling name that is put together with an endpoint or a region: `("https://…", "…")`,
/// `{ s: "…", r: "westeurope" }`.
struct AccountLiteral {
  private let excerpt: Excerpt
  private let names: [Surroundings.Name]
  private let lexicon: Lexicon

  /// Brackets around the value that are looked at.
  private static let levels = 2
  /// More than one account has would be a table of other things.
  private static let longest = 300
  /// Letters of a name that is too short to tell what its value is.
  private static let shortName = 3

  init(_ excerpt: Excerpt, _ names: [Surroundings.Name], lexicon: Lexicon) {
    self.excerpt = excerpt
    self.names = names
    self.lexicon = lexicon
  }

  /// What the value is put together with.
  ///
  /// - Parameter holdsEndpoint: whether a range of the text holds an endpoint that takes keys.
  /// - Returns: nil when it has a name that tells something, or stands alone.
  func partner(_ holdsEndpoint: (Range<Int>) -> Bool) -> String? {
    let start = excerpt.value.lowerBound
    guard let quote = excerpt.byte(before: start), quote.isQuote,
      excerpt.byte(at: excerpt.value.upperBound) == quote,
      names.allSatisfy({ lexicon.otherWord(in: $0.words) == nil })
    else { return nil }
    // Objective-C and C# may have a mark before the quote.
    let before = excerpt.bytes[..<(start - 1)].last {
      !$0.isBlank && !$0.isLineEnd && $0 != UInt8(ascii: "@")
    }
    let hasPlace = before.map { "[({,".utf8.contains($0) } ?? false
    guard hasPlace || names.first.map({ $0.words.flat.count <= Self.shortName }) == true else {
      return nil
    }
    var inner = excerpt.value
    for level in 0..<Self.levels {
      guard let group = excerpt.brackets(around: inner, within: Self.longest) else { return nil }
      if holdsEndpoint(excerpt.inText(group)) {
        return "together with an endpoint"
      }
      if level == 0, !hasPlace, holdsRegion(group) { return "together with a region" }
      inner = (group.lowerBound - 1)..<(group.upperBound + 1)
    }
    return nil
  }

  /// Whether the brackets right around a value hold an endpoint.
  static func isBesideEndpoint(_ excerpt: Excerpt, _ holdsEndpoint: (Range<Int>) -> Bool) -> Bool {
    excerpt.brackets(around: excerpt.value, within: longest).map { group in
      holdsEndpoint(excerpt.inText(group))
    } ?? false
  }

  private func holdsRegion(_ range: Range<Int>) -> Bool {
    excerpt.bytes[range].split { !$0.isAlphanumeric }.contains { lexicon.isRegion(Array($0)) }
  }
}
