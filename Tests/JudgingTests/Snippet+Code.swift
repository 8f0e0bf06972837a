import ScanModel

extension Snippet {
  /// SDK calls, headers and assignments in programs.
  static let code: [Snippet] = [
    // C#
    Snippet(
      "C# FromSubscription", "App.cs",
      #"var config = SpeechConfig.FromSubscription("«{{hex32 #101}}»", "westeurope");"#,
      .high, "azure-speech"),
    Snippet(
      "C# service client credentials", "App.cs",
      #"new FaceClient(new ApiKeyServiceClientCredentials("«{{hex32 #102}}»"))"#, .high,
      "azure-face"),
    Snippet(
      "C# request header", "App.cs",
      #"client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", "«{{hex32 #103}}»");"#,
      .high, "azure-ai-services"),
    Snippet(
      "C# Semantic Kernel", "App.cs",
      #"builder.AddAzureOpenAIChatCompletion("gpt-4o", "https://contoso.openai.azure.com/", "«{{hex32 #104}}»");"#,
      .high, "azure-openai"),
    Snippet(
      "C# LuisApplication", "Bot.cs",
      #"var app = new LuisApplication(appId, "«{{hex32 #105}}»", "https://westus.api.cognitive.microsoft.com");"#,
      .high, "azure-luis"),
    Snippet(
      "C# connection string", "appsettings.json",
      #""openai": "Endpoint=https://contoso.openai.azure.com/;Key=«{{hex32 #106}}»""#, .medium,
      "azure-openai"),
    Snippet(
      "C# verbatim constant", "Keys.cs",
      #"private const string AzureTranslatorKey = @"«{{hex32 #107}}»";"#, .high,
      "azure-translator"),
    // Python
    Snippet(
      "Python AzureOpenAI", "app.py",
      """
      client = AzureOpenAI(
          azure_endpoint="https://contoso.openai.azure.com",
          api_key="«{{hex32 #111}}»",
      )
      """, .high, "azure-openai"),
    Snippet(
      "Python CognitiveServicesCredentials", "vision.py",
      #"client = ComputerVisionClient(endpoint, CognitiveServicesCredentials("«{{hex32 #112}}»"))"#,
      .high, "azure-vision"),
    Snippet(
      "Python in_headers", "train.py",
      #"credentials = ApiKeyCredentials(in_headers={"Training-key": "«{{hex32 #113}}»"})  # azure custom vision"#,
      .high, "azure-custom-vision"),
    Snippet(
      "Python LangChain", "chain.py",
      #"llm = AzureChatOpenAI(openai_api_key="«{{hex32 #114}}»", deployment_name="gpt")"#, .high,
      "azure-openai"),
    Snippet(
      "Python getenv default", "config.py",
      #"key = os.getenv("AZURE_OPENAI_API_KEY", "«{{hex32 #115}}»")"#, .high, "azure-openai"),
    Snippet(
      "Python typed name", "settings.py",
      #"azure_openai_key: str = "«{{hex32 #116}}»""#, .high, "azure-openai"),
    Snippet(
      "Python headers", "call.py",
      #"headers = {'api-key': '«{{hex32 #117}}»'}; url = 'https://contoso.openai.azure.com/'"#,
      .high, "azure-openai"),
    // JavaScript and TypeScript
    Snippet(
      "JS fromSubscription", "speech.js",
      #"const c = SpeechSDK.SpeechConfig.fromSubscription('«{{hex32 #121}}»', 'westus');"#, .high,
      "azure-speech"),
    Snippet(
      "JS setRequestHeader", "speech.js",
      #"request.setRequestHeader("Ocp-Apim-Subscription-Key", "«{{hex32 #122}}»")"#, .high,
      "azure-speech"),
    Snippet(
      "JS inHeader", "suggest.js",
      #"new ApiKeyCredentials({ inHeader: { 'Ocp-Apim-Subscription-Key': '«{{hex32 #123}}»' } })"#,
      .high, "azure-ai-services"),
    Snippet(
      "TS AzureOpenAI", "client.ts",
      #"const client = new AzureOpenAI({ endpoint, apiKey: "«{{hex32 #124}}»" });"#, .high,
      "azure-openai"),
    Snippet(
      "JS default after ||", "config.js",
      #"const key = process.env.AZURE_OPENAI_KEY || "«{{hex32 #125}}»";"#, .high, "azure-openai"),
    Snippet(
      "JS websocket URL", "log.txt",
      "wss://westus.stt.speech.microsoft.com/speech?Ocp-Apim-Subscription-Key=«{{hex32 #126}}»&x=1",
      .high, "azure-speech"),
    // Java, Kotlin, Go, Swift, Objective-C, C++, PHP, Dart
    Snippet(
      "Java credential", "App.java",
      #"new TextAnalyticsClientBuilder().credential(new AzureKeyCredential("«{{hex32 #131}}»"))"#,
      .high, "azure-language"),
    Snippet(
      "Java builder", "App.java",
      #"AzureOpenAiChatModel.builder().apiKey("«{{hex32 #132}}»").build()"#, .high,
      "azure-openai"),
    Snippet(
      "Kotlin", "App.kt", #"val azureSpeechKey = "«{{hex32 #133}}»""#, .high, "azure-speech"),
    Snippet(
      "Go key credential", "main.go",
      #"client, err := azopenai.NewClientWithKeyCredential(endpoint, azcore.NewKeyCredential("«{{hex32 #134}}»"), nil)"#,
      .high, "azure-openai"),
    Snippet(
      "Go default config", "main.go",
      #"config := openai.DefaultAzureConfig("«{{hex32 #135}}»", "https://contoso.openai.azure.com")"#,
      .high, "azure-openai"),
    Snippet(
      "Go short declaration", "main.go", #"subscriptionKey := "«{{hex32v4 #136}}»" // azure"#,
      .high, "azure-ai-services"),
    Snippet(
      "Swift", "View.swift",
      #"let config = try SPXSpeechConfiguration(subscription: "«{{hex32 #137}}»", region: "westus")"#,
      .high, "azure-speech"),
    Snippet(
      "Swift header after the value", "View.swift",
      #"request.addValue("«{{hex32 #138}}»", forHTTPHeaderField: "Ocp-Apim-Subscription-Key")"#,
      .high, "azure-ai-services"),
    Snippet(
      "Objective-C", "View.m",
      #"[[SPXSpeechConfiguration alloc] initWithSubscription:@"«{{hex32 #139}}»" region:@"westus"]"#,
      .high, "azure-speech"),
    Snippet(
      "C++", "main.cpp",
      #"auto config = SpeechConfig::FromSubscription("«{{hex32 #140}}»", "westus");"#, .high,
      "azure-speech"),
    Snippet(
      "C macro", "keys.h", ##"#define AZURE_SPEECH_KEY "«{{hex32 #141}}»""##, .high,
      "azure-speech"),
    Snippet(
      "PHP header", "token.php",
      #"$headers = ['Ocp-Apim-Subscription-Key: ' . '«{{hex32 #142}}»'];"#, .high,
      "azure-ai-services"),
    Snippet(
      "PHP constant", "config.php", #"define('AZURE_TRANSLATOR_KEY', '«{{hex32 #143}}»');"#, .high,
      "azure-translator"),
    Snippet(
      "Dart map", "face.dart", #"headers: {'Ocp-Apim-Subscription-Key': '«{{hex32 #144}}»'},"#,
      .high, "azure-face"),
    Snippet(
      "Ruby", "app.rb", #"AZURE_OPENAI_KEY = '«{{hex32 #145}}»'.freeze"#, .high, "azure-openai"),
    Snippet(
      "Rust", "main.rs", #"const AZURE_OPENAI_KEY: &str = "«{{hex32 #146}}»";"#, .high,
      "azure-openai"),
    // Shells
    Snippet("export", "env.sh", "export AZURE_OPENAI_KEY=«{{hex32 #151}}»", .high, "azure-openai"),
    Snippet("setx", "env.cmd", #"setx AZURE_OPENAI_KEY "«{{hex32 #152}}»""#, .high, "azure-openai"),
    Snippet(
      "$env:", "env.ps1", #"$env:AZURE_OPENAI_KEY = "«{{hex32 #153}}»""#, .high, "azure-openai"),
    Snippet(
      "PowerShell header", "get.ps1",
      #"Invoke-RestMethod -Headers @{'Ocp-Apim-Subscription-Key' = "«{{hex32 #154}}»"}"#, .high,
      "azure-ai-services"),
    Snippet(
      "SetEnvironmentVariable", "set.ps1",
      #"[System.Environment]::SetEnvironmentVariable("AZURE_SPEECH_KEY","«{{hex32 #155}}»")"#,
      .high, "azure-speech"),
    Snippet(
      "shell default", "run.sh", "KEY=${AZURE_OPENAI_KEY:-«{{hex32 #156}}»}", .high,
      "azure-openai"),
    Snippet(
      "flag", "README.md", "bf luis:build --authoringKey «{{hex32 #157}}»", .high, "azure-luis"),
    Snippet(
      "az keyvault", "setup.md",
      #"az keyvault secret set --vault-name v --name AZURE-OPENAI-KEY --value "«{{hex32 #158}}»""#,
      .high, "azure-openai"),
    Snippet(
      "user-secrets", "README.md",
      #"dotnet user-secrets set "AzureOpenAI:ApiKey" "«{{hex32 #159}}»""#, .high, "azure-openai"),
    Snippet(
      "container start", "run.sh",
      "docker run x Eula=accept Billing=https://contoso.cognitiveservices.azure.com/ ApiKey=«{{hex32 #160}}»",
      .high, "azure-ai-services"),
  ]
}
