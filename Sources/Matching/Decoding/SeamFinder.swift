internal import Rules

/// A value that a text holds in pieces or spelled out, or beside what is spelled out.
struct Seam: Hashable, Sendable {
  let range: Range<Int>
  /// What stands between the pieces and has to go.
  let joints: [Range<Int>]
}

/// Finds the places of a text that have to be rewritten before a key in them can be read.
///
/// Nearly all text has none, so the search is for the few characters that can begin one, sixteen bytes at a time, and only
/// where a key may be near. What stands around each is then looked at only as far as needed to pass on.
struct SeamFinder: Sendable {
  /// Of a key in pieces, and of what is joined at all.
  fileprivate static let shortestKey = 32
  fileprivate static let shortestOther = 40
  private static let longest = 1024
  private static let mostPieces = 256
  private static let block = KeyDensity.block

  private let neighbours = SeamNeighbours()
  /// Whether a part of a seam will do, since more of it may stand outside of the region that is searched.
  private let acceptsParts: Bool

  init(acceptingParts acceptsParts: Bool = false) {
    self.acceptsParts = acceptsParts
  }

  /// Words on either side of a change that have to be seen so that a joint of what it is a piece of is among them: the
  /// piece, an operator such as `+`, the piece beside it.
  static let words = 3

  /// Appends the seams that begin in some regions, in order.
  func findAll(
    in text: Span<UInt8>, within regions: some Collection<Range<Int>>, into seams: inout [Seam]
  ) {
    for region in regions {
      precondition(region.upperBound <= text.count, "in the text")
      find(in: text, within: region, into: &seams)
    }
  }

  private func find(in text: Span<UInt8>, within region: Range<Int>, into seams: inout [Seam]) {
    var seen = region.lowerBound
    var index = region.lowerBound
    if index == 0, !region.isEmpty {
      look(at: 0, in: text, beyond: &seen, into: &seams)
      index = 1
    }
    // Blocks lie the same for every region, so that part of a text is not passed over when all of it would not be.
    var start = 1 + (index - 1) / Self.block * Self.block
    var density = KeyDensity(in: text, at: start)
    // A byte has to stand behind each block.
    let end = min(region.upperBound, text.count - Self.block)
    while start < end {
      if density.isNear(text, at: start) {
        var bits = Self.candidates(in: text, at: start)
        if start < index { bits &= .max << UInt64(index - start) }
        let rest = region.upperBound - start
        if rest < Self.block { bits &= ~(.max << UInt64(rest)) }
        if bits != 0 { look(at: bits, from: start, in: text, beyond: &seen, into: &seams) }
      }
      start &+= Self.block
      density.move(in: text, to: start)
    }
    index = max(index, start)
    while index < region.upperBound {
      look(at: index, in: text, beyond: &seen, into: &seams)
      index += 1
    }
  }

  @inline(never)
  private func look(
    at bits: UInt64, from start: Int, in text: Span<UInt8>, beyond seen: inout Int,
    into seams: inout [Seam]
  ) {
    var bits = bits
    while bits != 0 {
      look(at: start + bits.trailingZeroBitCount, in: text, beyond: &seen, into: &seams)
      bits &= bits &- 1
    }
  }

  /// A bit for each byte of a block that is a `%`, `&`, `\` or `^`, or a quote that may part two pieces; a byte of the text
  /// has to stand behind the block.
  ///
  /// `$` passes too, and is told later. Most quotes open a literal, after a blank or a bracket, or end a statement.
  @inline(__always)
  private static func candidates(in text: Span<UInt8>, at index: Int) -> UInt64 {
    typealias Bytes = ByteBlock.Bytes
    return ByteBlock.bits(of: text, at: index) { bytes, after in
      let percentOrAmpersand = (bytes & Bytes(repeating: 0xFC)) .== Bytes(repeating: 0x24)
      let singleQuote = bytes .== Bytes(repeating: 0x27)
      let backslashOrCaret = (bytes & Bytes(repeating: 0xFD)) .== Bytes(repeating: 0x5C)
      let otherQuote = (bytes .== Bytes(repeating: 0x22)) .| (bytes .== Bytes(repeating: 0x60))
      // Blanks, operators, other quotes; `\`, `|` and `~`; `<`.
      let isFollowed =
        (after .< Bytes(repeating: 0x2F))
        .| ((after & Bytes(repeating: 0xDD)) .== Bytes(repeating: 0x5C))
        .| (after .== Bytes(repeating: 0x3C)) .| (after .== Bytes(repeating: 0x60))
      let quotes = (singleQuote .| otherQuote) .& isFollowed
      let escapes = (percentOrAmpersand .& .!singleQuote) .| backslashOrCaret
      // A backtick or caret at the end of a line is among them.
      return quotes .| escapes
    }
  }

  @inline(__always)
  private func look(
    at index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    guard neighbours.allow(text, index), index >= seen, !endsWithEscape(text, index) else { return }
    lookClosely(at: index, in: text, beyond: &seen, into: &seams)
  }

  /// Whether a quote stands right behind the end of a line or a tab that is spelled out, and so behind no piece.
  @inline(__always)
  private func endsWithEscape(_ text: Span<UInt8>, _ index: Int) -> Bool {
    guard index >= 2, text[index].isQuote, text[index - 2] == UInt8(ascii: "\\") else {
      return false
    }
    let letter = text[index - 1]
    return letter == UInt8(ascii: "n") || letter == UInt8(ascii: "t") || letter == UInt8(ascii: "r")
  }

  private func lookClosely(
    at index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    switch text[index] {
    case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"):
      guard let escape = EscapeSequence(in: text, at: index), !escape.isKeyCharacter else { break }
      lookBeside(escape, at: index, in: text, beyond: &seen, into: &seams)
      return
    default: break
    }
    follow(from: index, in: text, beyond: &seen, into: &seams)
  }

  /// Looks for a key right after an escape or before it: with what is escaped, its name may be.
  private func lookBeside(
    _ escape: EscapeSequence, at index: Int, in text: Span<UInt8>, beyond seen: inout Int,
    into seams: inout [Seam]
  ) {
    let end = index + escape.count
    guard
      let run = hexKey(in: text, from: end) ?? hexKey(in: text, endingAt: index)
        ?? longKey(in: text, from: end)
    else { return }
    seams.append(Seam(range: min(index, run.lowerBound)..<max(end, run.upperBound), joints: []))
    seen = max(end, run.upperBound)
  }

  /// Exactly 32 hexadecimal digits, which prove nothing unless what stands around them can be read.
  private func hexKey(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    let end = start + Self.shortestKey
    guard end <= text.count, text[start].isHexadecimal, text[end - 1].isHexadecimal,
      (start..<end).allSatisfy({ text[$0].isHexadecimal }),
      end == text.count || !text[end].isAlphanumeric
    else { return nil }
    return start..<end
  }

  /// A run that may be a key: the last digit of an escape before it would make it another.
  private func longKey(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    var tally = Tally()
    var end = start
    while end < text.count, text[end].isKeyCharacter, end - start < Self.longest {
      tally.add(text[end])
      end += 1
    }
    return tally.count >= Self.shortestOther && tally.mayBeKey ? start..<end : nil
  }

  private func hexKey(in text: Span<UInt8>, endingAt end: Int) -> Range<Int>? {
    let start = end - Self.shortestKey
    guard start >= 0, text[end - 1].isHexadecimal, text[start].isHexadecimal,
      (start..<end).allSatisfy({ text[$0].isHexadecimal }),
      start == 0 || !text[start - 1].isAlphanumeric
    else { return nil }
    return start..<end
  }
}

extension SeamFinder {
  /// What a value in pieces amounts to.
  private struct Tally {
    var count = 0
    var digits = 0
    var others = 0

    mutating func add(_ byte: UInt8) {
      count += 1
      if byte >= 0x30 && byte <= 0x39 { digits += 1 }
      if !byte.isHexadecimal { others += 1 }
    }

    /// Whether it can be two pieces of what `mayBeKey`.
    var mayBePart: Bool { count >= 3 && (others == 0 || digits > 0) }

    /// Whether a rule can want it: text in pieces is mostly prose.
    var mayBeKey: Bool {
      others == 0
        ? count == SeamFinder.shortestKey
        : count >= SeamFinder.shortestOther && digits >= KeyDensity.fewestDigits
    }
  }

  /// Follows a value from its first joint to its end.
  private func follow(
    from index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    guard beginsSeam(at: index, in: text) else { return }
    var start = index
    while start > 0, text[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    var tally = Tally()
    // Up to the `=` of an assignment, which is padding only at the end.
    while start > seen, text[start - 1].isKeyCharacter, text[start - 1] != UInt8(ascii: "="),
      index - start < Self.longest
    {
      start -= 1
      tally.add(text[start])
    }
    var end = index
    var piece = start
    var joints: [Range<Int>] = []
    var pieces = 0
    var isListed: Bool?
    while end < text.count, end - start < Self.longest, pieces < Self.mostPieces {
      let byte = text[end]
      if byte.isKeyCharacter {
        tally.add(byte)
        end += 1
      } else if let escape = EscapeSequence(in: text, at: end), escape.isKeyCharacter {
        tally.add(UInt8(truncatingIfNeeded: escape.scalar.value))
        end += escape.count
        pieces += 1
      } else if let joint = joint(in: text, at: end) {
        let next = joint.range.upperBound
        guard next < text.count,
          text[next].isKeyCharacter || EscapeSequence(in: text, at: next)?.isKeyCharacter == true
        else { break }
        if let isListed, isListed != joint.isListed {
          guard isListed else { break }
          // The name of a header, a comma, and a value in pieces: the value begins anew.
          seen = max(seen, piece)
          return
        }
        isListed = joint.isListed
        joints.append(joint.range)
        end = next
        piece = next
        pieces += 1
      } else {
        break
      }
    }
    guard pieces > 0 else { return }
    // Its other joints need not be looked at again.
    seen = max(seen, end)
    guard acceptsParts ? tally.mayBePart : tally.mayBeKey else { return }
    if isListed == true {
      // The list may begin before the region in which a part is sought.
      let mostBefore = acceptsParts ? Self.longest : 0
      guard LiteralJoint.isJoined(text, start..<end, mostBefore: mostBefore) else { return }
    }
    seams.append(Seam(range: start..<end, joints: joints))
  }

  /// Whether a value can go on behind what stands at `index`; most places end here, before anything else is read.
  private func beginsSeam(at index: Int, in text: Span<UInt8>) -> Bool {
    if text[index].isKeyCharacter { return true }
    if let escape = EscapeSequence(in: text, at: index), escape.isKeyCharacter { return true }
    return joint(in: text, at: index) != nil
  }

  private func joint(in text: Span<UInt8>, at index: Int) -> (range: Range<Int>, isListed: Bool)? {
    switch text[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return LiteralJoint.between(text, closedAt: index)
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "^"):
      if let line = LiteralJoint.continuedLine(text, markedAt: index) { return (line, false) }
      var quote = index
      while quote < text.count, text[quote] == UInt8(ascii: "\\"), quote - index < 8 { quote += 1 }
      guard quote < text.count, text[quote].isQuote else { return nil }
      return LiteralJoint.between(text, closedAt: quote)
    default:
      return nil
    }
  }
}

extension EscapeSequence {
  var isKeyCharacter: Bool {
    scalar.isASCII && UInt8(truncatingIfNeeded: scalar.value).isKeyCharacter
  }
}
