internal import Archives
internal import ScanModel

/// A run of base64 in a text, over several lines when it is wrapped as `base64` and PEM wrap it.
struct EncodedBlock {
  /// The characters of each line, without indentation and padding.
  let lines: [Range<Int>]
  /// From the first character to the last, padding included.
  let range: Range<Int>

  /// Bytes of base64 that are decoded; longer ones are images, archives and certificates.
  static let longest = 4 << 20
  /// RFC 2045 wraps at 76 characters, PEM (RFC 7468) at 64; other widths of text are lists of words.
  private static let widths = 60...128

  /// Follows a run over the lines after it, and before it.
  init(around run: Range<Int>, in text: Span<UInt8>) {
    var lines = [run]
    if Self.widths.contains(run.count), run.count % 4 == 0 {
      while let next = Self.line(after: lines[lines.count - 1], in: text),
        lines[lines.count - 1].count == run.count, next.count <= run.count,
        next.upperBound - run.lowerBound < Self.longest
      {
        lines.append(next)
      }
    }
    var end = lines[lines.count - 1].upperBound
    let padding = min(text.count, end + 2)
    while end < padding, text[end] == UInt8(ascii: "=") { end += 1 }
    self.lines = lines
    range = run.lowerBound..<end
  }

  /// Whether a run, which may be cut off at its start, is a part of text or of gzip'd text.
  static func mayBePart(_ run: Range<Int>, of text: Span<UInt8>) -> Bool {
    // Where the run was cut off, its first characters may be any of the four that make three bytes.
    if (0..<4).contains(where: { beginsAsText(text, run.dropFirst($0)) }) { return true }
    var first = run
    for _ in 0..<mostLines {
      guard let line = line(before: first, in: text) else { break }
      first = line
    }
    return beginsAsGzip(text, first)
  }

  /// So many lines above a change the beginning of what is packed is sought.
  private static let mostLines = 64

  /// What stands on the line above, up to its end, when that is a run as wide as wrapped lines are.
  private static func line(before run: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    var end = run.lowerBound
    while end > 0, run.lowerBound - end < 64, text[end - 1] == 0x20 || text[end - 1] == 0x09 {
      end -= 1
    }
    guard end > 0, text[end - 1] == 0x0A else { return nil }
    end -= 1
    if end > 0, text[end - 1] == 0x0D { end -= 1 }
    var start = end
    while start > 0, end - start <= widths.upperBound, text[start - 1].isBase64 {
      start -= 1
    }
    return widths.contains(end - start) && (end - start) % 4 == 0 ? start..<end : nil
  }

  /// The run on the line below, if there is nothing else on it.
  private static func line(after run: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    var start = run.upperBound
    if start < text.count, text[start] == 0x0D { start += 1 }
    guard start < text.count, text[start] == 0x0A else { return nil }
    start += 1
    let limit = min(text.count, start + 64)
    while start < limit, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
    var end = start
    while end < text.count, end - start <= widths.upperBound,
      text[end].isBase64
    {
      end += 1
    }
    guard end > start else { return nil }
    let next = end < text.count ? text[end] : 0x0A
    return next == 0x0A || next == 0x0D || next == UInt8(ascii: "=") ? start..<end : nil
  }

  /// Whether the first bytes are those of text: asked of each run, and answered after a few bytes for nearly all.
  static func beginsAsText(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    var decoder = Base64Decoder()
    var (count, zeros, others) = (0, 0, 0)
    for index in run.prefix(probed) {
      guard let byte = decoder.add(text[index]) else {
        if decoder.isBroken { return false }
        continue
      }
      count += 1
      if byte == 0, count % 2 == 0 {
        zeros += 1
      } else if byte >= 0x80, others < mostOthers {
        others += 1
      } else if !byte.isTextCharacter {
        return false
      }
    }
    // UTF-16, as the argument of PowerShell's -EncodedCommand is, or no zero at all.
    return count > 0 && (zeros == 0 || zeros == count / 2)
  }

  /// Whether the first bytes are those of a gzip stream (RFC 1952), whose third says how it is deflated.
  static func beginsAsGzip(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    run.prefix(4).map { text[$0] }.elementsEqual("H4sI".utf8)
  }

  private static let probed = 40
  /// Of the bytes that are probed, those that may be beyond ASCII; of binary data it is half of them.
  private static let mostOthers = 8

  /// What it says in the text of `init`; nil when that is no text.
  func decode(_ text: Span<UInt8>) -> DecodedText? {
    guard range.count <= Self.longest else { return nil }
    var decoder = Base64Decoder()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count / 4 * 3)
    var map = SourceMap()
    var (zeros, others) = (0, 0)
    for line in lines {
      let before = bytes.count
      for index in line {
        guard let byte = decoder.add(text[index]) else {
          if decoder.isBroken { return nil }
          continue
        }
        // Text of other languages is more than ASCII; what has control characters is no text.
        if byte == 0 {
          zeros += 1
        } else if !byte.isTextCharacter {
          guard byte >= 0x80 else { return nil }
          others += 1
        }
        bytes.append(byte)
      }
      map.append(bytes.count - before, from: line)
    }
    if zeros > 0 { return Self.fromUTF16(bytes, range) }
    return others * 4 <= bytes.count ? DecodedText(bytes: bytes, map: map) : nil
  }

  /// What it says when it is gzip'd text, as Helm keeps its releases; nil when that is none.
  func unpack(_ text: Span<UInt8>, with unpacker: StreamUnpacker) -> DecodedText? {
    guard range.count <= Self.longest else { return nil }
    var decoder = Base64Decoder()
    var bytes: [UInt8] = []
    for line in lines {
      for index in line {
        if let byte = decoder.add(text[index]) { bytes.append(byte) }
      }
    }
    let unpacked = try? bytes.lend { bytes throws(UnpackFailure) in
      try unpacker.unpack(bytes, limit: Self.longest * 4)
    }
    guard let unpacked, !unpacked.isEmpty, !decoder.isBroken else { return nil }
    var map = SourceMap()
    map.append(unpacked.count, from: range)
    return DecodedText(bytes: unpacked, map: map)
  }

  private static func fromUTF16(_ bytes: [UInt8], _ range: Range<Int>) -> DecodedText? {
    var text: [UInt8] = []
    bytes.lend { TextEncoding.utf16LittleEndian(byteOrderMark: false).decode($0, into: &text) }
    guard !text.isEmpty, text.count * 4 >= bytes.count, !text.contains(0) else { return nil }
    // To the column where the text is Latin.
    var map = SourceMap()
    map.append(text.count, from: range)
    return DecodedText(bytes: text, map: map)
  }
}

/// Base64 of either alphabet (RFC 4648, sections 4 and 5), a character at a time.
struct Base64Decoder {
  private var bits: UInt32 = 0
  private var bitCount = 0
  private(set) var isBroken = false

  /// The byte that a character completes; nil when it completes none.
  mutating func add(_ character: UInt8) -> UInt8? {
    guard let value = Self.value(of: character) else {
      isBroken = true
      return nil
    }
    bits = bits << 6 | UInt32(value)
    bitCount += 6
    guard bitCount >= 8 else { return nil }
    bitCount -= 8
    return UInt8(truncatingIfNeeded: bits >> UInt32(bitCount))
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}

extension UInt8 {
  fileprivate var isTextCharacter: Bool {
    self >= 0x20 && self < 0x7F || self == 0x0A || self == 0x0D || self == 0x09
  }
}
