import Judging
import ScanModel
import Testing

/// Which endpoint, region or deployment of several belongs to which key.
///
/// Expected is the first label of the host, or the region, or "-".
@Suite struct PairingTests {
  static let endpoints: [KeysCase] = [
    KeysCase(
      name: "JSON, key last",
      text: """
        [{"endpoint": "https://one.openai.azure.com/", "key": "{{azure84 openai 2025-06 #1}}"},
         {"endpoint": "https://two.openai.azure.com/", "key": "{{azure84 openai 2025-06 #2}}"}]
        """, expected: ["one", "two"]),
    KeysCase(
      name: "JSON, key first",
      text: """
        {
          "chat": {
            "azure_openai_key": "{{hex32 #1}}",
            "endpoint": "https://one.openai.azure.com/"
          },
          "embeddings": {
            "azure_openai_key": "{{hex32 #2}}",
            "endpoint": "https://two.openai.azure.com/"
          }
        }
        """, expected: ["one", "two"]),
    KeysCase(
      name: "JSON in one line",
      text:
        #"{"a":{"azureOpenAIKey":"{{hex32 #1}}","url":"https://one.openai.azure.com"},"b":{"azureOpenAIKey":"{{hex32 #2}}","url":"https://two.openai.azure.com"}}"#,
      expected: ["one", "two"]),
    KeysCase(
      name: "JSON, one endpoint around several keys",
      text: """
        {
          "endpoint": "https://one.openai.azure.com/",
          "users": [
            { "azure_openai_key": "{{hex32 #1}}" },
            { "azure_openai_key": "{{hex32 #2}}", "endpoint": "https://two.openai.azure.com/" },
            { "azure_openai_key": "{{hex32 #3}}" }
          ]
        }
        """, expected: ["one", "two", "one"]),
    KeysCase(
      name: "YAML, nested",
      text: """
        primary:
          azure_openai_key: {{hex32 #1}}
          endpoint: https://one.openai.azure.com/
        secondary:
          azure_openai_key: {{hex32 #2}}
          endpoint: https://two.openai.azure.com/
        """, expected: ["one", "two"]),
    KeysCase(
      name: "YAML list",
      text: """
        models:
          - name: a
            litellm_params:
              api_key: "{{azure84 openai 2025-06 #1}}"
              api_base: https://one.openai.azure.com
          - name: b
            litellm_params:
              api_key: "{{azure84 openai 2025-06 #2}}"
              api_base: https://two.openai.azure.com
        """, expected: ["one", "two"]),
    KeysCase(
      name: "YAML list of names and values",
      text: """
        env:
          - name: CHAT_AZURE_OPENAI_KEY
            value: {{hex32 #1}}
          - name: SEARCH_ENDPOINT
            value: https://x.search.windows.net
          - name: EMBEDDING_AZURE_OPENAI_ENDPOINT
            value: https://two.openai.azure.com
          - name: CHAT_AZURE_OPENAI_ENDPOINT
            value: https://one.openai.azure.com
          - name: EMBEDDING_AZURE_OPENAI_KEY
            value: {{hex32 #2}}
        """, expected: ["one", "two"]),
    KeysCase(
      name: "TOML sections",
      text: """
        [azure_openai.one]
        key = "{{hex32 #1}}"
        endpoint = "https://one.openai.azure.com"

        [azure_openai.two]
        key = "{{hex32 #2}}"
        endpoint = "https://two.openai.azure.com"
        """, expected: ["one", "two"]),
    KeysCase(
      name: ".env, groups with a prefix, in any order",
      text: """
        FOO_AZURE_OPENAI_KEY={{hex32 #1}}
        BAR_AZURE_OPENAI_ENDPOINT=https://two.openai.azure.com
        BAR_AZURE_OPENAI_KEY={{hex32 #2}}
        FOO_AZURE_OPENAI_ENDPOINT=https://one.openai.azure.com
        """, expected: ["one", "two"]),
    KeysCase(
      name: ".env, numbered",
      text: """
        OPENAI_ENDPOINT_1=https://one.openai.azure.com
        OPENAI_ENDPOINT_2=https://two.openai.azure.com
        OPENAI_KEY_1={{hex32 #1}}
        OPENAI_KEY_2={{hex32 #2}}
        """, expected: ["one", "two"]),
    KeysCase(
      name: ".env, groups with blank lines",
      text: """
        # first
        AZURE_OPENAI_KEY={{hex32 #1}}
        AZURE_OPENAI_ENDPOINT=https://one.openai.azure.com

        # second
        AZURE_OPENAI_KEY={{hex32 #2}}
        AZURE_OPENAI_ENDPOINT=https://two.openai.azure.com
        """, expected: ["one", "two"]),
    KeysCase(
      name: "Python calls",
      text: """
        chat = AzureOpenAI(
            api_key="{{hex32 #1}}",
            azure_endpoint="https://one.openai.azure.com",
        )
        embeddings = AzureOpenAI(
            api_key="{{hex32 #2}}",
            azure_endpoint="https://two.openai.azure.com",
        )
        """, expected: ["one", "two"]),
    KeysCase(
      name: "curl calls",
      text: """
        curl https://one.openai.azure.com/x -H "api-key: {{hex32 #1}}"
        curl https://two.openai.azure.com/x -H "api-key: {{hex32 #2}}"
        """, expected: ["one", "two"]),
    KeysCase(
      name: "XML",
      text: """
        <accounts>
          <account endpoint="https://one.openai.azure.com" azureOpenAIKey="{{hex32 #1}}" />
          <account endpoint="https://two.openai.azure.com" azureOpenAIKey="{{hex32 #2}}" />
        </accounts>
        """, expected: ["one", "two"]),
    KeysCase(
      name: "services of different families",
      text: """
        AZURE_SEARCH_ENDPOINT=https://one.search.windows.net
        AZURE_OPENAI_KEY={{hex32 #1}}
        AZURE_OPENAI_ENDPOINT=https://two.openai.azure.com
        AZURE_SEARCH_KEY={{HEX32 #2}}
        """, expected: ["two", "one"]),
    KeysCase(
      name: "another service's endpoint is none",
      text: """
        AZURE_OPENAI_ENDPOINT=https://one.openai.azure.com
        AZURE_SPEECH_KEY={{hex32 #1}}
        """, expected: ["-"]),
    KeysCase(
      name: "a general endpoint serves all of the family",
      text: """
        AI_ENDPOINT=https://one.cognitiveservices.azure.com
        AZURE_SPEECH_KEY={{hex32 #1}}
        """, expected: ["one"]),
    KeysCase(
      name: "the header of a gateway",
      text: """
        GET https://one.azure-api.net/speech
        Ocp-Apim-Subscription-Key: {{hex32 #1}}

        ###
        GET https://two.cognitiveservices.azure.com/speech
        Ocp-Apim-Subscription-Key: {{hex32 #2}}
        """, expected: ["one", "two"]),
    KeysCase(
      name: "an account before a template of one",
      text: """
        # AZURE_OPENAI_ENDPOINT=https://<resource>.openai.azure.com
        AZURE_OPENAI_KEY={{hex32 #1}}

        see https://one.openai.azure.com
        """, expected: ["one"]),
  ]

  @Test(arguments: endpoints)
  func pairsEachKeyWithItsEndpoint(pair: KeysCase) throws {
    let findings = try Judged(pair.text, path: pair.path).findings
    let labels = findings.map {
      $0.resource?.host.split(separator: ".").first.map(String.init) ?? "-"
    }
    #expect(labels == pair.expected)
  }

  @Test func tellsTheServiceOfAHeaderByItsHost() throws {
    let text = try #require(Self.endpoints.first { $0.name == "the header of a gateway" }).text
    let findings = try Judged(text, path: "a.http").findings
    #expect(findings.map(\.service?.id) == ["azure-apim", "azure-speech"])
  }

  static let regions: [KeysCase] = [
    KeysCase(
      name: "an argument", text: #"SpeechConfig.fromSubscription("{{hex32 #1}}", "westeurope")"#,
      expected: ["westeurope"]),
    KeysCase(
      name: "a variable", text: "SPEECH_KEY={{hex32v4 #1}}\nSPEECH_REGION=westeurope\n# azure",
      expected: ["westeurope"]),
    KeysCase(
      name: "two accounts", path: "a.json",
      text: """
        {"speech": [
          {"speechKey": "{{hex32v4 #1}}", "region": "westeurope"},
          {"region": "eastus2", "speechKey": "{{hex32v4 #2}}"}]}
        """, expected: ["westeurope", "eastus2"]),
    KeysCase(
      name: "a header",
      text: """
        Ocp-Apim-Subscription-Key: {{hex32 #1}}
        Ocp-Apim-Subscription-Region: westeurope
        """, expected: ["westeurope"]),
    KeysCase(
      name: "a host",
      text:
        "curl https://uksouth.api.cognitive.microsoft.com/ -H 'Ocp-Apim-Subscription-Key: {{hex32 #1}}'",
      expected: ["uksouth"]),
    KeysCase(
      name: "a host of Azure Government",
      text:
        "wss://usgovvirginia.stt.speech.azure.us/speech?Ocp-Apim-Subscription-Key={{hex32 #1}}",
      expected: ["usgovvirginia"]),
    KeysCase(
      name: "one that is not listed",
      text: "AZURE_SPEECH_KEY={{hex32 #1}}\nAZURE_SPEECH_REGION=marscentral2",
      expected: ["marscentral2"]),
    KeysCase(
      name: "no region", text: "AZURE_SPEECH_KEY={{hex32 #1}}\nAZURE_SPEECH_REGION=myregionwest",
      expected: ["-"]),
    KeysCase(
      name: "part of another name", text: "AZURE_SPEECH_KEY={{hex32 #1}}\nGROUP=rg-westeurope-1",
      expected: ["-"]),
  ]

  @Test(arguments: regions)
  func tellsTheRegion(pair: KeysCase) throws {
    let findings = try Judged(pair.text, path: pair.path).findings
    #expect(findings.map { $0.usage.region ?? "-" } == pair.expected)
  }

  @Test(arguments: [
    ("contoso.services.ai.azure.com", "azure-ai-services"),
    ("contoso.cognitiveservices.azure.com", "azure-openai"),
  ])
  func aHostOfOneKindOfAccountOutweighsWords(host: String, service: String) throws {
    let text = """
      MODEL_DEPLOYMENT=gpt-4o
      MODEL_API_KEY={{hex32 #1}}
      MODEL_ENDPOINT=https://\(host)/
      """
    let finding = try #require(try Judged(text, path: ".env").findings.first)
    #expect(finding.service?.id == service)
  }

  @Test(arguments: [
    ("contoso.openai.azure.com", "public"), ("contoso.openai.azure.us", "usgov"),
    ("contoso.openai.azure.cn", "china"), ("virginia.api.cognitive.microsoft.us", "usgov"),
    ("chinaeast2.api.cognitive.azure.cn", "china"), ("contoso.search.azure.us", "usgov"),
    ("chinanorth2.stt.speech.azure.cn", "china"), ("contoso.azure-api.us", "usgov"),
  ])
  func tellsTheCloud(host: String, cloud: String) throws {
    let text = "AZURE_KEY={{hex32 #1}}\nAZURE_ENDPOINT=https://\(host)/"
    let finding = try #require(try Judged(text, path: ".env").findings.first)
    #expect(finding.resource?.host == host)
    #expect(finding.resource?.cloud == cloud)
  }
}
