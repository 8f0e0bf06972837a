import ScanModel

extension Replacement {
  /// Scripts, settings and documents: what they hold in place of the value.
  static let configuration: Table = [
    .bash: [
      .openAI: bearerShell, .credential: bearerShell,
      .stored: Replacement(
        "read the new key from Key Vault when the script runs",
        """
        «KEY»="$(az keyvault secret show --vault-name «vault» --name «secret» \\
          --query value -o tsv)"
        """),
    ],
    .powershell: [
      .openAI: bearerPowerShell, .credential: bearerPowerShell,
      .stored: Replacement(
        "read the new key from Key Vault when the script runs",
        """
        $env:«KEY» = az keyvault secret show --vault-name «vault» --name «secret» `
          --query value -o tsv
        """),
    ],
    .batch: [
      .stored: Replacement(
        "read the new key from Key Vault when the script runs",
        """
        for /f "delims=" %%k in ('az keyvault secret show --vault-name «vault» \
        --name «secret» --query value -o tsv') do set "«KEY»=%%k"
        """)
    ],
    .message: [
      .stored: Replacement(
        "rewrite the message where nobody has fetched it yet",
        """
        git commit --amend  # the last commit
        git filter-repo --replace-message replacements.txt  # an older one: <key>==><nothing>
        """, needsKey: false)
    ],
    .http: [
      .openAI: bearerRequest, .credential: bearerRequest,
      .stored: Replacement(
        "read the new key from a .env file that git ignores", "@key = {{$dotenv «KEY»}}"),
    ],
    .dotenv: [
      .openAI: endpointOnly, .credential: endpointOnly,
      .stored: Replacement(
        "keep this file out of git (git rm --cached) and fill it from Key Vault",
        """
        # az keyvault secret show --vault-name «vault» --name «secret» --query value -o tsv
        «KEY»=
        """),
    ],
    .appSettings: [
      .openAI: keylessSettings, .credential: keylessSettings,
      .stored: Replacement(
        "refer to Key Vault from the App Service settings, and use user secrets at home",
        """
        # App Service setting:
        «Section»__Key=@Microsoft.KeyVault(VaultName=«vault»;SecretName=«secret»)
        # on your own machine (local.settings.json: keep it out of git instead):
        dotnet user-secrets set "«Section»:Key" "<key>"
        """),
    ],
    .xml: [
      .stored: Replacement(
        "leave it empty here; an App Service setting of this name overrides it",
        """
        <add key="«KEY»" value="" />
        <!-- App Service setting:
             «KEY»=@Microsoft.KeyVault(VaultName=«vault»;SecretName=«secret») -->
        """)
    ],
    .json: [
      .stored: Replacement(
        "keep it out of the file: read the environment, such as this App Service setting",
        "\"«KEY»\": \"@Microsoft.KeyVault(VaultName=«vault»;SecretName=«secret»)\"")
    ],
    .properties: [
      .stored: Replacement(
        "refer to the environment, which the platform fills from Key Vault", "key=${«KEY»}")
    ],
    .yaml: [
      .stored: Replacement(
        "refer to the environment, which the platform fills from Key Vault", "key: ${«KEY»}")
    ],
    .toml: [.stored: emptySetting("key = \"\"  # read from «KEY»")],
    .ini: [
      .stored: emptySetting("key =\n; read from «KEY»")
    ],
    .markdown: [.stored: placeholder], .text: [.stored: placeholder],
  ]

  private static let placeholder = Replacement(
    "write a placeholder here", "«KEY»=<your-key>", needsKey: false)

  private static func emptySetting(_ text: String) -> Replacement {
    Replacement("leave it empty here and let the program read the environment", text)
  }

  private static let bearerShell = Replacement(
    "send a token of your sign-in instead of a key",
    """
    token="$(az account get-access-token --scope «scope» --query accessToken -o tsv)"
    curl -H "Authorization: Bearer $token" https://«host»/...
    """)

  private static let bearerPowerShell = Replacement(
    "send a token of your sign-in instead of a key",
    """
    $token = az account get-access-token --scope «scope» --query accessToken -o tsv
    Invoke-RestMethod "https://«host»/..." -Headers @{ Authorization = "Bearer $token" }
    """)

  private static let bearerRequest = Replacement(
    "send a token of your sign-in instead of a key",
    """
    # TOKEN: az account get-access-token --scope «scope» --query accessToken -o tsv
    Authorization: Bearer {{$dotenv TOKEN}}
    """)

  private static let endpointOnly = Replacement(
    "keep this file out of git (git rm --cached) and only the endpoint in it",
    """
    «ENDPOINT»=https://«host»
    # no key: DefaultAzureCredential uses `az login` here and a managed identity in Azure
    """)

  private static let keylessSettings = Replacement(
    "keep only the endpoint here and let DefaultAzureCredential sign in",
    """
    "«Section»": { "Endpoint": "https://«host»" }

    A key that has to stay is an App Service setting
      «Section»__Key=@Microsoft.KeyVault(VaultName=«vault»;SecretName=«secret»)
    and on your own machine a user secret (local.settings.json: keep it out of git)
      dotnet user-secrets set "«Section»:Key" "<key>"
    """)
}
