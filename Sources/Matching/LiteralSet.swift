internal import ScanModel

/// Finds every occurrence of a set of literals in one pass.
///
/// With m the length of the shortest literal, each occurrence covers a pair of bytes at a multiple of m - 1, whatever
/// its place. So only every (m - 1)th pair is looked up, in a table of which text touches a few lines of cache; the few
/// pairs that pass are compared with the literals that have them. (The idea of Wu and Manber, "A fast algorithm for
/// multi-pattern searching", 1994, with a table of yes and no for the shift table.)
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

  private let literals: [Literal]
  private let stride: Int
  /// For each pair of bytes, 1 when some literal has it at a sampled offset.
  private let pairs: [UInt8]
  /// For each pair, where its entries begin; one more element ends the last.
  private let firstEntry: [UInt32]
  private let entries: [Entry]

  /// Prepares the search.
  ///
  /// - Parameter literals: at least two bytes each; shorter ones are never found.
  init(_ literals: [Literal]) {
    self.literals = literals
    let usable = literals.filter { $0.bytes.count >= 2 }
    // Wider steps gain nothing more, and one absurdly long literal would fill the tables.
    stride = min(max(1, (usable.map(\.bytes.count).min() ?? 2) - 1), 64)
    var byPair: [Int: [Entry]] = [:]
    for (index, literal) in literals.enumerated() where literal.bytes.count >= 2 {
      for offset in 0..<stride {
        for pair in Self.spellings(of: literal, at: offset) {
          byPair[pair, default: []].append(Entry(literal: index, offset: offset))
        }
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

  private func confirm(pair: Int, at index: Int, in bytes: Span<UInt8>, into hits: inout [Hit]) {
    for entry in entries[Int(firstEntry[pair])..<Int(firstEntry[pair + 1])] {
      let start = index - entry.offset
      let literal = literals[entry.literal]
      guard start >= 0, start + literal.bytes.count <= bytes.count else { continue }
      if literal.matches(bytes, at: start) {
        hits.append(Hit(literal: entry.literal, start: start))
      }
    }
  }
}

extension LiteralSet.Literal {
  fileprivate func matches(_ text: Span<UInt8>, at start: Int) -> Bool {
    for index in bytes.indices {
      let byte = text[start + index]
      guard byte == bytes[index] || ignoringCase && lower(byte) == bytes[index] else {
        return false
      }
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
