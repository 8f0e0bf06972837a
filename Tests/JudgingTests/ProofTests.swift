import Digests
import Matching
import Rules
import ScanModel
import Testing

@Suite struct ProofTests {
  /// All service codes that the vocabulary knows, by the service that a finding should name.
  @Test func theKeyItselfNamesItsService() throws {
    let services = try Judged.rules.get().vocabulary.services
    let codes = services.flatMap { service in service.codes.map { (service, $0) } }
    #expect(codes.count > 30)
    let sample = Array(try expandGenerators("{{azure84 openai 2025-06 #1 bad}}").utf8)
    for (service, code) in codes {
      var key = sample
      // A signature alone names the service whatever its code is.
      key.replaceSubrange(72..<80, with: (code.utf8.count == 8 ? code : "ZZZZ" + code).utf8)
      let judged = try Judged(bytes: Array("x=".utf8) + key, path: "a.txt")
      #expect(judged.findings.first?.service?.id == service.id)
    }
  }

  /// What stands beside a key that names its service itself cannot say otherwise.
  @Test func nothingBesideItSaysOtherwise() throws {
    let judged = try Judged(
      "AZURE_SEARCH_KEY=«{{azure84 speech 2025-06 #2}}» # https://x.search.windows.net",
      path: ".env")
    #expect(judged.findings.map(\.service?.id) == ["azure-speech"])
  }

  @Test func aValidChecksumMakesCertain() throws {
    for flags in ["", " base64"] {
      let judged = try Judged("x «{{azure84 openai 2025-06 #3\(flags)}}»", path: "a.txt")
      let finding = try #require(judged.findings.first)
      #expect(finding.confidence == .certain)
      #expect(finding.facts.checksum == .valid)
      #expect(finding.facts.created == YearMonth(year: 2025, month: 6))
      #expect(finding.facts.role == nil)
      #expect(finding.title == "Azure OpenAI key")
      #expect(finding.evidence.first?.kind == .proof)
    }
  }

  @Test(arguments: [
    "azure84 openai 2025-06 #4 bad", "azureSearch52 admin #4 bad",
    "azureApim88 subscription #4 bad",
  ])
  func aWrongChecksumIsReportedOneLevelLower(call: String) throws {
    let finding = try #require(try Judged("x «{{\(call)}}»", path: "a.txt").findings.first)
    #expect(finding.confidence == .high)
    #expect(finding.facts.checksum == .notConfirmed)
    #expect(finding.evidence.first?.kind == .shape)
  }

  @Test(arguments: [
    ("azure84 openai 2025-06 #5 derived", "derived key"),
    ("azure84 openai 2025-06 #5 hashed", "hashed key"), ("azureSearch52 admin #5", "admin key"),
    ("azureSearch52 query #5", "query key"),
    ("azureApim88 subscription #5", "subscription key"), ("azureApim88 gateway #5", "gateway key"),
  ])
  func theKeyTellsItsRole(call: String, role: String) throws {
    let finding = try #require(try Judged("x «{{\(call)}}»", path: "a.txt").findings.first)
    #expect(finding.facts.role == role)
    #expect(finding.title.hasSuffix(role))
    #expect(finding.severity == (role == "query key" ? .medium : .critical))
  }

  /// 52 equal characters before the fixed part, as in the tests of microsoft/security-utilities.
  @Test func anExampleOfTheShapeIsNoKey() throws {
    let key = Array(try expandGenerators("{{azure84 openai 2025-06 #6 bad}}").utf8)
    let judged = try Judged(
      bytes: [UInt8](repeating: 0x61, count: 52) + key[52...], path: "a.txt")
    #expect(judged.findings.isEmpty)
    #expect(judged.reasons == ["few distinct characters"])
  }

  @Test func theFingerprintIsTheDigestOfTheValue() throws {
    for call in ["hex32 #7", "azure84 openai 2025-06 #7"] {
      let key = try expandGenerators("{{\(call)}}")
      let encoded = try expandGenerators("{{base64 \(call)}}")
      for text in ["AZURE_OPENAI_KEY=\(key)", "AZURE_OPENAI_KEY: \(encoded)"] {
        let finding = try #require(try Judged(text, path: "a.yaml").findings.first)
        #expect(finding.secret.fingerprint.hex == hexadecimal(Digest.sha256(Array(key.utf8))))
        #expect(finding.secret.byteCount == key.utf8.count)
      }
    }
  }

  @Test func keepsTheValueOnlyWhenToldTo() throws {
    let key = try expandGenerators("{{hex32 #8}}")
    let text = "AZURE_OPENAI_KEY=\(key)"
    let hidden = try #require(try Judged(text, path: ".env").findings.first)
    let shown = try #require(try Judged(text, path: ".env", reveal: true).findings.first)
    #expect(hidden.secret.revealed == nil)
    #expect(shown.secret.revealed == key)
    for finding in [hidden, shown] {
      #expect(!"\(finding)".contains(key))
      #expect(!String(reflecting: finding).contains(key))
    }
  }
}
