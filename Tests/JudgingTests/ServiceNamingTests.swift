import Judging
import ScanModel
import Testing

/// Which service a key is said to belong to, and on what grounds.
///
/// Expected are the services' ids without "azure-".
@Suite struct ServiceNamingTests {
  static let cases: [KeysCase] = [
    KeysCase(
      name: "the object's name before another's endpoint and name on the line above",
      path: "a.json",
      text: """
        {"AzureOpenAI": {"Endpoint": "https://contoso-prod.openai.azure.com", "ApiKey": "{{hex32v4 #1}}"},
         "Speech": {"SubscriptionKey": "{{hex32v4 #2}}"}, "ApiManagement": {"SubscriptionKey": "{{hex32v4 #3}}"}}
        """, expected: ["openai", "speech", "apim"]),
    KeysCase(
      name: "what is made with the key before what holds that", path: "a.py",
      text: """
        def image_analysis_in_stream(subscription_key):
            face_client = FaceClient(
                base_url, CognitiveServicesCredentials("{{hex32v4 #1}}"))
        """, expected: ["face"]),
    KeysCase(
      name: "the URL that the key stands in before names", path: "a.py",
      text: """
        tool = AzureAISearchTool(
            openai_endpoint="https://contoso.openai.azure.com?api-key={{hex32v4 #1}}&verbose=true",
        )
        """, expected: ["openai"]),
    KeysCase(
      name: "the connection string that it stands in", path: "Program.cs",
      text: """
        builder.AddAzureOpenAIClient("search", s => s.ConnectionString = "Endpoint=https://contoso.search.windows.net;ApiKey={{hex32v4 #1}}");
        """, expected: ["ai-search"]),
    KeysCase(
      name: "but not an element beside that of a host", path: "a.xml",
      text: """
        <c><host>https://contoso.openai.azure.com</host><speechKey>{{hex32v4 #1}}</speechKey></c>
        """, expected: ["speech"]),
    KeysCase(
      name: "a URL that takes no key of the named service", path: "a.cs",
      text: """
        class SearchService {
            // GET https://westus.api.cognitive.microsoft.com/face/v1.0?subscription-key={{hex32v4 #1}}
        }
        """, expected: ["face"]),
    KeysCase(
      name: "a template of an endpoint in the same object before a real one in another",
      path: "a.json",
      text: """
        {
          "phi": {"endpoint": "https://phi-3-rpzhe.eastus2.models.ai.azure.com/", "key": "***"},
          "gpt": {"endpoint": "https://<account>.openai.azure.com/", "key": "{{hex32v4 #1}}"}
        }
        """, expected: ["openai"]),
    KeysCase(
      name: "names right beside the key before an endpoint many lines off", path: "a.py",
      text: """
        openai = "https://contoso.openai.azure.com/"
        \(String(repeating: "print('starting')\n", count: 30))
        search_endpoint = "<your-search-endpoint>"
        index_name = "<your-index-name>"
        api_key = "{{hex32v4 #1}}"
        """, expected: ["ai-search"]),
    KeysCase(
      name: "a weak word among others is no name of a service", path: "a.js",
      text: """
        const languageModels = [
          { authoringKey: "AUTHORING", subscriptionKey: "{{hex32v4 #1}}" }
        ];
        """, expected: ["luis"]),
    KeysCase(
      name: "nor is an argument that may be anything's", path: "BingVisualSearch.js",
      text: """
        function send(form, language) {
          r._form = form;
          r.setHeader('Ocp-Apim-Subscription-Key', '{{hex32v4 #1}}');
        }
        """, expected: ["bing"]),
    KeysCase(
      name: "a search of the web is Bing's", path: "a.py",
      text: """
        client = WebSearchClient(AzureKeyCredential("{{hex32v4 #1}}"), endpoint=endpoint)
        client = SearchClient(endpoint, index, AzureKeyCredential("{{hex32v4 #2}}"))
        """, expected: ["bing", "ai-search"]),
    KeysCase(
      name: "capitals before a weak word", path: "a.py",
      text: #"client = ImageSearchClient(ENDPOINT, CognitiveServicesCredentials("{{HEX32 #1}}"))"#,
      expected: ["ai-search"]),
    KeysCase(
      name: "a gateway before what it stands in front of", path: "a.py",
      text: """
        url = apim_resource_gateway_url + "/openai/deployments/" + deployment + "/chat/completions"
        response = requests.post(url, headers={'api-key': "{{hex32v4 #1}}"}, json=messages)
        """, expected: ["apim"]),
    KeysCase(
      name: "but not one that is spoken of elsewhere", path: "a.py",
      text: """
        # Calls either the model or, in production, what stands before it in API Management, see the notes on how to
        # choose; both take the same parameters, and the function builds the client on its first call only.
        endpoint = os.environ["AZURE_OPENAI_ENDPOINT"]
        api_key = "{{hex32v4 #1}}"
        """, expected: ["openai"]),
    KeysCase(
      name: "the path where the text is silent", path: "FaceAPIHeadPose/MainWindow.cs",
      text: """
        // A window for Azure.
        private string accessKey = "{{hex32v4 #1}}";
        """, expected: ["face"]),
    KeysCase(
      name: "no guess from words far away", path: "a.cs",
      text: """
        // Azure OpenAI and Azure Speech
        \(String(repeating: "Console.WriteLine(result);\n", count: 40))
        private string accessKey = "{{hex32v4 #1}}";
        """, expected: ["ai-services"]),
    KeysCase(
      name: "a key in digits is none of Azure Machine Learning", path: "a.yml",
      text: """
        # runs in an azureml workspace
        secrets:
          api_key: "{{hex32v4 #1}}"
        """, expected: ["ai-services"]),
    KeysCase(
      name: "an image is no other kind of key where a service makes it", path: ".env",
      text: "AZURE_OPENAI_IMAGE_API_KEY={{hex32 #1}}", expected: ["openai"]),
    KeysCase(
      name: "branches of a conditional expression", path: "main.bicep",
      text: """
        {
          name: 'KernelMemory:Services:AzureOpenAIText:APIKey'
          value: deployNew ? '{{hex32v4 #1}}' : aiApiKey
        }
        param speechKey string = useKey(a, 'b') ? existing : '{{hex32v4 #2}}'
        """, expected: ["openai", "speech"]),
    KeysCase(
      name: "a call in a chain of several lines", path: "A.java",
      text: """
        ContentModeratorClient client = ContentModeratorManager
            .authenticate(new AzureRegionBaseUrl()
            .fromString("CONTENT_MODERATOR_ENDPOINT"), "{{hex32v4 #1}}");
        """, expected: ["content-moderator"]),
    KeysCase(
      name: "quotes that are written twice", path: "Tests.cs",
      text: #"""
        var one = @"{ ""azureOpenAI"": { ""apiKey"": ""{{hex32v4 #1}}"" } }";
        var two = @"{
          ""speech"": {
            ""region"": """",
            ""key"":
              ""{{hex32v4 #2}}""
          }
        }";
        """#, expected: ["openai", "speech"]),
    KeysCase(
      name: "sed", path: "a.sh",
      text: #"""
        sed -i -e "s/\${azure_open_ai_connection.api_key}/{{hex32v4 #1}}/g" run.yml
        sed -i 's|AZURE_SPEECH_KEY|{{hex32v4 #2}}|' run.yml
        sed -i "s/AZURE_OPENAI_KEY/{{azure84 openai 2025-06 #3}}/" run.yml
        """#, expected: ["openai", "speech", "openai"]),
  ]

  @Test(arguments: cases) func namesTheService(_ one: KeysCase) throws {
    let judged = try Judged(one.text, path: one.path)
    let services = judged.findings.map { $0.service.map { $0.id.dropFirst("azure-".count) } ?? "-" }
    #expect(services.map(String.init) == one.expected, "\(judged.reasons)")
  }

  @Test func aFaceThatHugsIsNoService() throws {
    let judged = try Judged(
      """
      # Azure AI
      generator = HuggingFaceAPIGenerator(api_key="{{hex32v4 #1}}")
      """, path: "a.py")
    #expect(judged.findings.allSatisfy { $0.service?.id != "azure-face" })
  }
}
