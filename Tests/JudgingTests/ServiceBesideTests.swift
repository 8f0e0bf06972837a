import Judging
import ScanModel
import Testing

/// Which service a key is said to belong to by what stands beside it: a gateway, a command, a header, the line of its
/// endpoint.
///
/// Expected are the services' ids without "azure-".
@Suite struct ServiceBesideTests {
  static let cases: [KeysCase] = [
    KeysCase(
      name: "a gateway in the same call before the client's service", path: "a.py",
      text: """
        client = AzureOpenAI(api_key="{{hex32v4 #1}}",  # for all of its APIs
            api_version="2024-10-21", base_url="https://<name>.azure-api.net/openai")
        search = SearchClient(f"{apim_gateway_url}/{index_path}", index_name, AzureKeyCredential("{{hex32v4 #2}}"))
        """, expected: ["apim", "apim"]),
    KeysCase(
      name: "a gateway in the object around that of the key", path: "main.bicep",
      text: """
        resource open_ai_connection 'Microsoft.MachineLearningServices/workspaces/connections@2024-04-01' = {
          properties: {
            category: 'AzureOpenAI'
            target: apimService.properties.gatewayUrl
            credentials: {
              key: '{{hex32v4 #1}}'
            }
          }
        }
        """, expected: ["apim"]),
    KeysCase(
      name: "but no label, no other object, and no name that says otherwise", path: "a.js",
      text: """
        const a = { apim: "on", openai: new AzureOpenAI({ apiKey: "{{hex32v4 #1}}" }) };
        const b = { gateway: { url: apimUrl }, openai: { note: 1, more: 2, key: "{{hex32v4 #2}}" } };
        const c = { url: apimUrl, openaiKey: "{{hex32v4 #3}}" };
        """, expected: ["openai", "openai", "openai"]),
    KeysCase(
      name: "nor one that is spoken of in the name of the next key", path: "a.py",
      text: """
        deployment = os.environ.get("AZURE_OPENAI_DEPLOYMENT")
        api_key = (
            "{{hex32v4 #1}}"
            or os.environ.get("APIM_SUBSCRIPTION_KEY")
        )
        """, expected: ["openai"]),
    KeysCase(
      name: "words of services that take no key in the header", path: "a.js",
      text: """
        // after the chat completions
        fetch(openaiUrl); const h = { "Ocp-Apim-Subscription-Key": "{{hex32v4 #1}}" };
        """, expected: ["ai-services"]),
    KeysCase(
      name: "but the form of a key of one of them", path: "a.http",
      text: """
        POST {{baseUrl}}/api/extraction
        Ocp-Apim-Subscription-Key: {{HEX32 #1}}
        """, expected: ["ai-search"]),
  ]

  @Test(arguments: cases) func namesTheService(_ one: KeysCase) throws {
    let judged = try Judged(one.text, path: one.path)
    let services = judged.findings.map { $0.service.map { $0.id.dropFirst("azure-".count) } ?? "-" }
    #expect(services.map(String.init) == one.expected, "\(judged.reasons)")
  }
}
