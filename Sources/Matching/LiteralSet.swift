/// Finds every occurrence of a set of literals in one pass.
///
/// With m the length of the shortest literal, each occurrence covers a pair of bytes at a multiple of m - 1, whatever
/// its place. So only every (m - 1)th pair is looked up, in a bitmap of 8 KiB that stays in the first-level cache; the
/// few pairs that pass are compared with the literals that have them. (The idea of Wu and Manber, "A fast algorithm for
/// multi-pattern searching", 1994, with a bitmap for the shift table.)
struct LiteralSet: Sendable {
  struct Literal: Sendable, Hashable {
    /// In lower case when case is ignored.
    let bytes: [UInt8]
    let ignoringCase: Bool

    init(_ text: String, ignoringCase: Bool) {
      bytes = Array((ignoringCase ? text.lowercased() : text).utf8)
      self.ignoringCase = ignoringCase
    }
  }

  struct Hit: Hashable, Sendable {
    let literal: Int
    let start: Int
  }

  private struct Entry: Sendable {
    let literal: UInt16
    /// Where in the literal the pair stands.
    let offset: UInt16
  }

  private let literals: [Literal]
  private let stride: Int
  /// One bit for each pair of bytes that some literal has at a sampled offset.
  private let pairs: [UInt64]
  /// For each pair, where its entries begin; one more element ends the last.
  private let firstEntry: [UInt32]
  private let entries: [Entry]

  /// Prepares the search.
  ///
  /// - Parameter literals: at least two bytes each; shorter ones are never found. At most 65,535.
  init(_ literals: [Literal]) {
    self.literals = literals
    let usable = literals.filter { $0.bytes.count >= 2 }
    stride = max(1, (usable.map(\.bytes.count).min() ?? 2) - 1)
    var byPair: [Int: [Entry]] = [:]
    for (index, literal) in literals.enumerated() where literal.bytes.count >= 2 {
      for offset in 0..<stride {
        for pair in Self.spellings(of: literal, at: offset) {
          byPair[pair, default: []].append(
            Entry(literal: UInt16(truncatingIfNeeded: index), offset: UInt16(offset)))
        }
      }
    }
    var pairs = [UInt64](repeating: 0, count: 1024)
    var firstEntry: [UInt32] = []
    var entries: [Entry] = []
    if !byPair.isEmpty {
      firstEntry.reserveCapacity(65537)
      for pair in 0..<65536 {
        firstEntry.append(UInt32(entries.count))
        guard let found = byPair[pair] else { continue }
        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
        entries += found
      }
      firstEntry.append(UInt32(entries.count))
    }
    self.pairs = pairs
    self.firstEntry = firstEntry
    self.entries = entries
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
    guard !entries.isEmpty, bytes.count >= 2 else { return }
    let pairs = pairs.span
    let last = bytes.count - 2
    var index = 0
    while index <= last {
      let pair = Int(bytes[index]) | Int(bytes[index + 1]) << 8
      if pairs[pair >> 6] & (1 << UInt64(pair & 63)) != 0 {
        confirm(pair: pair, at: index, in: bytes, into: &hits)
      }
      index += stride
    }
  }

  private func confirm(pair: Int, at index: Int, in bytes: Span<UInt8>, into hits: inout [Hit]) {
    for entry in entries[Int(firstEntry[pair])..<Int(firstEntry[pair + 1])] {
      let start = index - Int(entry.offset)
      let literal = literals[Int(entry.literal)]
      guard start >= 0, start + literal.bytes.count <= bytes.count else { continue }
      if literal.matches(bytes, at: start) {
        hits.append(Hit(literal: Int(entry.literal), start: start))
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
