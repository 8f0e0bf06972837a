internal import ScanModel

/// Finds every occurrence of a set of literals in one pass.
///
/// With m the length of the shortest literal, any m - 1 pairs in a row of a literal cover a multiple of m - 1, whatever
/// its place. So only every (m - 1)th pair is looked up, in a table of which text touches a few lines of cache; the few
/// pairs that pass are compared with the literals that have them. Of a longer literal the rarest pairs in a row are taken.
/// (The idea of Wu and Manber, "A fast algorithm for multi-pattern searching", 1994, with a table of yes and no for the
/// shift table.)
struct LiteralSet: Sendable {
  struct Literal: Sendable, Hashable {
    /// In lower case when case is ignored.
    let bytes: [UInt8]
    let ignoringCase: Bool

    init(_ text: String, ignoringCase: Bool) {
      // ASCII only, as patterns fold case: bytes beyond it have to be the same.
      bytes = ignoringCase ? text.utf8.map(lower) : Array(text.utf8)
      self.ignoringCase = ignoringCase
    }
  }

  struct Hit: Hashable, Sendable {
    let literal: Int
    let start: Int
  }

  private struct Entry: Sendable {
    let literal: Int
    /// Where in the literal the pair stands.
    let offset: Int
  }

  /// The bytes of all literals, one after the other, and where each begins; one more element ends the last.
  private let bytes: [UInt8]
  private let starts: [Int]
  private let isIgnoringCase: [Bool]
  private let stride: Int
  /// Literals as long as the stride: their last byte is rare, and is sampled whatever follows it.
  private let short: [Int]
  /// For each pair of bytes, 1 when some literal has it at a sampled offset.
  private let pairs: [UInt8]
  /// For each pair, where its entries begin; one more element ends the last.
  private let firstEntry: [UInt32]
  private let entries: [Entry]

  /// Prepares the search.
  ///
  /// - Parameter literals: at least two bytes each; shorter ones are never found.
  init(_ literals: [Literal]) {
    bytes = literals.flatMap(\.bytes)
    starts = literals.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes.count) }
    isIgnoringCase = literals.map(\.ignoringCase)
    let usable = literals.filter { $0.bytes.count >= 2 }
    // Wider steps gain nothing more, and one absurdly long literal would fill the tables.
    let shortest = min(usable.map(\.bytes.count).min() ?? 2, 65)
    let short = literals.indices.filter { literals[$0].bytes.count == shortest && shortest <= 64 }
    // A pair of a rare byte and any other is rare too, so the shortest may be covered by one byte less.
    let isRare = short.allSatisfy { Self.frequency(literals[$0].bytes[shortest - 1]) <= Self.rare }
    stride = isRare ? shortest : max(1, shortest - 1)
    self.short = isRare ? short : []
    var byPair: [Int: [Entry]] = [:]
    for (index, literal) in literals.enumerated() where literal.bytes.count >= 2 {
      let first = Self.rarest(stride, of: literal)
      for offset in first..<min(first + stride, literal.bytes.count - 1) {
        for pair in Self.spellings(of: literal, at: offset) {
          byPair[pair, default: []].append(Entry(literal: index, offset: offset))
        }
      }
    }
    for index in self.short {
      for next in 0..<256 {
        let pair = Int(literals[index].bytes[shortest - 1]) | next << 8
        byPair[pair, default: []].append(Entry(literal: index, offset: shortest - 1))
      }
    }
    var pairs = [UInt8](repeating: 0, count: 65536)
    var firstEntry = [UInt32](repeating: 0, count: 65537)
    for (pair, found) in byPair {
      pairs[pair] = 1
      firstEntry[pair + 1] = UInt32(found.count)
    }
    for pair in 0..<65536 { firstEntry[pair + 1] += firstEntry[pair] }
    entries = byPair.sorted { $0.key < $1.key }.flatMap(\.value)
    self.pairs = pairs
    self.firstEntry = firstEntry
  }

  /// Where those of its pairs begin, so many in a row, that a text shows least.
  private static func rarest(_ count: Int, of literal: Literal) -> Int {
    let frequencies = (0..<literal.bytes.count - 1).map { offset in
      spellings(of: literal, at: offset).reduce(0) { sum, pair in
        sum + frequency(UInt8(truncatingIfNeeded: pair)) * frequency(UInt8(pair >> 8))
      }
    }
    let last = frequencies.count - count
    guard last > 0 else { return 0 }
    return (0...last).min { left, right in
      frequencies[left..<left + count].reduce(0, +)
        < frequencies[right..<right + count].reduce(0, +)
    } ?? 0
  }

  /// About how often a byte stands in programs and prose, in thousandths: English letters, blanks, what is left.
  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "e"), 0x20: 90
    case _ where "taoinsr".utf8.contains(byte): 55
    case _ where "lhdcu".utf8.contains(byte): 30
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 15
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: "\""): 12
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "/"): 8
    case UInt8(ascii: "="), UInt8(ascii: ":"): 8
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 4
    default: 2
    }
  }

  /// The frequency of bytes that stand in few lines of a text; letters are never among them.
  private static let rare = 2

  /// The pairs of bytes that `literal` may show at `offset`: up to four when case is ignored.
  private static func spellings(of literal: Literal, at offset: Int) -> Set<Int> {
    let (first, second) = (literal.bytes[offset], literal.bytes[offset + 1])
    guard literal.ignoringCase else { return [Int(first) | Int(second) << 8] }
    return Set(
      [first, upper(first)].flatMap { first in
        [second, upper(second)].map { Int(first) | Int($0) << 8 }
      })
  }

  /// Appends every occurrence in `bytes`, by rising place of the pair that gave it away.
  func findAll(in bytes: Span<UInt8>, into hits: inout [Hit]) {
    guard !entries.isEmpty else { return }
    pairs.lend { pairs in
      var index = sample(atOrAfter: 0, in: bytes, pairs)
      while index + 2 <= bytes.count {
        let pair = Int(bytes[index]) | Int(bytes[index + 1]) << 8
        confirm(pair: pair, at: index, in: bytes, into: &hits)
        index = sample(atOrAfter: index + stride, in: bytes, pairs)
      }
    }
    // Of the last byte of all there is no pair.
    guard (bytes.count - 1) % stride == 0 else { return }
    for literal in short where bytes.count >= stride {
      let start = bytes.count - stride
      if matches(literal, bytes, at: start) { hits.append(Hit(literal: literal, start: start)) }
    }
  }

  /// Whether any of the literals is in `bytes`.
  func contains(anyIn bytes: Span<UInt8>) -> Bool {
    var hits: [Hit] = []
    findAll(in: bytes, into: &hits)
    return !hits.isEmpty
  }

  /// The first of the samples from `start` on whose pair some literal has; with none, one beyond the text.
  private func sample(
    atOrAfter start: Int, in bytes: Span<UInt8>, _ pairs: Span<UInt8>
  ) -> Int {
    precondition(start >= 0 && pairs.count == 65536, "one entry for each pair")
    var index = start
    // Four samples a round, which do not wait for each other.
    while index + 3 * stride + 2 <= bytes.count {
      // In bounds: the last of the four pairs ends at `index + 3 * stride + 2`.
      let isKnown =
        unsafe Self.entry(bytes, at: index, pairs)
        | Self.entry(bytes, at: index + stride, pairs)
        | Self.entry(bytes, at: index + 2 * stride, pairs)
        | Self.entry(bytes, at: index + 3 * stride, pairs)
      guard isKnown == 0 else { break }
      index += 4 * stride
    }
    while index + 2 <= bytes.count, unsafe Self.entry(bytes, at: index, pairs) == 0 {
      index += stride
    }
    return index
  }

  /// Not 0 when some literal has the two bytes at `index`, which have to be in `bytes`.
  @unsafe @inline(__always)
  private static func entry(_ bytes: Span<UInt8>, at index: Int, _ pairs: Span<UInt8>) -> UInt8 {
    let pair = unsafe Int(bytes[unchecked: index]) | Int(bytes[unchecked: index + 1]) << 8
    return unsafe pairs[unchecked: pair]
  }

  private func confirm(pair: Int, at index: Int, in text: Span<UInt8>, into hits: inout [Hit]) {
    var place = Int(firstEntry[pair])
    let end = Int(firstEntry[pair + 1])
    while place < end {
      let entry = entries[place]
      place += 1
      let start = index - entry.offset
      if start >= 0, matches(entry.literal, text, at: start) {
        hits.append(Hit(literal: entry.literal, start: start))
      }
    }
  }

  private func matches(_ literal: Int, _ text: Span<UInt8>, at start: Int) -> Bool {
    let first = starts[literal]
    let count = starts[literal + 1] - first
    guard start + count <= text.count else { return false }
    let isIgnoringCase = isIgnoringCase[literal]
    for index in 0..<count {
      let byte = text[start + index]
      let wanted = bytes[first + index]
      guard byte == wanted || isIgnoringCase && lower(byte) == wanted else { return false }
    }
    return true
  }
}

private func lower(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

private func upper(_ byte: UInt8) -> UInt8 {
  byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
}
