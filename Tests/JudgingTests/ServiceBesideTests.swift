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
