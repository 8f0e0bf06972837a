/// Where a text names regions of the cloud: sought once for a text, and only when it has a finding.
final class RegionPlaces {
  private let lexicon: Lexicon
  private var places: [Range<Int>] = []
  private var starts: [Int] = []
  private var isRead = false

  /// Letters and digits of the shortest and longest name.
  private static let lengths = 5...24
  /// How many are weighed on each side of a key.
  private static let most = 6

  init(_ lexicon: Lexicon) {
    self.lexicon = lexicon
  }

  /// The region that a key is most likely used in: in its own object before any other, then the nearest.
  ///
  /// - Parameters:
  ///   - range: of the key.
  ///   - text: always the same one.
  /// - Returns: in lower case; nil when the text names none.
  func best(for range: Range<Int>, in text: Span<UInt8>) -> String? {
    read(text)
    let next = starts.partition(before: range.lowerBound)
    let near = Array(places[max(0, next - Self.most)..<min(places.count, next + Self.most)])
    guard let first = near.first else { return nil }
    var chosen = first
    if near.count > 1 {
      let ranks = Neighbours(of: range, in: text).ranks(of: near)
      chosen = near.indices.min { ranks[$0] < ranks[$1] }.map { near[$0] } ?? first
    }
    return String(decoding: chosen.map { text[$0] }, as: UTF8.self).lowercased()
  }

  private func read(_ text: Span<UInt8>) {
    guard !isRead else { return }
    isRead = true
    var index = 0
    while index < text.count {
      guard text[index].isAlphanumeric else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, text[index].isAlphanumeric { index += 1 }
      if Self.lengths.contains(index - start), isRegion(start..<index, in: text) {
        places.append(start..<index)
        starts.append(start)
      }
    }
  }

  private func isRegion(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    // Part of a name, a path or a host says less: `westus-rg`, `eastus_endpoint`, `westus.api.cognitive…`.
    if range.lowerBound > 0, "-_./@\\".utf8.contains(text[range.lowerBound - 1]) { return false }
    if range.upperBound < text.count, "-_(".utf8.contains(text[range.upperBound]) { return false }
    if range.upperBound + 1 < text.count, text[range.upperBound] == UInt8(ascii: "."),
      text[range.upperBound + 1].isAlphanumeric
    {
      return false
    }
    let word = range.map { text[$0] }
    guard word[0] >= UInt8(ascii: "a"), word.allSatisfy({ !$0.isCapital }) else { return false }
    if lexicon.isRegion(word) { return true }
    // A region that is not listed yet: what looks like one and is called so.
    guard lexicon.looksLikeRegion(word), lexicon.placeholderWord(in: word) == nil else {
      return false
    }
    let before = Excerpt(text, around: range, before: 100, after: 0)
    let name = SurroundingsReader.read(before).own.first { $0.role != .call && $0.role != .prose }
    return name.map { lexicon.namesRegion($0.words) } ?? false
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
}
