import ScanModel

extension Snippet {
  /// The 27 forms by which the peers were compared: which tools find a key where.
  static let peers: [Snippet] = [
    Snippet(
      "01 variable with an 84 key and its endpoint", ".env",
      "AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com/\nAZURE_OPENAI_API_KEY=«{{azure84 openai 2025-06 #1}}»\n",
      .certain, "azure-openai"),
    Snippet(
      "02 the same with 32 hex", ".env",
      "AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com/\nAZURE_OPENAI_API_KEY=«{{hex32 #2}}»\n",
      .high, "azure-openai"),
    Snippet(
      "03 the same without endpoint", ".env", "AZURE_OPENAI_API_KEY=«{{hex32 #3}}»\n",
      .high, "azure-openai"),
    Snippet(
      "04 openai.api_key in Python", "main.py",
      """
      openai.api_type = "azure"
      openai.api_base = "https://contoso.openai.azure.com/"
      openai.api_key = "«{{hex32 #4}}»"
      """, .high, "azure-openai"),
    Snippet(
      "05 nested JSON with an 84 key", "appsettings.json",
      """
      {
        "AzureOpenAI": {
          "Key": "«{{azure84 openai 2025-06 #5}}»"
        }
      }
      """, .certain, "azure-openai"),
    Snippet(
      "06 nested JSON with 32 hex", "appsettings.json",
      """
      {
        "AzureOpenAI": {
          "Key": "«{{hex32 #6}}»"
        }
      }
      """, .high, "azure-openai"),
    Snippet(
      "07 YAML with an 84 key", "config.yaml",
      """
      endpoint: https://contoso.cognitiveservices.azure.com/
      api_key: «{{azure84 aiservices 2025-06 #7}}»
      """, .certain, "azure-ai-services"),
    Snippet(
      "08 AZURE_COGNITIVE_SERVICES_KEY", ".env", "AZURE_COGNITIVE_SERVICES_KEY=«{{hex32 #8}}»",
      .high, "azure-ai-services"),
    Snippet(
      "09 AzureKeyCredential with an 84 key", "Program.cs",
      #"var credential = new AzureKeyCredential("«{{azure84 textanalytics 2025-06 #9}}»");"#,
      .certain, "azure-language"),
    Snippet(
      "10 AzureKeyCredential with 32 hex", "Program.cs",
      #"var credential = new AzureKeyCredential("«{{hex32 #10}}»");"#, .high),
    Snippet(
      "11 SpeechConfig with a subscription", "speech.py",
      #"speech_config = speechsdk.SpeechConfig(subscription="«{{hex32 #11}}»", region="westeurope")"#,
      .high, "azure-speech"),
    Snippet("12 SPEECH_KEY", ".env", "SPEECH_KEY=«{{hex32 #12}}»", .medium, "azure-speech"),
    Snippet(
      "13 header to the cognitive endpoint", "call.sh",
      #"curl -H "Ocp-Apim-Subscription-Key: «{{hex32 #13}}»" https://westeurope.api.cognitive.microsoft.com/face/v1.0/detect"#,
      .high, "azure-face"),
    Snippet(
      "14 header with an 84 key", "call.sh",
      #"curl -H 'Ocp-Apim-Subscription-Key: «{{azure84 vision 2025-06 #14}}»' $URL"#,
      .certain, "azure-vision"),
    Snippet(
      "15 header to a gateway", "call.sh",
      #"curl -H "Ocp-Apim-Subscription-Key: «{{hex32 #15}}»" https://contoso.azure-api.net/echo"#,
      .high, "azure-apim"),
    Snippet(
      "16 query parameter", "page.html",
      #"<script src="https://contoso.azure-api.net/x?subscription-key=«{{hex32 #16}}»&v=1"></script>"#,
      .high, "azure-apim"),
    Snippet(
      "17 Search key in a variable", ".env", "AZURE_SEARCH_KEY=«{{azureSearch52 admin #17}}»",
      .certain, "azure-ai-search"),
    Snippet(
      "18 Search key in a credential", "app.ts",
      #"const credential = new AzureKeyCredential("«{{azureSearch52 query #18}}»");"#,
      .certain, "azure-ai-search"),
    Snippet(
      "19 Search key in a request file", "query.http",
      "GET https://contoso.search.windows.net/indexes\napi-key: «{{azureSearch52 admin #19}}»\n",
      .certain, "azure-ai-search"),
    Snippet(
      "20 Terraform variables", "prod.tfvars", #"cognitive_account_key = "«{{hex32 #20}}»""#,
      .high, "azure-ai-services"),
    Snippet(
      "21 Kubernetes secret", "secret.yaml",
      "kind: Secret\ndata:\n  openai-key: «{{base64 azure84 openai 2025-06 #21}}»\n",
      .certain, "azure-openai"),
    Snippet(
      "22 bare in prose", "notes.md", "the old one, «{{azure84 speech 2025-06 #22}}», is gone",
      .certain, "azure-speech"),
    Snippet(
      "24 notebook", "demo.ipynb",
      #"    "os.environ[\"AZURE_OPENAI_API_KEY\"] = \"«{{hex32 #24}}»\"\n","#,
      .high, "azure-openai"),
    Snippet(
      "25 API Management key", ".env", "APIM_KEY=«{{azureApim88 subscription #25}}»",
      .certain, "azure-apim"),
    Snippet(
      "26 on the line after a continuation", "run.sh",
      "export AZURE_OPENAI_API_KEY=\\\n  «{{azure84 openai 2025-06 #26}}»\n", .certain,
      "azure-openai"),
    Snippet(
      "27 commented-out header", "client.js",
      #"// headers["Ocp-Apim-Subscription-Key"] = "«{{hex32 #27}}»";"#, .high),
  ]
}
