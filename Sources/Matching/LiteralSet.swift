internal import ScanModel

/// Finds every occurrence of a set of literals in one pass.
///
/// With m the length of the shortest literal, any m - 1 pairs in a row of a literal cover a multiple of m - 1, whatever
/// its place; of a longer literal the rarest are taken. So only every (m - 1)th pair is looked up, and with it the pair
/// that begins one byte later, in tables of which text touches a few lines of cache; where both can be of one literal, and
/// the pair before them too, it is compared. (The idea of Wu and Manber, "A fast algorithm for multi-pattern searching", 1994; the literals are in eight
/// buckets, a bit of a table's entry each, as in Hyperscan's FDR.)
struct LiteralSet: Sendable {
  struct Hit: Hashable, Sendable {
    let literal: Int
    let start: Int
  }

  /// Without references, since the search touches it millions of times.
  private struct Entry: Sendable {
    let literal: Int32
    /// Where in the literal the pair stands.
    let offset: Int32
    let text: Range<Int32>
    let ignoringCase: Bool
  }

  private let stride: Int
  private let shortest: [Literal]
  /// Those that are sought for themselves, so that `stride` need not be as short as they are.
  private let signs: SignSearch?
  /// All but those, where they are too many or too short to be sought by pairs.
  private let trigrams: TrigramSearch?
  /// For each pair of bytes, the buckets of the literals that have it at a sampled offset.
  private let pairs: [UInt8]
  /// For each pair, the buckets of those that have it one byte later, or end before its second byte.
  private let nextPairs: [UInt8]
  /// The same one byte earlier, or begin with its second byte: asked where the other two agree.
  private let previousPairs: [UInt8]
  /// The same two bytes later; only where every byte is sampled, and every false hint costs a comparison.
  private let lastPairs: [UInt8]
  /// For each pair, where its entries begin; one more element ends the last.
  private let firstEntry: [UInt32]
  private let entries: [Entry]
  /// Of all literals, one after the other.
  private let texts: [UInt8]

  /// Prepares the search.
  ///
  /// - Parameter literals: at least two bytes each; shorter ones are only found by `contains(anyIn:)`.
  init(_ literals: [Literal]) {
    let usable = literals.filter { $0.bytes.count >= 2 }
    shortest = literals.filter { $0.bytes.count == 1 }
    let bySign = SignSearch(literals)
    let others = usable.filter { !bySign.finds($0) }
    let usesTrigrams =
      usable.contains(where: \.hasNeighbours)
      || usable.count > Self.mostByPair && Self.shortest(of: others) < Self.shortestOfMany
    // Trigrams find short ones as well, and without short ones a further pass gains nothing.
    signs =
      !usesTrigrams && Self.shortest(of: others) > Self.shortest(of: usable) ? bySign : nil
    // Wider steps gain nothing more, and one absurdly long literal would fill the tables.
    stride = min(max(1, Self.shortest(of: signs == nil ? usable : others) - 1), 64)
    guard !usesTrigrams else {
      trigrams = TrigramSearch(literals) { $0.bytes.count >= 2 || $0.hasNeighbours }
      (pairs, nextPairs, previousPairs, lastPairs) = ([], [], [], [])
      (firstEntry, entries, texts) = ([], [], [])
      return
    }
    trigrams = nil
    var byPair: [Int: [Entry]] = [:]
    var pairs = [UInt8](repeating: 0, count: 65536)
    var nextPairs = [UInt8](repeating: 0, count: 65536)
    var previousPairs = [UInt8](repeating: 0, count: 65536)
    var lastPairs = [UInt8](repeating: 0, count: 65536)
    var texts: [UInt8] = []
    for (index, literal) in literals.enumerated()
    where literal.bytes.count >= 2 && signs?.finds(literal) != true {
      let text = Int32(texts.count)..<Int32(texts.count + literal.bytes.count)
      texts += literal.bytes
      let bucket: UInt8 = 1 << UInt8(index & 7)
      // Where one pair is enough, those that are looked up with it should be rare as well.
      let first = Self.rarest(stride > 1 ? stride : min(3, literal.bytes.count - 1), of: literal)
      for offset in first..<first + stride {
        let entry = Entry(
          literal: Int32(index), offset: Int32(offset), text: text,
          ignoringCase: literal.ignoringCase)
        for pair in Self.spellings(of: literal, at: offset) {
          byPair[pair, default: []].append(entry)
          pairs[pair] |= bucket
        }
        for pair in Self.spellings(of: literal, at: offset + 1) { nextPairs[pair] |= bucket }
        for pair in Self.spellings(of: literal, at: offset - 1) { previousPairs[pair] |= bucket }
        guard stride == 1 else { continue }
        for pair in Self.spellings(of: literal, at: offset + 2) { lastPairs[pair] |= bucket }
      }
    }
    var firstEntry = [UInt32](repeating: 0, count: 65537)
    for (pair, found) in byPair { firstEntry[pair + 1] = UInt32(found.count) }
    for pair in 0..<65536 { firstEntry[pair + 1] += firstEntry[pair] }
    entries = byPair.sorted { $0.key < $1.key }.flatMap(\.value)
    self.pairs = pairs
    self.nextPairs = nextPairs
    self.previousPairs = previousPairs
    self.lastPairs = lastPairs
    self.firstEntry = firstEntry
    self.texts = texts
  }

  /// The length of the shortest; of none, more than any.
  private static func shortest(of literals: [Literal]) -> Int {
    literals.lazy.filter { !$0.hasNeighbours }.map(\.bytes.count).min() ?? .max
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
    // Each pair is looked up with the next: at the end of the literal anything may follow.
    func sum(_ first: Int) -> Int {
      (first..<first + count).reduce(0) { sum, place in
        sum + frequencies[place] * (place + 1 < frequencies.count ? frequencies[place + 1] : ofAny)
      }
    }
    return (0...last).min { sum($0) < sum($1) } ?? 0
  }

  /// More of them make one of eight buckets tell nothing.
  private static let mostByPair = 32
  /// Of more than so many, shorter ones make steps of one byte or two.
  private static let shortestOfMany = 4

  /// As of a pair of which nothing is known; in millionths.
  private static let ofAny = 1_000_000

  /// About how often a byte stands in programs and prose, in thousandths: English letters, blanks, what is left.
  static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "e"), 0x20: 90
    case _ where "taoinsr".utf8.contains(byte): 55
    case _ where "lhdcu".utf8.contains(byte): 30
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 15
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: "\""): 12
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "/"): 8
    case UInt8(ascii: "="), UInt8(ascii: ":"): 8
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): 4
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "|"), UInt8(ascii: "?"): 1
    default: 2
    }
  }

  /// The pairs of bytes that `literal` may show at `offset`: up to four when case is ignored, and any byte outside of it.
  private static func spellings(of literal: Literal, at offset: Int) -> Set<Int> {
    func spellings(_ offset: Int) -> [UInt8] {
      guard literal.bytes.indices.contains(offset) else { return Array(0...255) }
      let byte = literal.bytes[offset]
      return literal.ignoringCase ? [byte, upper(byte)] : [byte]
    }
    let second = spellings(offset + 1)
    return Set(spellings(offset).flatMap { first in second.map { Int(first) | Int($0) << 8 } })
  }

  /// Appends every occurrence in `bytes`.
  func findAll(in bytes: Span<UInt8>, into hits: inout [Hit]) {
    findAll(in: bytes, within: CollectionOfOne(0..<bytes.count), into: &hits)
  }

  /// Appends every occurrence in some regions of a text.
  ///
  /// - Parameters:
  ///   - text: around the regions.
  ///   - regions: ascending, apart from each other.
  ///   - hits: counted from the beginning of the text; what reaches beyond its region may be among them.
  func findAll(
    in text: Span<UInt8>, within regions: some Collection<Range<Int>>, into hits: inout [Hit]
  ) {
    if let signs {
      for region in regions { signs.findAll(in: text, within: region, into: &hits) }
    }
    if let trigrams { return trigrams.findAll(in: text, within: regions, into: &hits) }
    guard !entries.isEmpty else { return }
    pairs.lend { pairs in
      nextPairs.lend { nextPairs in
        for region in regions {
          let end = region.upperBound
          var index = sample(atOrAfter: region.lowerBound, before: end, in: text, pairs, nextPairs)
          while index + 2 <= end {
            compare(at: index, in: text, into: &hits)
            index = sample(atOrAfter: index + stride, before: end, in: text, pairs, nextPairs)
          }
        }
      }
    }
  }

  /// Appends the literals that have the pair at `index` where it is sampled.
  private func compare(at index: Int, in text: Span<UInt8>, into hits: inout [Hit]) {
    let pair = Int(text[index]) | Int(text[index + 1]) << 8
    for place in Int(firstEntry[pair])..<Int(firstEntry[pair + 1]) {
      let entry = entries[place]
      let start = index - Int(entry.offset)
      if matches(entry, at: start, in: text) {
        hits.append(Hit(literal: Int(entry.literal), start: start))
      }
    }
  }

  /// Whether any of the literals is in `bytes`; here also those of one byte count.
  func contains(anyIn bytes: Span<UInt8>) -> Bool {
    var hits: [Hit] = []
    findAll(in: bytes, into: &hits)
    guard hits.isEmpty else { return true }
    return shortest.contains { literal in
      bytes.indices.contains {
        (literal.ignoringCase ? lower(bytes[$0]) : bytes[$0]) == literal.bytes[0]
      }
    }
  }

  /// The first of the samples from `start` on that may be in a literal; with none, one beyond `end`.
  private func sample(
    atOrAfter start: Int, before end: Int, in bytes: Span<UInt8>, _ pairs: Span<UInt8>,
    _ nextPairs: Span<UInt8>
  ) -> Int {
    precondition(start >= 0 && end <= bytes.count, "in the text")
    precondition(pairs.count == 65536 && nextPairs.count == 65536, "one entry for each pair")
    var index = start
    if stride == 1 { index = everyByte(from: start, to: end, in: bytes, pairs, nextPairs) }
    // Four samples a round, which do not wait for each other.
    while stride > 1, index + 3 * stride < end, index + 3 * stride + 4 <= bytes.count {
      // In bounds: the last of the four is read up to `index + 3 * stride + 4`.
      let isKnown =
        unsafe Self.buckets(bytes, at: index, pairs, nextPairs)
        | Self.buckets(bytes, at: index + stride, pairs, nextPairs)
        | Self.buckets(bytes, at: index + 2 * stride, pairs, nextPairs)
        | Self.buckets(bytes, at: index + 3 * stride, pairs, nextPairs)
      if isKnown != 0 {
        for _ in 0..<4 {
          if mayStand(at: index, in: bytes, pairs, nextPairs) { return index }
          index += stride
        }
      } else {
        index += 4 * stride
      }
    }
    while index + 3 <= end, !mayStand(at: index, in: bytes, pairs, nextPairs) {
      index += stride
    }
    return index
  }

  /// Whether the pair at `index`, the one before and the one after can be of one literal.
  @inline(__always)
  private func mayStand(
    at index: Int, in bytes: Span<UInt8>, _ pairs: Span<UInt8>, _ nextPairs: Span<UInt8>
  ) -> Bool {
    let second = Int(bytes[index + 1])
    let known =
      pairs[Int(bytes[index]) | second << 8] & nextPairs[second | Int(bytes[index + 2]) << 8]
    guard known != 0, index > 0, stride > 1 else { return known != 0 }
    return known & previousPairs[Int(bytes[index - 1]) | Int(bytes[index]) << 8] != 0
  }

  /// `sample` where no byte is passed over: each pair is looked up in all three tables.
  private func everyByte(
    from start: Int, to end: Int, in bytes: Span<UInt8>, _ pairs: Span<UInt8>,
    _ nextPairs: Span<UInt8>
  ) -> Int {
    guard start + 7 <= end else { return start }
    return lastPairs.lend { lastPairs in
      precondition(lastPairs.count == 65536, "one entry for each pair")
      var index = start
      let second = unsafe Int(bytes[unchecked: index + 1])
      var third = unsafe Int(bytes[unchecked: index + 2])
      var pair = unsafe Int(bytes[unchecked: index]) | second << 8
      var pair1 = second | third << 8
      // In bounds: the last of the four ends at `index + 7`.
      while index + 7 <= end {
        let fourth = unsafe Int(bytes[unchecked: index + 3])
        let fifth = unsafe Int(bytes[unchecked: index + 4])
        let sixth = unsafe Int(bytes[unchecked: index + 5])
        let seventh = unsafe Int(bytes[unchecked: index + 6])
        let (pair2, pair3) = (third | fourth << 8, fourth | fifth << 8)
        let (pair4, pair5) = (fifth | sixth << 8, sixth | seventh << 8)
        let known1 =
          unsafe pairs[unchecked: pair] & nextPairs[unchecked: pair1]
          & lastPairs[unchecked: pair2]
        let known2 =
          unsafe pairs[unchecked: pair1] & nextPairs[unchecked: pair2]
          & lastPairs[unchecked: pair3]
        let known3 =
          unsafe pairs[unchecked: pair2] & nextPairs[unchecked: pair3]
          & lastPairs[unchecked: pair4]
        let known4 =
          unsafe pairs[unchecked: pair3] & nextPairs[unchecked: pair4]
          & lastPairs[unchecked: pair5]
        guard known1 | known2 | known3 | known4 == 0 else { return index }
        index += 4
        third = seventh
        (pair, pair1) = (pair4, pair5)
      }
      return index
    }
  }

  /// Not 0 when some literal may have the three bytes at `index`; four have to be in `bytes`.
  @unsafe @inline(__always)
  private static func buckets(
    _ bytes: Span<UInt8>, at index: Int, _ pairs: Span<UInt8>, _ nextPairs: Span<UInt8>
  ) -> UInt8 {
    let four = unsafe bytes.withUnsafeBytes {
      unsafe Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
    }
    return unsafe pairs[unchecked: four & 0xFFFF] & nextPairs[unchecked: four >> 8 & 0xFFFF]
  }

  private func matches(_ entry: Entry, at start: Int, in bytes: Span<UInt8>) -> Bool {
    guard start >= 0, start + entry.text.count <= bytes.count else { return false }
    var place = start
    for index in entry.text {
      let byte = bytes[place]
      let wanted = texts[Int(index)]
      guard byte == wanted || entry.ignoringCase && lower(byte) == wanted else { return false }
      place += 1
    }
    return true
  }
}
