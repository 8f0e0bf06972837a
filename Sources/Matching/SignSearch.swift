internal import ScanModel

/// Finds literals by a sign in them that most words have not, sixty-four bytes at a time: an equals sign right behind a
/// letter, or a byte that hardly any text shows.
///
/// Among other literals short ones would make every step of the search as short as they are.
struct SignSearch: Sendable {
  private struct Literal: Sendable {
    let index: Int
    let bytes: [UInt8]
    let ignoringCase: Bool
    /// Where in it the sign stands, or the letter before it.
    let offset: Int
  }

  /// 0xFF, which no text in UTF-8 has, where none is needed.
  private let rare: UInt8
  /// Those with an equals sign by the last five bits of the letter before it, the others under 0.
  private let literals: [[Literal]]
  /// A bit for each of those lists that has something.
  private let filled: UInt32

  private static let equals = UInt8(ascii: "=")

  /// Takes what it can find.
  ///
  /// - Parameter literals: those without a sign are passed over, and so are those of one byte and those with neighbours.
  init(_ literals: [LiteralSet.Literal]) {
    let usable = literals.enumerated().filter { Self.isUsable($1) }
    rare = usable.lazy.compactMap { Self.rareByte(of: $1) }.first ?? 0xFF
    var placed = [[Literal]](repeating: [], count: 32)
    for (index, literal) in usable {
      guard let offset = Self.sign(in: literal, rare) else { continue }
      let byte = literal.bytes[offset]
      placed[byte == rare ? 0 : Int(byte & 0x1F)].append(
        Literal(
          index: index, bytes: literal.bytes, ignoringCase: literal.ignoringCase, offset: offset))
    }
    self.literals = placed
    filled = placed.indices.reduce(0) { $0 | (placed[$1].isEmpty ? 0 : 1 << UInt32($1)) }
  }

  /// Whether it finds a literal.
  func finds(_ literal: LiteralSet.Literal) -> Bool {
    Self.isUsable(literal) && Self.sign(in: literal, rare) != nil
  }

  private static func isUsable(_ literal: LiteralSet.Literal) -> Bool {
    literal.bytes.count >= 2 && !literal.hasNeighbours
  }

  private static func rareByte(of literal: LiteralSet.Literal) -> UInt8? {
    sign(in: literal, 0xFF) == nil ? literal.bytes.first { LiteralSet.frequency($0) <= 1 } : nil
  }

  private static func sign(in literal: LiteralSet.Literal, _ rare: UInt8) -> Int? {
    let bytes = literal.bytes
    return zip(bytes, bytes.dropFirst()).enumerated().first { isLetter($1.0) && $1.1 == equals }?.0
      ?? bytes.firstIndex(of: rare)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lowered = byte | 0x20
    return lowered >= UInt8(ascii: "a") && lowered <= UInt8(ascii: "z")
  }

  /// Appends every occurrence whose sign is in `region`, in the order of the text.
  func findAll(
    in text: Span<UInt8>, within region: Range<Int>, into hits: inout [LiteralSet.Hit]
  ) {
    precondition(region.upperBound <= text.count, "in the text")
    typealias Bytes = ByteBlock.Bytes
    let (high, letter) = (Bytes(repeating: 0xC0), Bytes(repeating: 0x40))
    let (equals, rare) = (Bytes(repeating: Self.equals), Bytes(repeating: rare))
    var index = region.lowerBound
    // A byte has to stand behind each block.
    while index < region.upperBound, index + ByteBlock.count < text.count {
      var bits = ByteBlock.bits(of: text, at: index) { bytes, next in
        // Letters and little else, with an equals sign behind them.
        ((bytes & high) .== letter) .& (next .== equals) .| (bytes .== rare)
      }
      let rest = region.upperBound - index
      if rest < ByteBlock.count { bits &= ~(.max << UInt64(rest)) }
      while bits != 0 {
        look(at: index + bits.trailingZeroBitCount, in: text, into: &hits)
        bits &= bits &- 1
      }
      index += ByteBlock.count
    }
    while index < region.upperBound {
      look(at: index, in: text, into: &hits)
      index += 1
    }
  }

  private func look(at place: Int, in text: Span<UInt8>, into hits: inout [LiteralSet.Hit]) {
    let byte = text[place]
    let list = byte == rare ? 0 : Int(byte & 0x1F)
    guard filled >> UInt32(list) & 1 == 1 else { return }
    for literal in literals[list] {
      let start = place - literal.offset
      guard start >= 0, start + literal.bytes.count <= text.count,
        literal.bytes.indices.allSatisfy({ index in
          let byte = text[start + index]
          return (literal.ignoringCase ? lower(byte) : byte) == literal.bytes[index]
        })
      else { continue }
      hits.append(LiteralSet.Hit(literal: literal.index, start: start))
    }
  }
}
