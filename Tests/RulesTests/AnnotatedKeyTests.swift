import ScanModel
import Testing

@testable import Rules

/// A synthetic key, kept in two parts so that no file holds a whole one.
struct SplitKey: Sendable, CustomTestStringConvertible {
  let name: String
  /// The random part, 52 characters.
  let random: String
  /// From the marker on.
  let rest: String
  let checksum: AnnotatedKey.Checksum

  init(_ name: String, _ random: String, _ rest: String, _ checksum: AnnotatedKey.Checksum) {
    self.name = name
    self.random = random
    self.rest = rest
    self.checksum = checksum
  }

  var bytes: [UInt8] { Array((random + rest).utf8) }
  var testDescription: String { name }
}

/// Made by an independent implementation in Python.
let splitKeys = [
  SplitKey(
    "OpenAI", "HRz5rvLiJOAbk3FxC4yhoCC2BS7rsX8tDbtaZ7kFgXnCfqUyx53H",
    "JQQJ99BFAAAAAAAAAAAAAAABACOG2W4B", .base62),
  SplitKey(
    "AI Services", "s3Ls7h5qRYEx6of9XrM2cLvYbufblMWOdAZOoBDuJK6FbqhvSv7v",
    "JQQJ99BAAAAAAAAAAAAAAAAAACOG4bFn", .base62),
  SplitKey(
    "Speech", "uOm8NOwdEDGhvWktgiMni7jn4DQkMr9fMw3DKrUGINx3ktxgr2PH",
    "JQQJ99ALAAAAAAAAAAAAAAAYACOG1S4l", .base62),
  SplitKey(
    "Translator", "kfGOWONJnQRMkPOZZqSGm23HuwUY6y9ZBEMJYE9wm2U0P2rzXwqw",
    "JQQJ99CCAAAAAAAAAAAAAAAbACOG1eUk", .base62),
  SplitKey(
    "five digits", "vhICgZGvbKTyqD9PKXnpR5fGFJMGMKL9b9FWiVRSHpAVV2TW97kp",
    "JQQJ99BIAAAAAAAAAAAAAAALACOGotNa", .base62),
  SplitKey(
    "Computer Vision", "5IOfkFzGpLzTC3tiMlFFirZEhNtgu9pVou92CHjW19FUgElMGYlR",
    "JQQJ99BKAAAAAAAAAAAAAAAFACOG2Ora", .base62),
  SplitKey(
    "Maps", "b2FD0ggU2j64ECcwvytvZkU4mNwWdg2yBB8tn8ds2rIV1rb51SH8",
    "JQQJ99BBAAAAAAAAAAAAAAAAAZMP2xxp", .base62),
  SplitKey(
    "platform field in use", "2VSi2MoMBcOJkMs3hOsMv5y27B4axkPxk11A1CRQxnPRSmC0gmdl",
    "JQQJ99BHACTESTTESTTEAAABACOG44Xy", .base62),
  SplitKey(
    "derived", "sZfMmliZfVYThrvrIJD6VJsbuy4qF0U1l0uocj5fwTGI7QIDMt7P",
    "JQQJ9DBDAAAAAAAAAAAAAAABACOG1msN", .base62),
  SplitKey(
    "leading zero", "tsaOUhBGZmbBJH68ekrXYcnJOxaJm3i0td0jygVde5u0H8WVtvRy",
    "JQQJ99BGAAAAAAAAAAAAAAABACOG0zv9", .base62),
  SplitKey(
    "short number", "D253UId6ADfI2dJOp1czsEe4IOUTl9N29eKNhrVdCrGlmI2ly99m",
    "JQQJ99BGAAAAAAAAAAAAAAABACOGa71t", .base62),
  SplitKey(
    "long form", "qBeK7lnhMWT1aFmaeEhlUq2LcxuYPNyszTuPqB87z7tQvmDwiRsA",
    "JQQJ99BDAAAAAAAAAAAAAAAAAZEG2vMClw==", .base62),
  SplitKey(
    "OpenAI, older checksum", "C4WXiTyuCleQjpUjWndMWD8b0cwmVDpZlcouGTJJlkkmnUGtSk6W",
    "JQQJ99BEAAAAAAAAAAAAAAABACOG5Rej", .base64),
  SplitKey(
    "Speech, older checksum", "bGQoyD0ywr8Hbzxg26VkNgjpZI7qTlkVMzy9rvOAHkh90B0DhWw4",
    "JQQJ99BEAAAAAAAAAAAAAAAYACOGMxBL", .base64),
  SplitKey(
    "another seed", String(repeating: "A", count: 52),
    "JQQJ99AEAAAAAAAAAAAAAAAAAZFU5sgS", .invalid),
]

@Suite struct AnnotatedKeyTests {
  @Test(arguments: splitKeys)
  func tellsTheChecksum(key: SplitKey) {
    #expect(AnnotatedKey(key.bytes)?.checksum == key.checksum)
  }

  @Test func readsWhatTheKeySays() throws {
    let key = try #require(AnnotatedKey(splitKeys[2].bytes))
    #expect(key.kind == .key)
    #expect(key.created == YearMonth(year: 2024, month: 12))
    #expect(key.serviceCode == "AAAY")
    #expect(key.signature == "ACOG")
    #expect(AnnotatedKey(splitKeys[8].bytes)?.kind == .derived)
  }

  @Test(arguments: splitKeys.filter { $0.checksum != .invalid })
  func seesAChangeInAnyPart(key: SplitKey) {
    for offset in [0, 17, 51, 60, 71, 79] {
      var bytes = key.bytes
      bytes[offset] = bytes[offset] == UInt8(ascii: "B") ? UInt8(ascii: "C") : UInt8(ascii: "B")
      #expect(AnnotatedKey(bytes)?.checksum == .invalid, "changed at \(offset)")
    }
  }

  @Test(arguments: [
    (57, "8"), (59, "M"), (59, "a"), (52, "X"), (0, "-"), (76, "1"), (77, "c"), (83, "="),
  ])
  func refusesAnotherShape(offset: Int, character: String) throws {
    var bytes = splitKeys[0].bytes
    bytes[offset] = try #require(character.utf8.first)
    #expect(AnnotatedKey(bytes) == nil)
  }

  @Test func refusesAnotherLength() {
    #expect(AnnotatedKey(splitKeys[0].bytes.dropLast()) == nil)
    #expect(AnnotatedKey(splitKeys[0].bytes + Array("AAAA".utf8)) == nil)
    #expect(AnnotatedKey([]) == nil)
  }

  @Test func readsMonthsFromBeginningToEnd() {
    var bytes = splitKeys[0].bytes
    bytes[58] = UInt8(ascii: "A")
    bytes[59] = UInt8(ascii: "A")
    #expect(AnnotatedKey(bytes)?.created == YearMonth(year: 2024, month: 1))
    bytes[58] = UInt8(ascii: "9")
    bytes[59] = UInt8(ascii: "L")
    #expect(AnnotatedKey(bytes)?.created == YearMonth(year: 2085, month: 12))
  }
}

@Suite struct Marvin32Tests {
  // microsoft/security-utilities, `MarvinTests.cs` and `marvin.spec.ts`.
  static let published: [(seed: UInt64, text: String, sum: UInt32)] = [
    (0xd53c_d9ce_cd08_93b7, "abc", 0x6be0_2a86),
    (0x0ddd_deee_efff_f000, "abcdefghijklmnopqrstuvwxyz", 0xd348_47dc),
    (0x004f_b61a_001b_dbcc, "", 0x30ed_35c1 ^ 0x00cd_3c7d),
  ]

  @Test(arguments: published)
  func agreesWithThePublishedSums(seed: UInt64, text: String, sum: UInt32) {
    #expect(marvin32(text.utf8, seed: seed) == sum)
  }

  @Test func readsSeedsFromTheFront() {
    #expect(checksumSeed("Default0") == 0x4465_6661_756c_7430)
  }
}

@Suite struct TailKeyTests {
  // Each key in two parts; made by an independent implementation in Python.
  @Test(arguments: [
    (
      TailKey.azureSearch, "M3Do5bovDapwoBElOX6xixbPK7rUxvp15bFvq3KjdN", "AzSeBNs633", "admin"
    ),
    (TailKey.azureSearch, "7o55NeGqHttWF701TIIGm6BJ4AOzwtADVXcke97ECD", "AzSeDkD7Vs", "query"),
    (
      TailKey.azureApim,
      "vir+BY+UrrCOhfx8yM/rb4w0DWTKrE49EI60WdCS3Lc8fD6EtM08FLnHvJ99OF4vcrM3ZlmR1xxy",
      "APIMGiPT9A==", "subscription"
    ),
    (
      TailKey.storage,
      "lw4j2Ts4SOawqp10zB83Z0x+c081wmB8IHnSnP2LQ6R1k3Bvu/913BRFR73cGFbqWtwgZvucEsKL",
      "+AStNXjH6g==", "account"
    ),
    (
      TailKey.cosmos,
      "O4pQoOWbvnYIrbMZdzhW+tW1OmEUOrmomd/3A22i6FItWkSpIMAmPgIhL8m0PJ3T0no0vbgLgfmi",
      "ACDbJ1tRCQ==", "read-write"
    ),
  ])
  func namesTheKindOfKey(family: TailKey, random: String, rest: String, expected: String) {
    let key = Array((random + rest).utf8)
    #expect(family.verify(key) == expected)
    #expect(family.verify([UInt8(ascii: "A")] + key.dropFirst()) == nil)
    #expect(family.verify(Array(key.dropLast())) == nil)
  }

  /// Where a checksum brought in `+` or `/`, the service writes `P` and `F`.
  @Test func knowsWhatRedisMakesOfSpecialCharacters() throws {
    let seed = TailKey.redis.seeds[0]
    var (plain, changed) = (0, 0)
    for number in 1...40 {
      let key = Array(try expandGenerators("{{azureRedis44 access #\(number)}}").utf8)
      #expect(TailKey.redis.verify(key) == "access")
      let bytes = try #require(decodedBase64(key))
      let isPlain = base64(bytes.dropLast(4) + sum(of: bytes, seed)) == key
      if isPlain { plain += 1 } else { changed += 1 }
    }
    #expect(plain > 0 && changed > 0)
  }

  private func sum(of bytes: [UInt8], _ seed: TailKey.Seed) -> [UInt8] {
    let sum = marvin32(bytes.dropLast(4), seed: seed.value)
    return (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
  }

  @Test func tellsFamiliesApart() {
    let key = "vir+BY+UrrCOhfx8yM/rb4w0DWTKrE49EI60WdCS3Lc8fD6EtM08FLnHvJ99OF4vcrM3ZlmR1xxy"
    #expect(TailKey.cosmos.verify(Array((key + "APIMGiPT9A==").utf8)) == nil)
  }

  @Test func refusesWhatIsNoBase64() {
    #expect(TailKey.azureSearch.verify(Array(repeating: 0xFF, count: 52)) == nil)
    #expect(TailKey.azureSearch.verify([]) == nil)
  }
}

@Suite struct Base64TextTests {
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func agreesWithTheRFC(plain: String, encoded: String) {
    #expect(base64(Array(plain.utf8)) == Array(encoded.utf8))
    #expect(decodedBase64(encoded.utf8) == Array(plain.utf8))
    #expect(decodedBase64(encoded.utf8.filter { $0 != 0x3D }) == Array(plain.utf8))
  }

  @Test(arguments: ["Z", "Zg=", "Z===", "Zg==Zg==", "Zm9v=", "Zm 9", "Zm9\u{e9}", "="])
  func refusesWhatIsNone(text: String) {
    #expect(decodedBase64(text.utf8) == nil)
  }

  @Test func knowsBothAlphabets() {
    #expect(base64([0xFB, 0xFF], urlSafe: true) == Array("-_8=".utf8))
    #expect(decodedBase64("-_8".utf8) == [0xFB, 0xFF])
    #expect(decodedBase64("+/8=".utf8) == [0xFB, 0xFF])
  }
}

@Suite struct OtherProofTests {
  /// microsoft/security-utilities' own example, in two parts.
  @Test func agreesWithThePublishedSecret() {
    let secret = Array(("zzz8Q~" + String(repeating: "z", count: 31) + "blP").utf8)
    #expect(Proof.entraSecret.examine(secret)?.checksum == .valid)
    #expect(Proof.entraSecret.examine([0x61] + secret.dropFirst())?.checksum == .notConfirmed)
  }

  @Test(arguments: ["", "abc8Q~", "abc9Q~" + String(repeating: "a", count: 34)])
  func refusesOtherText(text: String) {
    #expect(Proof.entraSecret.examine(Array(text.utf8)) == nil)
    #expect(Proof.devOpsToken52.examine(Array(text.utf8)) == nil)
  }

  @Test func refusesWhatIsNoBase32() {
    #expect(Proof.devOpsToken52.examine(Array(repeating: UInt8(ascii: "1"), count: 52)) == nil)
  }
}
