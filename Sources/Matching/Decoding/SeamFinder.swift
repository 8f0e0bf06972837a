internal import Rules

/// A value that a text holds in pieces or spelled out, or beside what is spelled out.
struct Seam: Hashable, Sendable {
  let range: Range<Int>
  /// What stands between the pieces and has to go.
  let joints: [Range<Int>]
}

/// Finds the places of a text that have to be rewritten before a key in them can be read.
///
/// Nearly all text has none, so the search is for the few characters that can begin one, sixteen bytes at a time; what
/// stands around each is then looked at only as far as needed to pass on.
struct SeamFinder: Sendable {
  /// Of a key in pieces, and of what is joined at all.
  fileprivate static let shortestKey = 32
  fileprivate static let shortestOther = 40
  static let longest = 1024
  private static let mostPieces = 256

  /// Whether a byte can follow the quote that ends a piece: blanks, an operator, a parenthesis, the next quote.
  private let mayFollowQuote: [Bool] = (0...255).map {
    " \t\r\n+.&|<~,)\\\"'`fFrRbBuUL@$".utf8.contains(UInt8($0))
  }
  private let isHex: [Bool] = (0...255).map { ByteClass.hex.contains(UInt8($0)) }

  /// Appends the seams that begin in `region`, in order.
  func findAll(in text: Span<UInt8>, within region: Range<Int>, into seams: inout [Seam]) {
    var seen = region.lowerBound
    var index = region.lowerBound
    while index + 16 <= region.upperBound {
      var (low, high) = unsafe Self.candidates(in: text, at: index)
      while low != 0 {
        look(at: index + low.trailingZeroBitCount / 8, in: text, beyond: &seen, into: &seams)
        low &= low &- 1
      }
      while high != 0 {
        look(at: index + 8 + high.trailingZeroBitCount / 8, in: text, beyond: &seen, into: &seams)
        high &= high &- 1
      }
      index += 16
    }
    while index < region.upperBound {
      look(at: index, in: text, beyond: &seen, into: &seams)
      index += 1
    }
  }

  /// A bit for each of sixteen bytes that is one of `"%&'\^` or a backtick; `$` and `]` pass too, and are told later.
  @unsafe @inline(__always)
  private static func candidates(in text: Span<UInt8>, at index: Int) -> (UInt64, UInt64) {
    let bytes = unsafe text.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    }
    let isCandidate =
      bytes .== 0x22 .| (bytes & 0xFC) .== 0x24 .| (bytes & 0xFD) .== 0x5C .| bytes .== 0x60
    let flags = SIMD16<UInt8>(repeating: 0).replacing(with: 0x80, where: isCandidate)
    let words = unsafe unsafeBitCast(flags, to: SIMD2<UInt64>.self)
    return (words[0], words[1])
  }

  private func look(
    at index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    guard index >= seen else { return }
    switch text[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      lookAtQuote(index, in: text, beyond: &seen, into: &seams)
    case UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "\\"):
      guard index + 1 < text.count else { return }
      if text[index + 1] == 0x0A || text[index + 1] == 0x0D {
        follow(from: index, in: text, beyond: &seen, into: &seams)
      } else if text[index] == UInt8(ascii: "`") {
        lookAtQuote(index, in: text, beyond: &seen, into: &seams)
      } else if text[index] == UInt8(ascii: "\\") {
        lookAtEscape(index, in: text, beyond: &seen, into: &seams)
      }
    case UInt8(ascii: "%"), UInt8(ascii: "&"):
      lookAtEscape(index, in: text, beyond: &seen, into: &seams)
    default: break
    }
  }

  private func lookAtQuote(
    _ index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    guard index > 0, index + 2 < text.count, mayFollowQuote[Int(text[index + 1])] else { return }
    follow(from: index, in: text, beyond: &seen, into: &seams)
  }

  private func lookAtEscape(
    _ index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    guard let escape = EscapeSequence(in: text, at: index) else { return }
    let end = index + escape.count
    if escape.isKeyCharacter {
      follow(from: index, in: text, beyond: &seen, into: &seams)
    } else if let run = hexKey(in: text, from: end) ?? hexKey(in: text, endingAt: index) {
      seams.append(Seam(range: min(index, run.lowerBound)..<max(end, run.upperBound), joints: []))
      seen = max(end, run.upperBound)
    }
  }

  /// Exactly 32 hexadecimal digits, which prove nothing unless what stands around them can be read.
  private func hexKey(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    let end = start + Self.shortestKey
    guard end <= text.count, isHex[Int(text[start])], isHex[Int(text[end - 1])],
      (start..<end).allSatisfy({ isHex[Int(text[$0])] }),
      end == text.count || !text[end].isAlphanumeric
    else { return nil }
    return start..<end
  }

  private func hexKey(in text: Span<UInt8>, endingAt end: Int) -> Range<Int>? {
    let start = end - Self.shortestKey
    guard start >= 0, isHex[Int(text[end - 1])], isHex[Int(text[start])],
      (start..<end).allSatisfy({ isHex[Int(text[$0])] }),
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
      if !ByteClass.hex.contains(byte) { others += 1 }
    }

    /// Whether a rule can want it: text in pieces is mostly prose.
    var mayBeKey: Bool {
      others == 0
        ? count == SeamFinder.shortestKey : count >= SeamFinder.shortestOther && digits >= 3
    }
  }

  /// Follows a value from its first joint to its end.
  private func follow(
    from index: Int, in text: Span<UInt8>, beyond seen: inout Int, into seams: inout [Seam]
  ) {
    var start = index
    while start > 0, text[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    var tally = Tally()
    while start > seen, text[start - 1].isKeyCharacter, index - start < Self.longest {
      start -= 1
      tally.add(text[start])
    }
    var end = index
    var joints: [Range<Int>] = []
    var pieces = 0
    var isListed = false
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
        guard joint.range.upperBound < text.count,
          text[joint.range.upperBound].isKeyCharacter
            || EscapeSequence(in: text, at: joint.range.upperBound)?.isKeyCharacter == true
        else { break }
        joints.append(joint.range)
        isListed = isListed || joint.isListed
        end = joint.range.upperBound
        pieces += 1
      } else {
        break
      }
    }
    guard pieces > 0 else { return }
    // Its other joints need not be looked at again.
    seen = max(seen, end)
    guard tally.mayBeKey, !isListed || LiteralJoint.isJoined(text, around: start..<end)
    else { return }
    seams.append(Seam(range: start..<end, joints: joints))
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
