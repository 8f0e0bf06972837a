import ScanModel

extension Snippet {
  /// Configuration, pipelines, infrastructure, recordings.
  static let configuration: [Snippet] = [
    Snippet(
      "GitHub Actions env", ".github/workflows/ci.yml",
      "    env:\n      AZURE_OPENAI_API_KEY: «{{hex32 #201}}»\n", .high, "azure-openai"),
    Snippet(
      "Azure Pipelines variable", "azure-pipelines.yml",
      "variables:\n- name: COGNITIVE_SERVICES_KEY\n  value: «{{hex32 #202}}»\n", .high,
      "azure-ai-services"),
    Snippet(
      "compose list", "docker-compose.yml",
      "    environment:\n      - AZURE_OPENAI_API_KEY=«{{hex32 #203}}»\n", .high, "azure-openai"),
    Snippet(
      "compose map", "docker-compose.yml",
      "    environment:\n      AZURE_OPENAI_API_KEY: \"«{{hex32 #204}}»\"\n", .high, "azure-openai"),
    Snippet(
      "Dockerfile", "Dockerfile", #"ENV AZURE_OPENAI_API_KEY="«{{hex32 #205}}»""#, .high,
      "azure-openai"),
    Snippet(
      "Dockerfile without =", "Dockerfile", "ENV AZURE_OPENAI_API_KEY «{{hex32 #206}}»", .high,
      "azure-openai"),
    Snippet(
      "Kubernetes data", "secret.yaml",
      "kind: Secret\ndata:\n  AZURE_OPENAI_API_KEY: «{{base64 hex32 #207}}»\n", .high,
      "azure-openai"),
    Snippet(
      "Kubernetes env", "deploy.yaml",
      "        env:\n        - name: AZURE_OPENAI_API_KEY\n          value: \"«{{hex32 #208}}»\"\n",
      .high, "azure-openai"),
    Snippet(
      "Helm values", "values.yaml", "aiService:\n  openAiKey: «{{hex32 #209}}»\n", .high,
      "azure-openai"),
    Snippet(
      "Terraform state", "terraform.tfstate",
      """
      "type": "azurerm_cognitive_account",
      "attributes": {
        "endpoint": "https://contoso.cognitiveservices.azure.com/",
        "primary_access_key": "«{{hex32 #210}}»",
        "secondary_access_key": "«{{hex32 #211}}»"
      }
      """, .medium, "azure-ai-services"),
    Snippet(
      "Bicep parameter", "main.bicep", "param azureOpenAiKey string = '«{{hex32 #212}}»'", .high,
      "azure-openai"),
    Snippet(
      "ARM parameters", "main.parameters.json",
      """
      {
        "parameters": {
          "azureOpenAiApiKey": {
            "value": "«{{hex32 #213}}»"
          }
        }
      }
      """, .high, "azure-openai"),
    Snippet(
      "local.settings.json", "local.settings.json",
      #"{"Values": {"AzureOpenAI__ApiKey": "«{{hex32 #214}}»"}}"#, .high, "azure-openai"),
    Snippet(
      "web.config", "Web.config", #"<add key="LuisAPIKey" value="«{{hex32 #215}}»" />"#, .high,
      "azure-luis"),
    Snippet(
      "Android resource", "strings.xml",
      #"<string name="azure_speech_key">«{{hex32 #216}}»</string>"#, .high, "azure-speech"),
    Snippet(
      "plist", "Info.plist",
      "<key>AzureOpenAIKey</key>\n<string>«{{hex32 #217}}»</string>", .high, "azure-openai"),
    Snippet(
      "application.yml", "application.yaml",
      """
      spring:
        ai:
          azure:
            openai:
              api-key: «{{hex32 #218}}»
      """, .high, "azure-openai"),
    Snippet(
      "application.properties", "application.properties",
      "spring.ai.azure.openai.api-key=«{{hex32 #219}}»", .high, "azure-openai"),
    Snippet(
      "request file variable", "api.http",
      "@apiKey = «{{hex32 #220}}»\nGET https://contoso.openai.azure.com/openai/models\n", .high,
      "azure-openai"),
    Snippet(
      "request file header", "api.rest",
      "GET https://contoso.search.windows.net/indexes\napi-key: «{{HEX32 #221}}»\n", .high,
      "azure-ai-search"),
    Snippet(
      "Postman header", "queries.postman_collection.json",
      """
      "header": [{
        "key": "api-key",
        "value": "«{{HEX32 #222}}»"
      }],
      "url": "https://contoso.search.windows.net/indexes"
      """, .high, "azure-ai-search"),
    Snippet(
      "HAR header", "trace.har",
      #"{"name": "Ocp-Apim-Subscription-Key", "value": "«{{hex32 #223}}»"}"#, .high,
      "azure-ai-services"),
    Snippet(
      "notebook source", "demo.ipynb",
      #"    "api_key = \"«{{hex32 #224}}»\"\n", "endpoint = \"https://contoso.openai.azure.com\""#,
      .high, "azure-openai"),
    Snippet(
      "TOML section", "config.toml", "[azure_openai]\napi_key = \"«{{hex32 #225}}»\"\n", .high,
      "azure-openai"),
    Snippet(
      "INI section", "config.ini", "[AzureSpeech]\nkey = «{{hex32 #226}}»\n", .high,
      "azure-speech"),
    Snippet(
      "LiteLLM", "litellm.yaml",
      """
      litellm_params:
        model: azure/gpt-4o
        api_base: https://contoso.openai.azure.com
        api_key: «{{hex32 #227}}»
      """, .high, "azure-openai"),
    Snippet(
      "prompt flow connection", "azure_openai.yaml",
      "type: azure_open_ai\napi_key: «{{hex32 #228}}»\n", .high, "azure-openai"),
    Snippet(
      "skillset", "skillset.json",
      ##""cognitiveServices": {"@odata.type": "#Microsoft.Azure.Search.CognitiveServicesByKey", "key": "«{{hex32 #229}}»"}"##,
      .high, "azure-ai-services"),
    Snippet(
      "keys list output", "log.txt",
      "$ az cognitiveservices account keys list -n x -g y\n{\n  \"key1\": \"«{{hex32 #230}}»\",\n  \"key2\": \"«{{hex32 #231}}»\"\n}",
      .high, "azure-ai-services"),
    Snippet(
      "Markdown table", "README.md",
      "| AZURE_OPENAI_KEY | `«{{hex32 #232}}»` |", .high, "azure-openai"),
    Snippet(
      "prose", "README.md", "The Azure subscription key is «{{hex32v4 #233}}» until May.", .high,
      "azure-ai-services"),
    Snippet(
      "URL escaped", "log.txt",
      "redirect=https%3A%2F%2Fcontoso.azure-api.net%2Fx%3Fsubscription-key%3D«{{hex32 #234}}»",
      .high, "azure-apim"),
    Snippet(
      "Windows line ends", ".env",
      "A=1\r\nAZURE_OPENAI_API_KEY=«{{hex32 #235}}»\r\nB=2\r\n", .high, "azure-openai"),
    Snippet(
      "GitLab variables", ".gitlab-ci.yml",
      "variables:\n  AZURE_OPENAI_API_KEY: \"«{{hex32 #236}}»\"\n", .high, "azure-openai"),
    Snippet(
      "Jenkinsfile", "Jenkinsfile",
      "environment {\n  AZURE_OPENAI_API_KEY = '«{{hex32 #237}}»'\n}", .high, "azure-openai"),
  ]
}
