package import ScanModel

/// What Azure's annotated key says of itself: 84 characters, or 88 in the long form.
///
/// The layout is microsoft/security-utilities' `LegacyCommonAnnotatedSecurityKey.cs`; offsets in
/// characters:
///
///      0  52  random
///     52   5  JQQJ9
///     57   1  kind: 9, D or H
///     58   2  year from A = 2024 in the base64 alphabet, month from A = January
///     60  12  the platform's own
///     72   4  service code
///     76   4  signature of the provider: ACOG for Azure AI
///     80   4  checksum; in the long form 6 and ==
package struct AnnotatedKey: Sendable, Hashable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case key = 0x39
    case derived = 0x44
    case hashed = 0x48
  }

  /// How the checksum is written, when it is right.
  package enum Checksum: Sendable, Hashable {
    /// As security-utilities does since 1.7.0.
    case base62
    /// As it was done before.
    case base64
    /// Right in neither form: an edited example, or a form that is not published.
    case invalid
  }

  package let kind: Kind
  package let created: YearMonth
  /// Four characters; upper and lower case differ (`AAAB` is OpenAI, `AAAb` is Translator).
  package let serviceCode: String
  /// Four characters of one case.
  package let signature: String
  package let checksum: Checksum

  /// Reads a key; nil when the text has not the shape of one, whatever its checksum.
  package init?(_ text: [UInt8]) {
    guard text.count == 84 || text.count == 88 && text.suffix(2) == Array("==".utf8)[...],
      text.prefix(text.count == 84 ? 84 : 86).allSatisfy({ ByteClass.alphanumeric.contains($0) }),
      text[52..<57] == Array("JQQJ9".utf8)[...],
      let kind = Kind(rawValue: text[57]),
      let year = base64Value(text[58]),
      let month = base64Value(text[59]), month < 12,
      Self.isSignature(text[76..<80])
    else { return nil }
    self.kind = kind
    created = YearMonth(year: 2024 + year, month: month + 1)
    serviceCode = String(decoding: text[72..<76], as: UTF8.self)
    signature = String(decoding: text[76..<80], as: UTF8.self)
    let sum = Self.sum(of: text.prefix(80))
    let isLong = text.count == 88
    checksum =
      if text[80...] == sum.base62(long: isLong)[...] {
        .base62
      } else if text[80...] == sum.base64(long: isLong)[...] {
        .base64
      } else {
        .invalid
      }
  }

  /// `IdentifiableSecrets.cs`, ValidateCommonAnnotatedKeySignature: no digit first, and letters of
  /// one case.
  private static func isSignature(_ text: ArraySlice<UInt8>) -> Bool {
    let letters = text.filter { $0 >= UInt8(ascii: "A") }
    return letters.first == text.first
      && (letters.allSatisfy { $0 < UInt8(ascii: "a") }
        || letters.allSatisfy { $0 >= UInt8(ascii: "a") })
  }

  private static func sum(of prefix: some Collection<UInt8>) -> AnnotatedKeySum {
    // Eighty alphanumeric characters are always sixty bytes.
    AnnotatedKeySum(marvin32(decodedBase64(prefix) ?? [], seed: checksumSeed("Default0")))
  }

  /// Ends the first 80 characters of a key with their checksum.
  ///
  /// - Parameters:
  ///   - prefix: 80 alphanumeric characters.
  ///   - form: how the checksum is written; `invalid` gives one that is right in no form.
  ///   - long: whether to make the 88-character form.
  /// - Returns: the key; in the base64 form it can hold `+` and `/`, and is no key then.
  static func completed(_ prefix: [UInt8], form: Checksum, long: Bool) -> [UInt8] {
    let sum = sum(of: prefix)
    switch form {
    case .base62:
      return prefix + sum.base62(long: long)
    case .base64:
      return prefix + sum.base64(long: long)
    case .invalid:
      var wrong = sum
      repeat { wrong = wrong.successor } while wrong.resembles(sum, long: long)
      return prefix + wrong.base62(long: long)
    }
  }
}

/// The checksum of an annotated key as text: `IdentifiableSecrets.cs`, GetBase62ChecksumBytes.
private struct AnnotatedKeySum {
  /// The number that both forms write: the little-endian bytes of Marvin32, read big-endian.
  private let number: UInt32

  init(_ sum: UInt32) {
    number = sum.byteSwapped
  }

  private var bytes: [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// Another checksum, far enough to differ in the first four characters.
  var successor: AnnotatedKeySum {
    AnnotatedKeySum((number &+ 0x0100_0000).byteSwapped)
  }

  func resembles(_ other: AnnotatedKeySum, long: Bool) -> Bool {
    base62(long: long) == other.base62(long: long) || base62(long: long) == other.base64(long: long)
  }

  func base64(long: Bool) -> [UInt8] {
    Rules.base64(long ? bytes : Array(bytes.prefix(3)))
  }

  func base62(long: Bool) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = number
    repeat {
      digits.insert(base62Alphabet[Int(rest % 62)], at: 0)
      rest /= 62
    } while rest > 0
    // A number loses the zero bytes before it: each is written as one digit, and what is short is
    // filled up behind.
    let zeros = min(number.leadingZeroBitCount / 8, 3)
    let zero = UInt8(ascii: "0")
    var text = Array(repeating: zero, count: zeros) + digits
    text += repeatElement(zero, count: 6 - text.count)
    guard long else { return Array(text.prefix(4)) }
    // The long form has been through base64, and so keeps two bits of its last digit.
    text[5] = base64Alphabet[(base64Value(text[5]) ?? 0) & 0b11_0000]
    return text + Array("==".utf8)
  }
}

private let base62Alphabet = Array(
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
