internal import Patterns
internal import ScanModel

/// Finds many literals, short ones among them, in one pass that looks at three and four bytes at a time.
///
/// Of a literal of four bytes or more, two trigrams in a row stand at an even place and an odd one, so only every second
/// trigram of a text is looked up, and with it the next; a shorter literal counts as long as what must stand around it
/// tells. A trigram is looked up without its case, by a hash of fourteen bits, in tables that the processor's nearest
/// caches hold; where both can be of one literal, it is compared. (The literals are in eight buckets, a bit of a table's
/// entry each, as in Hyperscan's FDR.)
struct TrigramSearch: Sendable {
  /// Without references, since the search touches it millions of times.
  private struct Entry: Sendable {
    /// The first four bytes of the literal, and which of their bits count.
    let beginning: UInt32
    let mask: UInt32
    let literal: Int32
    /// Where in the literal the trigram stands; -1 for one that begins before it.
    let offset: Int32
    /// All of the literal, in `texts`.
    let text: Range<Int32>
    let ignoringCase: Bool
    /// What has to stand before it, of `sets`; -1 for anything.
    let before: Int32
    /// What has to stand behind it.
    let after: Range<Int32>
  }

  /// 2, or 1 where a literal is too short for that.
  private let stride: Int
  /// For each hash, the buckets of the literals that have the trigram where it is looked up.
  private let first: [UInt8]
  /// For each hash, the buckets of those that have it one byte later.
  private let second: [UInt8]
  /// For each hash, where its entries begin; one more element ends the last.
  private let firstEntry: [UInt32]
  private let entries: [Entry]
  /// Of all literals, one after the other.
  private let texts: [UInt8]
  /// Sets of bytes, four words each.
  private let sets: [UInt64]

  private static let hashes = 1 << 14
  private static let window = 3
  /// The first of the buckets for literals of which some bytes may be many.
  private static let firstWide = 4
  /// More trigrams than so are not told apart.
  private static let most = 4096

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - literals: all of them, since hits count in this list; two bytes at least of those that are sought.
  ///   - isSought: tells which are.
  init(_ literals: [LiteralSet.Literal], where isSought: (LiteralSet.Literal) -> Bool) {
    let sought = literals.enumerated().filter { isSought($1) }
    // Two trigrams in a row: one byte before it and three of it.
    stride = sought.allSatisfy { $1.bytes.count + $1.after.count >= Self.window } ? 2 : 1
    var byHash: [[Entry]] = Array(repeating: [], count: Self.hashes)
    var first = [UInt8](repeating: 0, count: Self.hashes)
    var second = [UInt8](repeating: 0, count: Self.hashes)
    var texts: [UInt8] = []
    var sets: [UInt64] = []
    for (number, (index, literal)) in sought.enumerated() {
      let (beginning, mask) = literal.beginning
      let text = Int32(texts.count)..<Int32(texts.count + literal.bytes.count)
      texts += literal.bytes
      let before = literal.before.map { _ in Int32(sets.count / 4) }
      for members in [literal.before].compactMap(\.self) + literal.after {
        sets += (0..<4).map { word in
          (0..<64).reduce(0) {
            $0 | (members.contains(UInt8(64 * word + $1)) ? 1 << UInt64($1) : 0)
          }
        }
      }
      let lastSet = Int32(sets.count / 4)
      let after = lastSet - Int32(literal.after.count)..<lastSet
      let isWide = literal.bytes.count < Self.window + 1
      let bucket: UInt8 =
        1 << UInt8(isWide ? Self.firstWide + number % 4 : number % Self.firstWide)
      for offset in Self.rarest(stride, of: literal) {
        let entry = Entry(
          beginning: beginning, mask: mask, literal: Int32(index), offset: Int32(offset),
          text: text, ignoringCase: literal.ignoringCase, before: before ?? -1, after: after)
        for hash in Self.hashes(of: literal, at: offset) {
          byHash[hash].append(entry)
          first[hash] |= bucket
        }
        for hash in Self.hashes(of: literal, at: offset + 1) { second[hash] |= bucket }
      }
    }
    (self.first, self.second) = (first, second)
    (self.texts, self.sets) = (texts, sets)
    var count: UInt32 = 0
    firstEntry =
      [0]
      + byHash.map {
        count += UInt32($0.count)
        return count
      }
    entries = byHash.flatMap(\.self)
  }

  /// Where those trigrams begin, so many in a row, that a text shows least.
  ///
  /// All begin in the literal, but for one before it where another begins at its first byte: so a literal in a region is
  /// found whatever stands around the region.
  private static func rarest(_ count: Int, of literal: LiteralSet.Literal) -> Range<Int> {
    let first = count < 2 ? 0 : -1
    let last = min(
      literal.bytes.count - count, literal.bytes.count + literal.after.count - count - (window - 1))
    let frequencies = (first...literal.bytes.count + window).map { place in
      let bytes = folded(literal, at: place)
      return bytes.count > 100
        ? 1 : bytes.reduce(0) { $0 + Double(LiteralSet.frequency($1)) } / 1000
    }
    func sum(_ start: Int) -> Double {
      (start..<start + count).reduce(0) { sum, offset in
        sum + (offset...offset + window).reduce(1) { $0 * frequencies[$1 - first] }
      }
    }
    // Of the same the last, whose first trigrams are known best.
    let start = (first...max(first, last)).reversed().min { sum($0) < sum($1) } ?? first
    return start..<start + count
  }

  /// The bytes that a literal may show at a place, folded.
  private static func folded(_ literal: LiteralSet.Literal, at place: Int) -> [UInt8] {
    let members = literal.members(at: place)
    guard members.count > 1 else { return members.map { $0 | 0x20 } }
    var isKnown = [Bool](repeating: false, count: 256)
    return members.compactMap { member in
      let byte = member | 0x20
      guard !isKnown[Int(byte)] else { return nil }
      isKnown[Int(byte)] = true
      return byte
    }
  }

  /// The hashes of what a literal may show at a place and behind it.
  private static func hashes(of literal: LiteralSet.Literal, at offset: Int) -> Set<Int> {
    let (ones, twos) = (folded(literal, at: offset), folded(literal, at: offset + 1))
    let threes = folded(literal, at: offset + 2)
    let count = ones.count * twos.count * threes.count
    guard count <= most else { return Set(0..<hashes) }
    return Set(
      ones.flatMap { one in
        twos.flatMap { two in threes.map { hash(UInt16(one) | UInt16(two) << 8, UInt16($0)) } }
      })
  }

  private static let factors: (UInt16, UInt16) = (0x9E35, 0x6A4D)

  /// Of a pair of bytes and a third.
  private static func hash(_ pair: UInt16, _ third: UInt16) -> Int {
    Int((pair &* factors.0 &+ third &* factors.1) >> 2)
  }

  private typealias Lanes = SIMD8<UInt16>

  /// The hashes of eight trigrams, which begin at every second byte; eighteen bytes have to be in the text.
  @unsafe @inline(__always)
  private static func hashes(_ text: Span<UInt8>, at index: Int) -> Lanes {
    let (pairs, next) = unsafe text.withUnsafeBytes {
      unsafe (
        $0.loadUnaligned(fromByteOffset: index, as: Lanes.self),
        $0.loadUnaligned(fromByteOffset: index &+ 2, as: Lanes.self)
      )
    }
    let folded = pairs | Lanes(repeating: 0x2020)
    let thirds = (next | Lanes(repeating: 0x20)) & Lanes(repeating: 0xFF)
    let sum = folded &* Lanes(repeating: factors.0) &+ thirds &* Lanes(repeating: factors.1)
    return sum &>> Lanes(repeating: 2)
  }

  /// Appends every occurrence in some regions of a text; see `LiteralSet`.
  func findAll(
    in text: Span<UInt8>, within regions: some Collection<Range<Int>>,
    into hits: inout [LiteralSet.Hit]
  ) {
    guard !entries.isEmpty else { return }
    first.lend { first in
      second.lend { second in
        for region in regions { find(in: text, within: region, first, second, into: &hits) }
      }
    }
  }

  private func find(
    in text: Span<UInt8>, within region: Range<Int>, _ first: Span<UInt8>, _ second: Span<UInt8>,
    into hits: inout [LiteralSet.Hit]
  ) {
    precondition(region.lowerBound >= 0 && region.upperBound <= text.count, "in the text")
    precondition(first.count == Self.hashes && second.count == Self.hashes, "one for each hash")
    let end = min(region.upperBound, text.count - Self.block - Self.window)
    var index = region.lowerBound
    while index < end {
      // In bounds: nineteen bytes from `index` on.
      let ones = unsafe Self.hashes(text, at: index)
      let twos = unsafe Self.hashes(text, at: index &+ 1)
      if Self.areKnown(ones, twos, first, second) {
        compare(at: index, ones, twos, in: text, first, second, into: &hits)
      }
      if stride == 1 {
        // In bounds: one byte further, which is as far as the text goes.
        let threes = unsafe Self.hashes(text, at: index &+ 2)
        if Self.areKnown(twos, threes, first, second) {
          compare(at: index + 1, twos, threes, in: text, first, second, into: &hits)
        }
      }
      index += Self.block
    }
    while index < region.upperBound {
      compareLast(at: index, in: text, first, second, into: &hits)
      index += stride
    }
  }

  /// Bytes that are looked at together.
  private static let block = 16

  /// Whether one of eight trigrams may be looked up with the one that begins one byte later.
  @inline(__always)
  private static func areKnown(
    _ ones: Lanes, _ twos: Lanes, _ first: Span<UInt8>, _ second: Span<UInt8>
  ) -> Bool {
    // In bounds: a hash has fourteen bits, and there is an entry for each.
    var known = unsafe first[unchecked: Int(ones[0])] & second[unchecked: Int(twos[0])]
    unsafe known |= first[unchecked: Int(ones[1])] & second[unchecked: Int(twos[1])]
    unsafe known |= first[unchecked: Int(ones[2])] & second[unchecked: Int(twos[2])]
    unsafe known |= first[unchecked: Int(ones[3])] & second[unchecked: Int(twos[3])]
    unsafe known |= first[unchecked: Int(ones[4])] & second[unchecked: Int(twos[4])]
    unsafe known |= first[unchecked: Int(ones[5])] & second[unchecked: Int(twos[5])]
    unsafe known |= first[unchecked: Int(ones[6])] & second[unchecked: Int(twos[6])]
    unsafe known |= first[unchecked: Int(ones[7])] & second[unchecked: Int(twos[7])]
    return known != 0
  }

  /// Appends the literals that have one of eight trigrams, at every second byte, where it is looked up.
  @inline(never)
  private func compare(
    at index: Int, _ ones: Lanes, _ twos: Lanes, in text: Span<UInt8>, _ first: Span<UInt8>,
    _ second: Span<UInt8>, into hits: inout [LiteralSet.Hit]
  ) {
    // Which they are, without a branch for each.
    var lanes: UInt32 = 0
    for lane in 0..<Lanes.scalarCount {
      // In bounds: a hash has fourteen bits, and there is an entry for each.
      let known = unsafe first[unchecked: Int(ones[lane])] & second[unchecked: Int(twos[lane])]
      lanes |= (known == 0 ? 0 : 1) << UInt32(lane)
    }
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      compare(at: index + 2 * lane, Int(ones[lane]), in: text, into: &hits)
      lanes &= lanes - 1
    }
  }

  /// The same for one trigram, also where the text ends within it: blanks stand for what is missing.
  private func compareLast(
    at index: Int, in text: Span<UInt8>, _ first: Span<UInt8>, _ second: Span<UInt8>,
    into hits: inout [LiteralSet.Hit]
  ) {
    func folded(_ place: Int) -> UInt16 {
      UInt16(place < text.count ? text[place] | 0x20 : 0x20)
    }
    let (two, three) = (folded(index + 1), folded(index + 2))
    let hash = Self.hash(folded(index) | two << 8, three)
    let next = Self.hash(two | three << 8, folded(index + 3))
    if first[hash] & second[next] != 0 { compare(at: index, hash, in: text, into: &hits) }
  }

  private func compare(
    at index: Int, _ hash: Int, in text: Span<UInt8>, into hits: inout [LiteralSet.Hit]
  ) {
    for place in Int(firstEntry[hash])..<Int(firstEntry[hash + 1]) {
      let start = index - Int(entries[place].offset)
      guard start >= 0 else { continue }
      if start + 4 <= text.count {
        // In bounds: four bytes from `start` on.
        let beginning = unsafe text.withUnsafeBytes {
          unsafe UInt32(
            littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt32.self))
        }
        guard (beginning ^ entries[place].beginning) & entries[place].mask == 0 else { continue }
      }
      let entry = entries[place]
      if matches(entry, at: start, in: text) {
        hits.append(LiteralSet.Hit(literal: Int(entry.literal), start: start))
      }
    }
  }

  /// Whether a literal stands at a place, between what it has to stand between.
  private func matches(_ entry: Entry, at start: Int, in text: Span<UInt8>) -> Bool {
    let end = start + entry.text.count
    guard end + entry.after.count <= text.count else { return false }
    var place = start
    for index in entry.text {
      let byte = text[place]
      let wanted = texts[Int(index)]
      guard byte == wanted || entry.ignoringCase && lower(byte) == wanted else { return false }
      place += 1
    }
    if entry.before >= 0, start > 0, !holds(entry.before, text[start - 1]) { return false }
    for set in entry.after {
      guard holds(set, text[place]) else { return false }
      place += 1
    }
    return true
  }

  private func holds(_ set: Int32, _ byte: UInt8) -> Bool {
    sets[4 * Int(set) + Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1
  }
}
