import ScanModel
import Testing

@testable import Rules

@Suite struct GeneratorTests {
  private func expand(_ text: String) throws -> [UInt8] {
    Array(try expandGenerators(text).utf8)
  }

  @Test func givesTheSameTextEverywhere() throws {
    // A change here changes every fixture: fingerprints and baselines with them.
    #expect(try expandGenerators("{{hex32 #1}}") == "4457870487219846" + "1b1407ceac5014f0")
    #expect(try expandGenerators("<{{guid #7}}>") == "<570f7f58-cb6c-45c7-afe1-1baef0d7c62d>")
  }

  @Test func givesEachNumberItsOwnText() throws {
    let texts = try (1...50).map { try expandGenerators("{{hex32 #\($0)}}") }
    #expect(Set(texts).count == 50)
  }

  @Test(arguments: [
    ("openai", "AAAB", "ACOG"), ("aiservices", "AAAA", "ACOG"), ("speech", "AAAY", "ACOG"),
    ("translator", "AAAb", "ACOG"), ("maps", "AAAA", "AZMP"), ("appconfig", "AAAA", "AZAC"),
    ("sql", "AAAA", "msql"), ("ZZ09-ACOG", "ZZ09", "ACOG"),
  ])
  func makesAnnotatedKeysOfEveryService(word: String, code: String, signature: String) throws {
    let key = try #require(AnnotatedKey(expand("{{azure84 \(word) 2025-06 #1}}")))
    #expect(key.checksum == .base62)
    #expect(key.serviceCode == code)
    #expect(key.signature == signature)
    #expect(key.created == YearMonth(year: 2025, month: 6))
  }

  @Test(
    arguments: [
      ("", .base62, .key), (" derived", .base62, .derived), (" hashed", .base62, .hashed),
      (" base64", .base64, .key), (" bad", .invalid, .key), (" long", .base62, .key),
      (" long base64 derived", .base64, .derived), (" long bad", .invalid, .key),
    ] as [(String, AnnotatedKey.Checksum, AnnotatedKey.Kind)])
  func makesEveryFormOfAnnotatedKey(
    flags: String, checksum: AnnotatedKey.Checksum, kind: AnnotatedKey.Kind
  ) throws {
    for number in 1...20 {
      let text = try expand("{{azure84 openai 2026-12 #\(number)\(flags)}}")
      let key = try #require(AnnotatedKey(text))
      #expect(key.checksum == checksum)
      #expect(key.kind == kind)
      #expect(text.count == (flags.contains("long") ? 88 : 84))
    }
  }

  @Test func keepsTheKeyAndChangesTheChecksumForBad() throws {
    let good = try expand("{{azure84 openai 2025-06 #1}}")
    let bad = try expand("{{azure84 openai 2025-06 #1 bad}}")
    #expect(good.prefix(80) == bad.prefix(80))
    #expect(good.suffix(4) != bad.suffix(4))
  }

  @Test(arguments: ["admin", "query"])
  func makesSearchKeys(kind: String) throws {
    let key = try expand("{{azureSearch52 \(kind) #1}}")
    #expect(TailKey.azureSearch.verify(key) == kind)
    #expect(key.allSatisfy { ByteClass.alphanumeric.contains($0) })
    #expect(TailKey.azureSearch.verify(try expand("{{azureSearch52 \(kind) #1 bad}}")) == nil)
  }

  @Test(arguments: ["subscription", "direct", "gateway", "repository"])
  func makesManagementKeys(kind: String) throws {
    #expect(TailKey.azureApim.verify(try expand("{{azureApim88 \(kind) #1}}")) == kind)
    #expect(TailKey.azureApim.verify(try expand("{{azureApim88 \(kind) #1 bad}}")) == nil)
  }

  @Test(arguments: Proof.allCases.filter { $0.tailKey != nil })
  func makesKeysOfEveryFamily(proof: Proof) throws {
    for seed in try #require(proof.tailKey).seeds {
      let good = try expand("{{\(proof.rawValue) \(seed.name) #1}}")
      let statement = try #require(proof.examine(good))
      #expect(statement.checksum == .valid && statement.role == seed.role)
      let bad = try expand("{{\(proof.rawValue) \(seed.name) #1 bad}}")
      #expect(proof.examine(bad)?.checksum == .notConfirmed)
    }
  }

  @Test func makesSecretsAndTokens() throws {
    for number in 1...20 {
      let secret = try expand("{{entraSecret 8 #\(number)}}")
      #expect(Proof.entraSecret.examine(secret)?.checksum == .valid)
      let token = try expand("{{devOpsToken52 #\(number)}}")
      #expect(Proof.devOpsToken52.examine(token)?.checksum == .valid)
    }
    let old = try expand("{{entraSecret 7 #1}}")
    #expect(Proof.entraSecret.examine(old)?.checksum == KeyFacts.Checksum.none)
  }

  @Test func makesHexOfEveryShape() throws {
    let version4 = try expand("{{hex32v4 #1}}")
    #expect(version4.count == 32)
    #expect(version4[12] == UInt8(ascii: "4"))
    #expect(Array("89ab".utf8).contains(version4[16]))
    let upper = try expandGenerators("{{HEX32 #1}}")
    #expect(upper.uppercased() == upper && upper.utf8.count == 32)
    let guid = try expandGenerators("{{guid #1}}").split(separator: "-").map(\.count)
    #expect(guid == [8, 4, 4, 4, 12])
    #expect(try expand("{{hex 40 #1}}").count == 40)
    #expect(try expand("{{alnum 40 #1}}").allSatisfy { ByteClass.alphanumeric.contains($0) })
    #expect(try expand("{{base64url 43 #1}}").count == 43)
  }

  @Test func drawsDigitsEvenly() throws {
    var counts: [UInt8: Int] = [:]
    for byte in try expand("{{hex 4096 #1}}") { counts[byte, default: 0] += 1 }
    #expect(counts.count == 16)
    #expect(counts.values.allSatisfy { (180...340).contains($0) })
  }

  @Test func encodesWhatAnotherGeneratorMakes() throws {
    let plain = try expand("{{azure84 openai 2025-06 #1 bad}}")
    #expect(try expand("{{base64 azure84 openai 2025-06 #1 bad}}") == base64(plain))
    #expect(try expand("{{base64 hex32 #2}}").count == 44)
  }

  @Test(arguments: [
    "@key = {{ apiKey }}", "{{apiKey}}", "{{guid}}", "{{$dotenv KEY}}", "{{hex32}}",
    "{{ .Values.key | b64enc }}", "{{#each items}}", "{{hex32\n#1}}", "{{hex32 #1}", "{{", "}}",
    "{{#1}}", "{{hex32 #x}}", "{{hex32 #1{}}", "${{ secrets.KEY }}",
  ])
  func leavesOtherBracesAlone(text: String) throws {
    #expect(try expandGenerators(text) == text)
  }

  @Test func expandsInTheMiddleOfOtherText() throws {
    let hex = try expandGenerators("{{hex32 #1}}")
    #expect(
      try expandGenerators("é{{a}} {{{hex32 #1}}} {{hex32 #1}}\n")
        == "é{{a}} {\(hex)} \(hex)\n")
  }

  @Test(arguments: [
    ("{{hexx32 #1}}", "unknown generator 'hexx32', did you mean 'hex32'"),
    ("{{azure84 opnai 2025-06 #1}}", "unknown service 'opnai', did you mean 'openai'"),
    ("{{azure84 openai 2023-06 #1}}", "'2023-06' is no month from 2024-01 to 2085-12"),
    ("{{azure84 openai #1}}", "needs a service and a month"),
    ("{{azure84 AAAA-1COG 2025-06 #1}}", "'1COG' is no signature"),
    ("{{azureSearch52 owner #1}}", "needs to know which key"),
    ("{{alnum 0 #1}}", "needs a length from 1 to 4096"),
    ("{{alnum 5000 #1}}", "needs a length from 1 to 4096"),
    ("{{hex32 bad #1}}", "takes no argument"),
    ("{{azureCosmos88 account #1}}", "a kind is one of read-write, read-only"),
    ("{{entraSecret 6 #1}}", "needs the number of its signature"),
    ("{{devOpsToken52 user #1}}", "takes no argument"),
    ("{{hex32 #1 #2}}", "has more than one number"),
    ("{{base64 #1}}", "needs another generator"),
  ])
  func refusesAWrongCall(text: String, message: String) throws {
    let error = try #require(throws: GeneratorError.self) { try expandGenerators(text) }
    #expect(error.description.contains(message))
  }

  @Test func expandsAnExampleAndKeepsItsPath() throws {
    let example = try Rule.Example(path: "a.env", text: "K={{hex32 #1}}").expanded()
    #expect(example.path == "a.env")
    #expect(example.text.utf8.count == 34)
  }
}
