/// A list of words, found in a name in one pass: a name is looked at for hundreds of words.
struct WordIndex: Sendable {
  /// All words, one after the other, and where each ends; the first begins at 0.
  private let letters: [UInt8]
  private let ends: [Int]
  /// The words, by the hash of their first two letters; where the words of each hash begin, and the end.
  private let byHash: [Int]
  private let firstOfHash: [Int]

  /// - Parameter words: flat, as `NameText` makes them; words of fewer than two letters are never found.
  init(_ words: [[UInt8]]) {
    letters = Array(words.joined())
    var end = 0
    ends = words.map { word in
      end += word.count
      return end
    }
    let hashes = words.map { $0.count >= 2 ? Self.hash($0[0], $0[1]) : nil }
    byHash = words.indices.filter { hashes[$0] != nil }
      .sorted { (hashes[$0] ?? 0, $0) < (hashes[$1] ?? 0, $1) }
    var counts = [Int](repeating: 0, count: 1025)
    for hash in hashes { if let hash { counts[hash + 1] += 1 } }
    for hash in 1...1024 { counts[hash] += counts[hash - 1] }
    firstOfHash = counts
  }

  /// The first word of the list that stands in the name at a place that fits.
  ///
  /// - Parameters:
  ///   - name: where to look.
  ///   - start: from where in its flat text.
  ///   - fits: whether a place counts.
  /// - Returns: the word's index in the list.
  func first(
    in name: NameText, from start: Int = 0, where fits: (Range<Int>) -> Bool
  ) -> Int? {
    firstWord(in: name, from: start) { _, range in fits(range) }
  }

  /// The same, for those to whom a place counts for one word and not for another.
  func firstWord(
    in name: NameText, from start: Int = 0, where fits: (Int, Range<Int>) -> Bool
  ) -> Int? {
    var best: Int?
    var index = start
    while index + 1 < name.flat.count {
      let hash = Self.hash(name.flat[index], name.flat[index + 1])
      for place in firstOfHash[hash]..<firstOfHash[hash + 1] {
        let word = byHash[place]
        // Rising within a hash: none of the rest can be earlier in the list.
        if let best, word >= best { break }
        if let range = range(of: word, in: name.flat, at: index), fits(word, range) {
          best = word
        }
      }
      index += 1
    }
    return best
  }

  /// All places at which words of the list stand, in the order of the text.
  func forEach(in name: NameText, _ body: (_ word: Int, _ range: Range<Int>) -> Void) {
    var index = 0
    while index + 1 < name.flat.count {
      let hash = Self.hash(name.flat[index], name.flat[index + 1])
      for place in firstOfHash[hash]..<firstOfHash[hash + 1] {
        if let range = range(of: byHash[place], in: name.flat, at: index) {
          body(byHash[place], range)
        }
      }
      index += 1
    }
  }

  /// Whether some word of the list stands in the name as `NameText.admits` asks.
  func isIn(_ name: NameText, from start: Int = 0) -> Bool {
    first(in: name, from: start, where: name.admits) != nil
  }

  private func range(of word: Int, in text: [UInt8], at index: Int) -> Range<Int>? {
    let start = word == 0 ? 0 : ends[word - 1]
    let count = ends[word] - start
    guard index + count <= text.count else { return nil }
    for offset in 0..<count where text[index + offset] != letters[start + offset] { return nil }
    return index..<(index + count)
  }

  private static func hash(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 31) << 5 | Int(second & 31)
  }
}
