import Remediation
import ScanModel
import Testing

struct HintTests {
  @Test func pythonSignsInToOpenAIByItsAccount() throws {
    let hint = hint(for: finding("src/chat.py", "azure-openai", host: "contoso.openai.azure.com"))
    let text = try #require(hint.replacement)
    #expect(text.contains("get_bearer_token_provider(DefaultAzureCredential()"))
    #expect(text.contains("azure_endpoint=\"https://contoso.openai.azure.com\""))
    #expect(
      hint.commands.contains {
        $0.hasPrefix(
          "az cognitiveservices account keys regenerate --name contoso -g <group> --key-name key1")
      })
    #expect(hint.commands.last?.contains("--set properties.disableLocalAuth=true") == true)
  }

  @Test func anUnknownAccountIsABlankToFill() {
    let hint = hint(for: finding("a.py", "azure-language", host: nil))
    #expect(hint.commands.contains { $0.contains("regenerate --name <account> -g <group>") })
  }

  @Test func aRegionalHostIsNoHostForTokens() throws {
    let host = "westeurope.api.cognitive.microsoft.com"
    let hint = hint(for: finding("a.sh", "azure-vision", host: host, name: nil))
    let text = try #require(hint.replacement)
    #expect(!text.contains(host))
    #expect(text.contains("https://<account>.cognitiveservices.azure.com"))
  }

  @Test(arguments: [
    ("admin key", "az search admin-key renew --service-name contoso"),
    ("query key", "az search query-key create --name <new-name> --service-name contoso"),
  ])
  func searchKeysAreReplacedByTheirRole(role: String, command: String) {
    var finding = finding("a.cs", "azure-ai-search", host: "contoso.search.windows.net")
    finding.facts.role = role
    #expect(hint(for: finding).commands.first?.hasPrefix(command) == true)
  }

  @Test(arguments: [
    ("a.py", "azure-apim", "SecretClient("),
    ("a.swift", "azure-openai", "10-minute token"),
    ("web/index.html", "azure-speech", "fetch(\"/token\")"),
    ("appsettings.json", "azure-openai", "@Microsoft.KeyVault(VaultName=<vault>;SecretName="),
    (".github/workflows/ci.yml", "azure-openai", "azure/login@v2"),
    ("azure-pipelines.yml", "azure-openai", "AzureKeyVault@2"),
    (".gitlab-ci.yml", "azure-speech", "--federated-token"),
    ("docker-compose.yml", "azure-openai", "secrets: [azure_openai_key]"),
    ("Dockerfile", "azure-maps", "--mount=type=secret,id=azure_maps_key"),
    ("main.tf", "azure-ai-search", "local_authentication_enabled = false"),
    ("main.bicep", "azure-openai", "disableLocalAuth: true"),
    (".env", "azure-openai", "AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com"),
    ("run.ps1", "azure-apim", "az keyvault secret show --vault-name <vault> --name azure-apim-key"),
    ("a.ipynb", "azure-openai", "DefaultAzureCredential"),
    ("notes", "azure-openai", "<your-key>"),
  ])
  func everyKindOfFileHasItsOwnReplacement(path: String, service: String, part: String) throws {
    let hint = hint(for: finding(path, service, host: "contoso.openai.azure.com"))
    #expect(try #require(hint.replacement).contains(part))
  }

  @Test(arguments: [
    ("azure-storage", "az storage account keys renew --account-name contoso"),
    ("azure-cosmos", "az cosmosdb keys regenerate --name contoso"),
    ("azure-service-bus", "az servicebus namespace authorization-rule keys renew"),
    ("entra", "az ad app credential reset --id <app-id> --append"),
    ("azure-container-registry", "az acr credential renew --name contoso"),
  ])
  func aNeighbourHasItsOwnCommands(service: String, command: String) {
    let hint = hint(for: finding("a.env", service, host: "contoso.example.net"))
    #expect(hint.commands.first?.hasPrefix(command) == true)
    #expect(!hint.commands.contains { $0.contains("cognitiveservices") })
  }

  @Test(arguments: ["azure-openai", "azure-ai-services", "azure-apim"])
  func aKeyForAGatewayIsItsSubscriptions(service: String) {
    var finding = finding(".env", service, host: "contoso.azure-api.net")
    let hint = hint(for: finding)
    #expect(hint.commands.first?.contains("Microsoft.ApiManagement/service/contoso") == true)
    #expect(!hint.commands.contains { $0.contains("cognitiveservices") })
    finding.facts.checksum = .valid
    guard service != "azure-apim" else { return }
    let own = Remediation.hint(for: finding)
    #expect(own.commands.contains { $0.contains("cognitiveservices account keys regenerate") })
  }

  @Test func aSecretOfAnotherCompanyIsRevokedWhereItWasIssued() {
    var finding = finding("a.py", "azure-openai", host: nil)
    finding.service = nil
    finding.rule = "acme-token"
    let hint = hint(for: finding)
    #expect(hint.summary.hasPrefix("revoke it where it was issued, then"))
    #expect(!(hint.commands + [hint.replacement ?? ""]).contains { $0.contains("azure-ai") })
  }

  /// A host stands in a file that an attacker may have written, and the commands are there to be pasted.
  @Test(arguments: ["a;rm -rf ~", "$(id)", "-o", "a\u{202e}b", "a b", "`id`", "", "a'b"])
  func aNameThatIsNoNameNeverReachesACommand(name: String) {
    let hint = hint(
      for: finding("a.sh", "azure-openai", host: name + ".openai.azure.com", name: name))
    #expect(hint.commands.contains { $0.contains("regenerate --name <account> ") })
    let all = ([hint.summary, hint.replacement ?? ""] + hint.commands).joined(separator: "\n")
    #expect(name.count < 3 || !all.contains(name))
  }

  @Test(arguments: [
    ("usgov", "https://cognitiveservices.azure.us/.default"),
    ("china", "https://cognitiveservices.azure.cn/.default"),
    ("public", "https://cognitiveservices.azure.com/.default"),
  ])
  func nationalCloudsHaveTheirOwnScope(cloud: String, scope: String) throws {
    var finding = finding("a.py", "azure-openai", host: "contoso.openai.azure.com")
    finding.resource = Resource(
      host: "contoso.openai.azure.com", name: "contoso", cloud: cloud, region: nil)
    #expect(try #require(hint(for: finding).replacement).contains("\"\(scope)\""))
  }

  @Test(arguments: services)
  func everyServiceInEveryLanguageHasACompleteHint(service: String) {
    for path in paths {
      let hint = hint(for: finding(path, service, host: nil))
      let all = ([hint.summary, hint.replacement ?? ""] + hint.commands).joined(separator: "\n")
      #expect(!all.contains("«") && !all.contains("»"), "\(path)")
      #expect(!hint.summary.contains("\n"), "\(path)")
      #expect(!hint.commands.isEmpty, "\(path)")
      #expect(hint.replacement?.isEmpty == false, "\(path)")
      #expect(!all.contains("keyvault secret show") || !all.contains("disableLocalAuth=true"))
    }
  }

  @Test func aDocumentNeedsAPlaceholderAndNoStoredKey() {
    let hint = hint(for: finding("README.md", "azure-openai", host: nil))
    #expect(!hint.commands.contains { $0.contains("keyvault") })
  }

  @Test func aKeyThatMustStayIsStoredWithoutBeingTyped() throws {
    let hint = hint(for: finding("a.rb", "azure-custom-vision", host: nil))
    let store = try #require(hint.commands.last)
    #expect(store.hasPrefix("az keyvault secret set --vault-name <vault>"))
    #expect(store.contains("--value \"$(az cognitiveservices account keys list"))
  }
}

private let services = [
  "azure-ai-services", "azure-openai", "azure-ai-search", "azure-apim", "azure-maps",
  "azure-speech", "azure-translator", "azure-vision", "azure-custom-vision", "azure-bing",
  "azure-ml", "unheard-of",
]

/// A file of every language that a path can tell.
private let paths = [
  "a.sh", "a.cmd", "a.bicep", "a.c", "a.cs", "a.css", "a.dart", "Dockerfile", ".env", "a.go",
  "a.html", "a.http", "a.ini", "a.java", "a.js", "a.json", "a.kt", "a.md", "a.ipynb", "a.m",
  "a.php", "a.ps1", "a.properties", "a.py", "a.rb", "a.rs", "a.swift", "a.tf", "a", "a.toml",
  "a.ts", "a.xml", "a.yaml", ".github/workflows/a.yml", "azure-pipelines.yml", ".gitlab-ci.yml",
  "compose.yaml", "appsettings.json",
  "commit message", "tag v1.0 message",
]

private func finding(
  _ path: String, _ service: String, host: String?, name: String? = "contoso"
) -> Finding {
  let region = Region(
    startLine: 1, startColumn: 1, endLine: 1, endColumn: 33, byteOffset: 0, byteCount: 32)
  return Finding(
    rule: "rule", title: "A key",
    secret: Secret(
      value: Array(repeating: 65, count: 32), fingerprint: Fingerprint(hex: "00"), reveal: false),
    confidence: .high, severity: .high,
    service: Service(id: service, name: service == "azure-openai" ? "Azure OpenAI" : "Azure AI"),
    resource: host.map { Resource(host: $0, name: name, cloud: "public", region: nil) },
    occurrences: [
      Occurrence(path: BytePath(path), region: region, blob: nil, origin: .file)
    ])
}
