import ScanModel

extension Replacement {
  /// Programming languages: the identity libraries, or a reader of Key Vault where only a key will do.
  static let code: Table = [
    .python: [
      .openAI: Replacement(
        "let DefaultAzureCredential sign in",
        """
        from azure.identity import DefaultAzureCredential, get_bearer_token_provider
        token_provider = get_bearer_token_provider(DefaultAzureCredential(), "«scope»")
        client = AzureOpenAI(
            azure_endpoint="https://«host»",
            azure_ad_token_provider=token_provider,
            api_version="2024-10-21",
        )
        """),
      .credential: Replacement(
        "let DefaultAzureCredential sign in",
        """
        from azure.identity import DefaultAzureCredential
        credential = DefaultAzureCredential()  # in place of AzureKeyCredential(...)
        """),
      .speech: Replacement(
        "let DefaultAzureCredential sign in",
        """
        from azure.identity import DefaultAzureCredential
        token = DefaultAzureCredential().get_token("«scope»").token
        config = SpeechConfig(auth_token=f"aad#{resource_id}#{token}", region=region)
        """),
      .stored: Replacement(
        "read the new key from Key Vault",
        """
        from azure.identity import DefaultAzureCredential
        from azure.keyvault.secrets import SecretClient
        vault = SecretClient("«vault_url»", DefaultAzureCredential())
        key = vault.get_secret("«secret»").value
        """),
    ],
    .csharp: [
      .openAI: Replacement(
        "let DefaultAzureCredential sign in",
        """
        using Azure.Identity;
        var client = new AzureOpenAIClient(
            new Uri("https://«host»"), new DefaultAzureCredential());
        """),
      .credential: Replacement(
        "let DefaultAzureCredential sign in",
        """
        using Azure.Identity;
        var credential = new DefaultAzureCredential();  // in place of new AzureKeyCredential(...)
        """),
      .speech: Replacement(
        "let DefaultAzureCredential sign in",
        """
        using Azure.Core;
        using Azure.Identity;
        var token = new DefaultAzureCredential().GetToken(
            new TokenRequestContext(["«scope»"]));
        var config = SpeechConfig.FromAuthorizationToken(
            $"aad#{resourceId}#{token.Token}", region);
        """),
      .stored: Replacement(
        "read the new key from Key Vault",
        """
        using Azure.Identity;
        using Azure.Security.KeyVault.Secrets;
        var vault = new SecretClient(new Uri("«vault_url»"), new DefaultAzureCredential());
        var key = vault.GetSecret("«secret»").Value.Value;
        """),
    ],
    .java: [
      .openAI: Replacement(
        "let DefaultAzureCredential sign in",
        """
        OpenAIClient client = new OpenAIClientBuilder()
            .endpoint("https://«host»")
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
        """),
      .credential: Replacement(
        "let DefaultAzureCredential sign in",
        """
        // in place of new AzureKeyCredential(...)
        TokenCredential credential = new DefaultAzureCredentialBuilder().build();
        """),
      .stored: Replacement(
        "read the new key from Key Vault",
        """
        SecretClient vault = new SecretClientBuilder()
            .vaultUrl("«vault_url»")
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
        String key = vault.getSecret("«secret»").getValue();
        """),
    ],
    .kotlin: [
      .credential: Replacement(
        "let DefaultAzureCredential sign in (an app on a phone asks its backend)",
        "val credential = DefaultAzureCredentialBuilder().build()"),
      .stored: Replacement(
        "read the new key from Key Vault (an app on a phone asks its backend)",
        """
        val vault = SecretClientBuilder().vaultUrl("«vault_url»")
            .credential(DefaultAzureCredentialBuilder().build()).buildClient()
        val key = vault.getSecret("«secret»").value
        """),
    ],
    .javascript: [
      .openAI: Replacement(
        "let DefaultAzureCredential sign in (a browser asks its backend)",
        """
        import { DefaultAzureCredential, getBearerTokenProvider } from "@azure/identity";
        const azureADTokenProvider = getBearerTokenProvider(
          new DefaultAzureCredential(), "«scope»");
        const client = new AzureOpenAI({
          endpoint: "https://«host»", azureADTokenProvider, apiVersion: "2024-10-21" });
        """),
      .credential: Replacement(
        "let DefaultAzureCredential sign in (a browser asks its backend)",
        """
        import { DefaultAzureCredential } from "@azure/identity";
        const credential = new DefaultAzureCredential();  // in place of AzureKeyCredential
        """),
      .speech: Replacement(
        "let DefaultAzureCredential sign in (a browser asks its backend)",
        """
        import { DefaultAzureCredential } from "@azure/identity";
        const { token } = await new DefaultAzureCredential().getToken("«scope»");
        const config = SpeechConfig.fromAuthorizationToken(`aad#${resourceId}#${token}`, region);
        """),
      .stored: Replacement(
        "read the new key from Key Vault (a browser asks its backend)",
        """
        import { DefaultAzureCredential } from "@azure/identity";
        import { SecretClient } from "@azure/keyvault-secrets";
        const vault = new SecretClient("«vault_url»", new DefaultAzureCredential());
        const key = (await vault.getSecret("«secret»")).value;
        """),
    ],
    .go: [
      .openAI: Replacement(
        "let DefaultAzureCredential sign in",
        """
        credential, err := azidentity.NewDefaultAzureCredential(nil)
        client := openai.NewClient(
            azure.WithEndpoint("https://«host»", "2024-10-21"),
            azure.WithTokenCredential(credential))
        """),
      .credential: Replacement(
        "let DefaultAzureCredential sign in",
        "credential, err := azidentity.NewDefaultAzureCredential(nil)"),
      .stored: Replacement(
        "read the new key from Key Vault",
        """
        credential, err := azidentity.NewDefaultAzureCredential(nil)
        vault, err := azsecrets.NewClient("«vault_url»", credential, nil)
        secret, err := vault.GetSecret(ctx, "«secret»", "", nil)
        """),
    ],
    .rust: [
      .credential: Replacement(
        "sign in with an azure_identity credential",
        """
        // in Azure; on your own machine DeveloperToolsCredential::new(None)?
        let credential = azure_identity::ManagedIdentityCredential::new(None)?;
        """),
      .stored: Replacement(
        "read the new key from the environment", "let key = std::env::var(\"«KEY»\")?;"),
    ],
    .c: [
      .credential: Replacement(
        "let DefaultAzureCredential sign in",
        "auto credential = std::make_shared<Azure::Identity::DefaultAzureCredential>();"),
      .stored: Replacement(
        "read the new key from the environment", "const char *key = getenv(\"«KEY»\");"),
    ],
    .ruby: [
      .stored: Replacement("read the new key from the environment", "key = ENV.fetch(\"«KEY»\")")
    ],
    .php: [
      .stored: Replacement("read the new key from the environment", "$key = getenv('«KEY»');")
    ],
    // Whoever has the app has every key in it, and Azure has no identity library for these.
    .swift: [
      .stored: Replacement(
        "let a backend of yours hand out short-lived tokens: a key in an app can be read out",
        """
        // GET /token: your backend signs the user in and answers with a 10-minute token
        let (token, _) = try await URLSession.shared.data(from: tokenEndpoint)
        """)
    ],
    .dart: [
      .stored: Replacement(
        "let a backend of yours hand out short-lived tokens: a key in an app can be read out",
        """
        // GET /token: your backend signs the user in and answers with a 10-minute token
        final token = await http.read(tokenEndpoint);
        """)
    ],
    .html: [
      .stored: Replacement(
        "let a backend of yours hand out short-lived tokens: a key in a page is public",
        """
        // GET /token: your backend signs the user in and answers with a 10-minute token
        const token = await (await fetch("/token")).text();
        """)
    ],
  ]
}
