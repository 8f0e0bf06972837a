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
      name: "a tool of the family before the model that it is handed", path: "a.py",
      text: """
        tool = AzureAIContentUnderstandingTool(
            endpoint="https://<name>.cognitiveservices.azure.com",
            credential="{{hex32v4 #1}}",
            model_deployments={"gpt-4.1": "gpt41"},
        )
        """, expected: ["ai-services"]),
    KeysCase(
      name: "but not before its own word for a service", path: "a.py",
      text: """
        tool = AzureAISpeechToTextTool(
            endpoint="https://<name>.cognitiveservices.azure.com",
            credential="{{hex32v4 #1}}",
        )
        """, expected: ["speech"]),
    KeysCase(
      name: "a path that ends with a product of the family",
      path: "openai/src/content_understanding/content_understanding_client.py",
      text: #"headers = {"Ocp-Apim-Subscription-Key": "{{hex32v4 #1}}"} if key else None"#,
      expected: ["ai-services"]),
    KeysCase(
      name: "a file that is called after all services",
      path: "OpenAISearchDemo/cognitiveservices.bicep",
      text: "output apiKey string = '{{hex32v4 #1}}'", expected: ["ai-services"]),
    KeysCase(
      name: "capitals where a name may mean one of two", path: ".env",
      text: """
        AZURE_WEB_SEARCH_KEY={{HEX32 #1}}
        WEB_SEARCH_KEY={{hex32v4 #2}}
        BING_SEARCH_KEY={{hex32v4 #3}}
        """, expected: ["ai-search", "bing", "bing"]),
    KeysCase(
      name: "a function is not called like what it takes", path: "a.py",
      text: """
        def create_index(config, form_recognizer_client=None):
            # azure search
            admin_key = "{{hex32v4 #1}}"
        """, expected: ["ai-search"]),
    KeysCase(
      name: "a command is no output of the one above it", path: "setup.sh",
      text: """
        az search service create \\
          --name contoso-search --sku basic
        wget --header="api-key: {{hex32v4 #1}}" -O out.json "https://contoso.openai.azure.com/"
        """, expected: ["openai"]),
    KeysCase(
      name: "the command that printed it before the page around it", path: "README.md",
      text: """
        Samples of QnA Maker and of LUIS.

        $ az cognitiveservices account keys list --name contoso --resource-group rg
        {
          "key1": "{{hex32v4 #1}}"
        }

        $ az cognitiveservices account keys list --name contoso-speech --resource-group rg
        {
          "key1": "{{hex32v4 #2}}"
        }
        """, expected: ["ai-services", "speech"]),
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
    KeysCase(
      name: "an endpoint handed over beside it is no name", path: "a.cs",
      text: """
        // text to speech
        var auth = new Authentication("https://westus.api.cognitive.microsoft.com/sts/v1.0/issueToken",
            "{{hex32v4 #1}}");
        """, expected: ["speech"]),
    KeysCase(
      name: "the path of a token for Speech", path: "a.http",
      text: """
        GET https://westus2.api.cognitive.microsoft.com/sts/v1.0/issuetoken
        Ocp-Apim-Subscription-Key:{{hex32v4 #1}}
        """, expected: ["speech"]),
    KeysCase(
      name: "other names of services", path: ".env",
      text: """
        AzureAIDocIntel__APIKey={{hex32v4 #1}}
        CustomVoiceSubscriptionKey={{hex32v4 #2}}
        ConversationTranscriptionKey={{hex32v4 #3}}
        """, expected: ["document-intelligence", "speech", "speech"]),
    KeysCase(
      name: "a service after the word for all of them", path: ".env",
      text: """
        AZURE_AI_VISION_KEY={{hex32v4 #1}}
        AZURE_AI_SPEECH_API_KEY={{hex32v4 #2}}
        AZURE_AI_SERVICES_KEY={{hex32v4 #3}}
        """, expected: ["vision", "speech", "ai-services"]),
    KeysCase(
      name: "the name of the URL that it stands in", path: ".env",
      text: """
        AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com
        AZURE_AI_SERVICES_ENDPOINT=https://<name>.cognitiveservices.azure.com/?subscription-key={{hex32v4 #1}}
        SPEECH_ENDPOINT="https://<name>.cognitiveservices.azure.com/?subscription-key={{hex32v4 #2}}"
        """, expected: ["ai-services", "speech"]),
    KeysCase(
      name: "the host of an endpoint before its path", path: "a.http",
      text: """
        @endpoint = https://contoso-prod.azure-api.net/openai
        @key = {{hex32v4 #1}}
        """, expected: ["apim"]),
    KeysCase(
      name: "a knowledge base is QnA Maker's, and no object a key of what proves itself",
      path: "a.md",
      text: """
        Add your LUIS app configuration:
            "knowledgebases": [{ "kbId": "1", "endpointKey": "2", "subscriptionKey": "{{hex32v4 #1}}" }]
        """, expected: ["qna-maker"]),
    KeysCase(
      name: "the models of a bot are LUIS's", path: "cognitivemodels.json",
      text: """
        { "cognitiveModels": { "en": { "dispatchModel": {
            "authoringkey": "", "authoringRegion": "",
            "subscriptionkey": "{{hex32v4 #1}}" } } } }
        """, expected: ["luis"]),
  ]

  @Test(arguments: cases) func namesTheService(_ one: KeysCase) throws {
    let judged = try Judged(one.text, path: one.path)
    let services = judged.findings.map { $0.service.map { $0.id.dropFirst("azure-".count) } ?? "-" }
    #expect(services.map(String.init) == one.expected, "\(judged.reasons)")
  }
}
