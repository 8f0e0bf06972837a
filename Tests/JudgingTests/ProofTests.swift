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
    "azureApim88 subscription #4 bad", "azureStorage88 account #4 bad",
    "azureRedis44 access #4 bad", "azureFunctions56 master #4 bad", "entraSecret 8 #4 bad",
    "azure84 devops 2025-06 #4 bad", "azure84 ZZ09-ZZZZ 2025-06 #4 bad",
  ])
  func aWrongChecksumIsReportedOneLevelLower(call: String) throws {
    let finding = try #require(try Judged("x «{{\(call)}}»", path: "a.txt").findings.first)
    #expect(finding.confidence == .high)
    #expect(finding.facts.checksum == .notConfirmed)
    #expect(finding.evidence.first?.kind == .shape)
  }

  /// Every family of keys by its full name, alone in a text that says nothing of it.
  @Test(arguments: [
    ("azure84 openai 2025-06 #9", "Azure OpenAI key"),
    ("azure84 ml 2025-06 #9", "Azure Machine Learning key"),
    ("azure84 appconfig 2025-06 #9", "Azure App Configuration key"),
    ("azure84 eventgrid 2025-06 #9 long", "Azure Event Grid key"),
    ("azure84 devops 2025-06 #9", "Azure DevOps personal access token"),
    ("azure84 maps 2025-06 #9", "Azure Maps key"),
    ("azure84 communication 2025-06 #9", "Azure Communication Services key"),
    ("azure84 mixedreality 2025-06 #9", "Azure Mixed Reality key"),
    ("azure84 fluidrelay 2025-06 #9", "Azure Fluid Relay key"),
    ("azure84 signalr 2025-06 #9", "Azure SignalR key"),
    ("azure84 webpubsub 2025-06 #9 derived", "Azure Web PubSub derived key"),
    ("azure84 sql 2025-06 #9", "Azure SQL key"), ("azure84 AAAA-ZZZZ 2025-06 #9", "Azure key"),
    ("azureSearch52 query #9", "Azure AI Search query key"),
    ("azureApim88 direct #9", "Azure API Management direct management key"),
    ("azureStorage88 account #9", "Azure Storage account key"),
    ("azureCosmos88 read-only #9", "Azure Cosmos DB read-only key"),
    ("azureCosmos88 system-read-write #9", "Azure Cosmos DB system read-write key"),
    ("azureBatch88 account #9", "Azure Batch account key"),
    ("azureMLClassic88 classic #9", "Azure Machine Learning classic web service key"),
    ("azureFunctions56 master #9", "Azure Functions master key"),
    ("azureRedis44 access #9", "Azure Cache for Redis access key"),
    ("azureServiceBus44 send #9", "Azure Service Bus send key"),
    ("azureEventHubs44 listen #9", "Azure Event Hubs listen key"),
    ("azureRelay44 manage #9", "Azure Relay manage key"),
    ("azureRelay44 unknown #9", "Azure Relay key"),
    ("azureIoT44 provisioning #9", "Azure IoT provisioning key"),
    ("azureEventGrid44 access #9", "Azure Event Grid access key"),
    ("azureRegistry52 password #9", "Azure Container Registry password"),
    ("entraSecret 8 #9", "Microsoft Entra client secret"),
    ("devOpsToken52 #9", "Azure DevOps personal access token"),
  ])
  func everyFamilyIsNamed(call: String, title: String) throws {
    let finding = try #require(try Judged("x «{{\(call)}}»", path: "a.txt").findings.first)
    #expect(finding.title == title)
    #expect(finding.confidence == .certain)
  }

  /// These carry no checksum: nothing is missing.
  @Test func aSignatureAloneIsNoUnconfirmedChecksum() throws {
    let finding = try #require(try Judged("x «{{entraSecret 7 #9}}»", path: "a.txt").findings.first)
    #expect(finding.confidence == .high)
    #expect(finding.facts.checksum == .none)
  }

  /// Without signature and checksum it is text like any other, but not lost.
  @Test func aTokenWithoutAnythingToTellItByIsOfLowConfidence() throws {
    let finding = try #require(
      try Judged("x «{{devOpsToken52 #9 bad}}»", path: "a.txt").findings.first)
    #expect(finding.confidence == .low)
  }

  /// Their digests are in the vocabulary; the values are in two parts here.
  @Test(arguments: [
    (
      "AccountName=devstoreaccount1;AccountKey=",
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVEr",
      "Cz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==", "Azurite's well-known account key"
    ),
    (
      "AccountEndpoint=https://localhost:8081/;AccountKey=",
      "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDu",
      "VTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==", "the Cosmos DB emulator's well-known key"
    ),
    (
      "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=",
      "SAS_KEY", "_VALUE", "the Service Bus and Event Hubs emulators' key"
    ),
  ])
  func aPublishedKeyIsKnownByItsName(
    before: String, first: String, second: String, name: String
  ) throws {
    let judged = try Judged("\(before)\(first)\(second);", path: ".env")
    #expect(judged.findings.isEmpty)
    #expect(judged.reasons.contains(name))
  }

  /// A neighbour's host says nothing of another's key.
  @Test func anEndpointOfAStorageAccountNamesNoAIKey() throws {
    let judged = try Judged(
      "STORE=https://contoso.blob.core.windows.net/\nAPI_KEY={{hex32 #9}}", path: ".env")
    #expect(judged.findings.allSatisfy { $0.confidence == .low && $0.service == nil })
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
