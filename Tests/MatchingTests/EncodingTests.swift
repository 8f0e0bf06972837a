import Foundation
import Rules
import ScanModel
import Testing

@testable import Matching

@Suite struct EncodingTests {
  static let encodings: [TextEncoding] = [
    .utf16LittleEndian(byteOrderMark: true), .utf16LittleEndian(byteOrderMark: false),
    .utf16BigEndian(byteOrderMark: true), .utf16BigEndian(byteOrderMark: false),
  ]

  static func encode(_ units: [UInt16], _ encoding: TextEncoding) -> [UInt8] {
    let mark: [UInt16] = encoding.markLength == 2 ? [0xFEFF] : []
    return (mark + units).flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      if case .utf16BigEndian = encoding { return [high, low] }
      return [low, high]
    }
  }

  private static func decode(_ bytes: [UInt8]) -> (TextEncoding, String) {
    bytes.lend { span in
      let encoding = TextEncoding(detectingIn: span)
      var output = Array("left over".utf8)
      encoding.decode(span, into: &output)
      return (encoding, String(decoding: output, as: UTF8.self))
    }
  }

  @Test(arguments: encodings)
  func readsUTF16(encoding: TextEncoding) {
    let text = "Latin text first, then 日本語, 😀 and é\r\n"
    let (detected, decoded) = Self.decode(Self.encode(Array(text.utf16), encoding))
    #expect(detected == encoding)
    #expect(decoded == text)
  }

  @Test(arguments: encodings)
  func toleratesWhatIsBroken(encoding: TextEncoding) {
    let latin = Array("Latin text".utf16)
    let lone: [(units: [UInt16], text: String)] = [
      (latin + [0xD83D], "Latin text\u{FFFD}"),
      (latin + [0xDE00, 0x41], "Latin text\u{FFFD}A"),
      (latin + [0xD83D, 0x41], "Latin text\u{FFFD}A"),
      (latin + [0xD83D, 0xD83D, 0xDE00], "Latin text\u{FFFD}😀"),
    ]
    for (units, text) in lone {
      #expect(Self.decode(Self.encode(units, encoding)).1 == text)
    }
    // Half a unit at the end is no character.
    #expect(Self.decode(Self.encode(latin, encoding) + [0x41]).1 == "Latin text")
  }

  @Test(arguments: [
    "plain ASCII text", "é and more than that", "", "short", "\u{FEFF}a mark of UTF-8",
  ])
  func leavesOtherTextAsItIs(text: String) {
    #expect(Self.decode(Array(text.utf8)).0 == .bytes)
  }

  @Test func leavesBinaryDataAsItIs() {
    #expect(Self.decode([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]).0 == .bytes)
    #expect(Self.decode([UInt8](repeating: 0, count: 64)).0 == .bytes)
    #expect(Self.decode([0, 0, 1, 0xBA, 0x21, 0, 1, 0, 1, 0x80]).0 == .bytes)
  }

  @Test(arguments: encodings)
  func findsKeysInUTF16(encoding: TextEncoding) throws {
    let text = try expandGenerators("# 😀\nAZURE_OPENAI_API_KEY={{azure84 openai 2025-06 #1}}\n")
    let matcher = Matcher(MatchPlan(try RuleLoader.load().ruleSet))
    let found = MatcherTests.found(Self.encode(Array(text.utf16), encoding), matcher)
    #expect(found.encoding == encoding)
    // Offsets count in the text as UTF-8.
    #expect(found.matches.map(\.secret) == [28..<112])
  }

  // MARK: - Base64

  @Test(arguments: [
    "hex32", "azure84 openai 2025-06", "azureSearch52 admin", "azureApim88 subscription",
  ])
  func looksIntoBase64Values(call: String) throws {
    let encoded = try expandGenerators("{{base64 \(call) #9}}")
    let key = try expandGenerators("{{\(call) #9}}")
    let matcher = Matcher(MatchPlan(try RuleLoader.load().ruleSet))
    for text in ["data:\n  k: \(encoded)\n", encoded, "k=\"\(encoded)\"", "\n\n\(encoded)"] {
      let bytes = Array(text.utf8)
      let match = try #require(MatcherTests.found(bytes, matcher).matches.first)
      #expect(match.decoded == Array(key.utf8))
      #expect(String(decoding: bytes[match.secret], as: UTF8.self) == encoded)
    }
  }

  @Test(arguments: [
    ("hello world, this is a plain text", true), ("two\nlines of\ttext, and more of it", true),
    ("grüße, ein Text mit ein paar Umlauten", true),
    ("a bell \u{07} rings in this text here", false),
  ])
  func decodesOnlyText(text: String, isText: Bool) {
    let encoded = Array(Data(text.utf8).base64EncodedString().utf8.filter { $0 != 0x3D })
    let decoded = encoded.lend { span -> [UInt8]? in
      guard EncodedBlock.beginsAsText(span, 0..<span.count) else { return nil }
      return EncodedBlock(around: 0..<span.count, in: span).decode(span)?.bytes
    }
    #expect(decoded == (isText ? Array(text.utf8) : nil))
  }

  @Test(arguments: [
    TextEncoding.utf32LittleEndian(byteOrderMark: true), .utf32LittleEndian(byteOrderMark: false),
    .utf32BigEndian(byteOrderMark: true), .utf32BigEndian(byteOrderMark: false),
  ])
  func readsUTF32(encoding: TextEncoding) {
    let text = "Latin text first, then 日本語, 😀 and é\r\n"
    let mark = encoding.markLength == 0 ? "" : "\u{FEFF}"
    let bytes = (mark + text).unicodeScalars.flatMap { scalar -> [UInt8] in
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> ($0 * 8)) }
      if case .utf32BigEndian = encoding { return bytes.reversed() }
      return bytes
    }
    let (detected, decoded) = Self.decode(bytes)
    #expect(detected == encoding)
    #expect(decoded == text)
    // What is cut off, and what is no character.
    #expect(Self.decode(bytes.dropLast(2)).1 == String(text.unicodeScalars.dropLast()))
    #expect(Self.decode(bytes + [0, 0xFF, 0xFF, 0]).1 == text + "\u{FFFD}")
  }
}
